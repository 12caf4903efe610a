namespace CmsSite.Benchmarks;

/// <summary>The peer for start and memory: Kestrel with one endpoint and nothing else.</summary>
internal static class PlainServer
{
    public static async Task RunAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/", () => "plain");
        await app.RunAsync();
    }
}
