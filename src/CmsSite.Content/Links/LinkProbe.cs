using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace CmsSite.Content.Links;

/// <summary>
/// Asks other sites whether something is at an address, with as little as the question needs: no cookies, no referrer, nothing read of what is there. Every step of the way is an address that
/// <see cref="PublicAddresses"/> allows, and the connection goes to the very address that was looked at.
/// </summary>
public sealed class LinkProbe : IDisposable
{
    private const int MostRedirects = 5;
    private const int MostHeaderKilobytes = 32;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private readonly PublicAddresses _addresses;
    private readonly TimeSpan _timeout;
    private readonly HttpMessageInvoker _client;

    public LinkProbe() : this(new PublicAddresses(), _patience)
    {
    }

    internal LinkProbe(PublicAddresses addresses, TimeSpan timeout)
    {
        (_addresses, _timeout) = (addresses, timeout);
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would look up the name again, and might find something else.
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseHeadersLength = MostHeaderKilobytes,
            MaxResponseDrainSize = 0,
            ActivityHeadersPropagator = null,
        });
    }

    /// <param name="userAgent">Who asks.</param>
    public async Task<LinkAnswer> AskAsync(Uri address, string userAgent, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_timeout);
        try
        {
            return await FollowAsync(address, userAgent, patience.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Read(exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<LinkAnswer> FollowAsync(Uri address, string userAgent, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (!_addresses.MayAsk(address))
            {
                return new LinkAnswer(LinkOutcome.NotAsked, LinkAnswer.NotPublic);
            }

            var (status, location) = await SendAsync(HttpMethod.Head, address, userAgent, cancellationToken);
            if (status >= 400)
            {
                // Many a server refuses this method, or does not know what it has.
                (status, location) = await SendAsync(HttpMethod.Get, address, userAgent, cancellationToken);
            }

            if (status is not (301 or 302 or 303 or 307 or 308) || location is null)
            {
                return LinkAnswer.Of(status);
            }

            address = new Uri(address, location);
        }

        return LinkAnswer.Failing(LinkAnswer.GoesRound);
    }

    private async Task<(int Status, Uri? Location)> SendAsync(HttpMethod method, Uri address, string userAgent, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        using var response = await _client.SendAsync(request, cancellationToken);
        return ((int)response.StatusCode, response.Headers.Location);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var found = await _addresses.FindAsync(context.DnsEndPoint.Host, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static LinkAnswer Read(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case NotPublicException:
                    return new LinkAnswer(LinkOutcome.NotAsked, LinkAnswer.NotPublic);
                case OperationCanceledException or TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut }:
                    return LinkAnswer.Failing(LinkAnswer.Silent);
                case AuthenticationException:
                    return LinkAnswer.Failing(LinkAnswer.NotSecure);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery }:
                    return LinkAnswer.Failing(LinkAnswer.NoName);
            }
        }

        return LinkAnswer.Failing(LinkAnswer.Refused);
    }
}
