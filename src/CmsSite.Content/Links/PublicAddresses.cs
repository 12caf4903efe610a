using System.Net;
using System.Net.Sockets;

namespace CmsSite.Content.Links;

/// <summary>
/// Where the site may go when somebody's text says where: http and https at their own ports, at addresses of the public internet. Whoever can write a link could otherwise make the server ask what only
/// the server reaches: its own machine, its network, what a cloud tells its machines.
/// </summary>
public sealed class PublicAddresses
{
    // What is not for everybody in the registries of special addresses (RFC 6890 and later). Of IPv6 everything but 2000::/3 is closed, and so are addresses that hold one of IPv4.
    private static readonly IPNetwork[] _closed =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/3", "168.63.129.16/32", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ]).Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork _global = IPNetwork.Parse("2000::/3");
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly bool _isThisMachineOpen;

    public PublicAddresses() : this(Dns.GetHostAddressesAsync, isThisMachineOpen: false)
    {
    }

    /// <param name="isThisMachineOpen">Whether this machine counts as outside, at any port. Only for tests, and so nothing that configuration could say.</param>
    internal PublicAddresses(Func<string, CancellationToken, Task<IPAddress[]>> resolve, bool isThisMachineOpen) => (_resolve, _isThisMachineOpen) = (resolve, isThisMachineOpen);

    /// <summary>Whether the protocol and the port are those of public sites.</summary>
    public bool MayAsk(Uri address) => (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.UserInfo.Length == 0 && (address.Port is 80 or 443 || _isThisMachineOpen);

    /// <summary>The addresses of a name.</summary>
    /// <exception cref="NotPublicException">One of them is not of the public internet.</exception>
    /// <exception cref="SocketException">There is no such name.</exception>
    public async Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken)
    {
        var found = IPAddress.TryParse(host.Trim('[', ']'), out var address) ? [address] : await _resolve(host, cancellationToken);
        return found.All(one => IsPublic(one) || (_isThisMachineOpen && IPAddress.IsLoopback(one))) ? found : throw new NotPublicException(host);
    }

    public static bool IsPublic(IPAddress address) =>
        !address.IsIPv4MappedToIPv6 && (address.AddressFamily == AddressFamily.InterNetwork || _global.Contains(address)) && !_closed.Any(network => network.Contains(address));
}

/// <summary>A name leads to somewhere that is not of the public internet.</summary>
public sealed class NotPublicException(string host) : Exception($"{host} is not an address of the public internet.");
