using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using CmsSite.Content.Links;

namespace CmsSite.Tests.Content.Links;

/// <summary>The rest of the web: a server of its own, with names that lead to it and names that do not.</summary>
public sealed class Outside : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly CancellationTokenSource _end = new();

    private Outside(WebApplication server) => _server = server;

    /// <summary>What a path answers, when it is not 200.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Paths { get; } = new();

    /// <summary>What was asked: method, host and path.</summary>
    public ConcurrentQueue<(string Line, IHeaderDictionary Headers)> Asked { get; } = new();

    public int Port { get; private set; }

    public static async Task<Outside> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var outside = new Outside(builder.Build());
        outside._server.Run(outside.AnswerAsync);
        await outside._server.StartAsync();
        outside.Port = new Uri(outside._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return outside;
    }

    public string At(string path, string host = "outside.example") => $"http://{host}:{Port}{path}";

    public void Answer(string path, int status, string? location = null) => Paths[path] = context =>
    {
        context.Response.StatusCode = status;
        if (location is not null)
        {
            context.Response.Headers.Location = location;
        }

        return Task.CompletedTask;
    };

    /// <summary>A path that never answers while the server runs.</summary>
    public void BeSilent(string path) => Paths[path] = _ => Task.Delay(Timeout.Infinite, _end.Token);

    internal PublicAddresses Names() => new(
        (host, _) => host switch
        {
            _ when host.EndsWith("outside.example", StringComparison.Ordinal) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
            "inside.example" => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.2.3")]),
            "half-inside.example" => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("169.254.169.254")]),
            _ => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)),
        },
        isThisMachineOpen: true);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _server.DisposeAsync();
        _end.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Asked.Enqueue(($"{context.Request.Method} {context.Request.Host.Host}{context.Request.Path}", new HeaderDictionary(context.Request.Headers.ToDictionary())));
        if (Paths.TryGetValue(context.Request.Path, out var answer))
        {
            await answer(context);
        }
    }
}
