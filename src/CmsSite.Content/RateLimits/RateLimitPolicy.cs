using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.RateLimits;

/// <summary>How a limit counts the requests of one address.</summary>
public enum LimiterKind
{
    FixedWindow,
    SlidingWindow,
    TokenBucket,

    /// <summary>Requests that are answered at the same time.</summary>
    Concurrency,
}

/// <param name="Limit">How many requests: in a window, in the bucket, or at once.</param>
/// <param name="Seconds">The window, or the time after which tokens come back.</param>
/// <param name="Parts">Segments of a sliding window, or the tokens that come back.</param>
public sealed record RequestLimiter(LimiterKind Kind, int Limit, int Seconds, int Parts);

/// <summary>A limit on requests, in the form of Orchard's module RateLimits: for all addresses of the site, or for those below a path.</summary>
public sealed record RateLimitPolicy(string Name, bool IsEnabled, string? Path, IReadOnlyList<RequestLimiter> Limiters)
{
    /// <summary>Where a site's policies are, among its documents of kind <c>Kept</c>: this and the policy's name.</summary>
    public const string Prefix = "RateLimitPolicies/";
    private const int Most = 1_000_000;
    private const int UsualSegments = 6;

    /// <summary>What recipes and exports have; <paramref name="problems"/> gets what cannot be done, with its place below the policy.</summary>
    public static RateLimitPolicy Parse(string name, JsonObject policy, ICollection<(string Path, string Message)>? problems = null)
    {
        var limiters = new List<RequestLimiter>();
        var index = 0;
        foreach (var limiter in policy["Limiters"].AsObjects())
        {
            var place = $"Limiters[{index++}]";
            if (!Enum.TryParse<LimiterKind>(limiter["Source"].AsText(), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            {
                problems?.Add(($"{place}.Source", $"a limiter counts by one of {string.Join(", ", Enum.GetNames<LimiterKind>())}"));
            }
            else if (Read(kind, (limiter["Properties"] as JsonObject)?[$"{kind}RateLimiterData"] as JsonObject ?? [], out var wrong) is { } read)
            {
                limiters.Add(read);
            }
            else
            {
                problems?.Add(($"{place}.Properties", $"{wrong} is a whole number from 1 to {Most}"));
            }
        }

        var isEndpoint = policy["Scope"].AsText() == "Endpoint" || policy["Scope"].AsNumber() == 1;
        var path = policy["Path"].AsText() is { Length: > 0 } given ? "/" + given.Trim('/') : null;
        if (isEndpoint && path is null)
        {
            problems?.Add(("Path", "a policy for some addresses says which: its Path is missing"));
        }

        return new RateLimitPolicy(name, policy["IsEnabled"].AsFlag() ?? true, isEndpoint ? path ?? "/" : null, isEndpoint && path is null ? [] : limiters);
    }

    private static RequestLimiter? Read(LimiterKind kind, JsonObject data, out string wrong)
    {
        wrong = "";
        var limit = Number(data, kind == LimiterKind.TokenBucket ? "TokenLimit" : "PermitLimit", null, ref wrong);
        var seconds = kind == LimiterKind.Concurrency ? 1 : Number(data, kind == LimiterKind.TokenBucket ? "ReplenishmentPeriodSeconds" : "WindowSeconds", null, ref wrong);
        var parts = kind switch
        {
            LimiterKind.SlidingWindow => Number(data, "SegmentsPerWindow", UsualSegments, ref wrong),
            LimiterKind.TokenBucket => Number(data, "TokensPerPeriod", null, ref wrong),
            _ => 1,
        };
        return wrong.Length == 0 ? new RequestLimiter(kind, limit, seconds, parts) : null;
    }

    private static int Number(JsonObject data, string name, int? otherwise, ref string wrong)
    {
        if (data[name] is null && otherwise is { } usual)
        {
            return usual;
        }

        if (data[name].AsNumber() is { } number && number == decimal.Truncate(number) && number is >= 1 and <= Most)
        {
            return (int)number;
        }

        wrong = name;
        return 0;
    }
}
