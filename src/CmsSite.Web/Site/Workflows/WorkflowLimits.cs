using System.Threading.RateLimiting;
using CmsSite.Content.Workflows;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Site.Workflows;

/// <summary>How many requests start workflows: from one network, and in all. Counted here and not by the rate limiter of endpoints, since whoever is refused gets back what they wrote.</summary>
internal sealed class WorkflowLimits(IOptions<WorkflowOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limits = PartitionedRateLimiter.CreateChained(
        Of(options.Value.NetworkPerMinute, network => network), Of(options.Value.SitePerMinute, _ => ""));

    /// <summary>False when there are too many for now.</summary>
    public bool TryEnter(string network)
    {
        using var lease = _limits.AttemptAcquire(network);
        return lease.IsAcquired;
    }

    public void Dispose() => _limits.Dispose();

    private static PartitionedRateLimiter<string> Of(int perMinute, Func<string, string> key) => PartitionedRateLimiter.Create<string, string>(network => perMinute == 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetSlidingWindowLimiter(key(network), _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
}
