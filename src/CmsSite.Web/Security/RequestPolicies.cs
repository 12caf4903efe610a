using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.RateLimiting;
using CmsSite.Content.RateLimits;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Web.Setup;

namespace CmsSite.Web.Security;

/// <summary>
/// The limits on requests that recipes set (<see cref="RateLimitPolicy"/>), counted for each address on this node. Nobody waits in a queue: whoever sends too many is told when to come again. A site without such
/// limits, which is the usual one, pays nothing for them.
/// </summary>
internal sealed class RequestPolicies : IChangeFollower, IDisposable
{
    private readonly IServiceScopeFactory _scopes;
    private readonly SiteState _site;
    private readonly SemaphoreSlim _making = new(1);
    private volatile bool _isOld = true;
    private PartitionedRateLimiter<HttpContext>? _limits;
    private string _madeOf = "";

    public RequestPolicies(IServiceScopeFactory scopes, SiteState site, ChangeSignal signal)
    {
        (_scopes, _site) = (scopes, site);
        signal.Changed += Look;
    }

    public string Name => "request policies";

    public bool IsDurable => false;

    /// <summary>Null when there are none.</summary>
    public ValueTask<PartitionedRateLimiter<HttpContext>?> FindAsync() => _isOld && _site.IsOpen ? new(RenewAsync()) : new(_limits);

    public Task HandleAsync(IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken)
    {
        Look(changes);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _making.Dispose();
        _limits?.Dispose();
    }

    private void Look(IReadOnlyCollection<SiteChange> changes)
    {
        if (changes.Any(change => change.Kind == SiteDocumentKinds.Kept && change.Subject.StartsWith(RateLimitPolicy.Prefix, StringComparison.Ordinal)))
        {
            _isOld = true;
        }
    }

    private async Task<PartitionedRateLimiter<HttpContext>?> RenewAsync()
    {
        await _making.WaitAsync();
        try
        {
            if (_isOld)
            {
                // First, so that what changes meanwhile is not missed. The former ones are left to those who are just counted by them.
                _isOld = false;
                await MakeAsync();
            }

            return _limits;
        }
        finally
        {
            _making.Release();
        }
    }

    private async Task MakeAsync()
    {
        await using var scope = _scopes.CreateAsyncScope();
        var policies = scope.ServiceProvider.GetRequiredService<SiteSession>().Documents(SiteDocumentKinds.Kept)
            .Where(document => document.Key.StartsWith(RateLimitPolicy.Prefix, StringComparison.Ordinal) && document.Value is JsonObject)
            .OrderBy(document => document.Key, StringComparer.Ordinal).ToList();
        // A node hears of its own changes twice; what was counted stays counted.
        var madeOf = string.Join('\n', policies.Select(policy => policy.Value.ToJsonString()));
        if (madeOf == _madeOf)
        {
            return;
        }

        PartitionedRateLimiter<HttpContext>[] limiters =
            [.. from document in policies let policy = RateLimitPolicy.Parse(document.Key, (JsonObject)document.Value) where policy.IsEnabled from limiter in policy.Limiters select Of(policy, limiter)];
        (_limits, _madeOf) = (limiters.Length == 0 ? null : PartitionedRateLimiter.CreateChained(limiters), madeOf);
    }

    private static PartitionedRateLimiter<HttpContext> Of(RateLimitPolicy policy, RequestLimiter limiter) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
        policy.Path is { } path && path != "/" && !http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)
            ? RateLimitPartition.GetNoLimiter("")
            : limiter.Kind switch
            {
                LimiterKind.FixedWindow => RateLimitPartition.GetFixedWindowLimiter(RateLimits.Client(http), _ => new FixedWindowRateLimiterOptions { PermitLimit = limiter.Limit, Window = TimeSpan.FromSeconds(limiter.Seconds) }),
                LimiterKind.SlidingWindow => RateLimitPartition.GetSlidingWindowLimiter(RateLimits.Client(http), _ => new SlidingWindowRateLimiterOptions { PermitLimit = limiter.Limit, Window = TimeSpan.FromSeconds(limiter.Seconds), SegmentsPerWindow = limiter.Parts }),
                LimiterKind.TokenBucket => RateLimitPartition.GetTokenBucketLimiter(RateLimits.Client(http), _ => new TokenBucketRateLimiterOptions { TokenLimit = limiter.Limit, TokensPerPeriod = limiter.Parts, ReplenishmentPeriod = TimeSpan.FromSeconds(limiter.Seconds) }),
                _ => RateLimitPartition.GetConcurrencyLimiter(RateLimits.Client(http), _ => new ConcurrencyLimiterOptions { PermitLimit = limiter.Limit }),
            });
}

internal static class RequestPoliciesExtensions
{
    /// <summary>Before pages from memory, so that these count, too. What asks after the site's health is never refused.</summary>
    public static void UseRequestPolicies(this WebApplication app)
    {
        var policies = app.Services.GetRequiredService<RequestPolicies>();
        app.Use((http, next) =>
        {
            var limits = policies.FindAsync();
            return limits is { IsCompletedSuccessfully: true, Result: null } || http.Request.Path.StartsWithSegments("/health") ? next(http) : LimitAsync(http, next, limits);
        });
    }

    private static async Task LimitAsync(HttpContext http, RequestDelegate next, ValueTask<PartitionedRateLimiter<HttpContext>?> finding)
    {
        using var lease = (await finding)?.AttemptAcquire(http);
        if (lease is null or { IsAcquired: true })
        {
            await next(http);
            return;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
    }
}
