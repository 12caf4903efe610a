using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace CmsSite.OrchardCore;

/// <summary>
/// How many comments may come from one network: five at once, then one a minute. Kept in memory, per process; a network that sends nothing is forgotten. Behind a proxy the feature
/// OrchardCore.ReverseProxy must be set up, or all readers are one network.
/// </summary>
internal sealed class CommentLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(network =>
        RateLimitPartition.GetTokenBucketLimiter(network, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 5,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));

    public bool Allows(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(NetworkOf(address ?? IPAddress.None));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    // Of IPv6 a household has a whole /64: one address each would be no limit.
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
