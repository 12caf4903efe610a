using System.Threading.RateLimiting;
using CmsSite.Comments;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Site.Comments;

/// <summary>
/// How many comments come in: from one network, on one article, in all. Counted here and not by the rate limiter of endpoints, since whoever is refused gets back what they wrote. Where a
/// request comes from is believed of configured proxies only.
/// </summary>
internal sealed class CommentLimits : IDisposable
{
    private readonly PartitionedRateLimiter<(string? Network, string Article)> _limits;

    public CommentLimits(IOptions<CommentOptions> options)
    {
        var most = options.Value;
        _limits = PartitionedRateLimiter.CreateChained(
            Of(most.NetworkPerMinute, request => request.Network ?? "unknown"),
            Of(most.ArticlePerMinute, request => request.Article),
            Of(most.SitePerMinute, _ => ""));
    }

    /// <summary>False when there are too many for now.</summary>
    public bool TryEnter(string? network, string articleId)
    {
        using var lease = _limits.AttemptAcquire((network, articleId));
        return lease.IsAcquired;
    }

    public void Dispose() => _limits.Dispose();

    private static PartitionedRateLimiter<(string? Network, string Article)> Of(int perMinute, Func<(string? Network, string Article), string> key) =>
        PartitionedRateLimiter.Create<(string? Network, string Article), string>(request => perMinute == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(key(request), _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
}
