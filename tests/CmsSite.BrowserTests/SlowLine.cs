using System.Net;
using System.Net.Sockets;

namespace CmsSite.BrowserTests;

/// <summary>A line to a server on which answers arrive piece by piece, so that a browser shows the beginning of a page before its end is there.</summary>
internal sealed class SlowLine : IAsyncDisposable
{
    private const int PieceLength = 400; // bytes
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Uri _server;
    private readonly Task _accepting;

    public SlowLine(string server)
    {
        _server = new Uri(server);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using (browser)
        using (var server = new TcpClient())
        {
            try
            {
                browser.NoDelay = true;
                await server.ConnectAsync(_server.Host, _server.Port, _closing.Token);
                var (near, far) = (browser.GetStream(), server.GetStream());
                var asking = near.CopyToAsync(far, _closing.Token);
                var piece = new byte[PieceLength];
                int length;
                while ((length = await far.ReadAsync(piece, _closing.Token)) > 0)
                {
                    await near.WriteAsync(piece.AsMemory(0, length), _closing.Token);
                    await Task.Delay(_pause, _closing.Token);
                }

                browser.Close();
                await asking;
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The browser or the test has hung up.
            }
        }
    }
}
