using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.Extensions.Logging;

namespace CmsSite.Content.Redirects;

/// <summary>What the rules make of a request.</summary>
/// <param name="Location">Where it goes: encoded for a redirect, else path and query as they are read.</param>
/// <param name="RedirectStatus">Null: it is answered as if it had been made to <paramref name="Location"/>.</param>
public sealed record UrlRuleOutcome(string Location, int? RedirectStatus);

/// <summary>What a rule makes of an address that reaches it.</summary>
/// <param name="IsPassedOver">It would lead in a circle.</param>
public sealed record UrlRuleStep(string Name, string Target, bool IsRedirect, bool IsPassedOver);

/// <summary>
/// The site's rules for addresses, in their order. They are gone through once: a rewrite changes what the later ones see, a redirect ends it. A redirect that leads in a circle,
/// and a pattern that takes too long, are passed over and said once in the log.
/// </summary>
public sealed class UrlRules(DocumentCache cache, SiteDatabase database, ILogger<UrlRules> log)
{
    private const int LongestPath = 2000;
    private const int MostHops = 10;
    private Compiled _compiled = new(-1, new Set([]));

    public bool IsEmpty => Current.Rules.Count == 0;

    /// <summary>Null when no rule applies.</summary>
    public UrlRuleOutcome? Apply(UrlRuleRequest request) => Apply(request, hop: 0);

    /// <summary>The rules that catch an address, in the order in which they do; for whoever wonders.</summary>
    public IReadOnlyList<UrlRuleStep> Explain(UrlRuleRequest request)
    {
        var steps = new List<UrlRuleStep>();
        Apply(request, hop: 0, steps);
        return steps;
    }

    /// <summary>Whether somebody sent to a path of the site would be sent back by the rules.</summary>
    public bool LeadBack(string to, UrlRuleRequest asked) =>
        !IsEmpty && Apply(asked with { Path = to }) is { RedirectStatus: not null } next && IsSame(PathOf(next.Location), asked.Path);

    private UrlRuleOutcome? Apply(UrlRuleRequest request, int hop, List<UrlRuleStep>? steps = null)
    {
        if (request.Path.Length > LongestPath)
        {
            return null;
        }

        var (set, now, isRewritten) = (Current, request, false);
        foreach (var rule in set.Rules)
        {
            if (Try(rule, now, set) is not { } target)
            {
                continue;
            }

            if (rule.IsRedirect)
            {
                var isCircle = hop == 0 && IsCircle(target, request, rule, set);
                steps?.Add(new UrlRuleStep(rule.Name, target, true, isCircle));
                if (!isCircle)
                {
                    return new UrlRuleOutcome(target, rule.StatusCode);
                }

                continue;
            }

            var local = Uri.TryCreate(target, UriKind.Absolute, out var absolute) && !target.StartsWith('/') ? absolute.PathAndQuery : target;
            var mark = local.IndexOf('?', StringComparison.Ordinal);
            now = now with { Path = mark < 0 ? local : local[..mark], QueryString = mark < 0 ? "" : local[mark..] };
            isRewritten = true;
            steps?.Add(new UrlRuleStep(rule.Name, now.Path + now.QueryString, false, false));
            if (rule.IsLast)
            {
                break;
            }
        }

        return isRewritten ? new UrlRuleOutcome(now.Path + now.QueryString, null) : null;
    }

    private string? Try(UrlRule rule, UrlRuleRequest request, Set set)
    {
        try
        {
            return rule.Apply(request);
        }
        catch (RegexMatchTimeoutException)
        {
            Say(set, rule, "The rule '{Rule}' for addresses is passed over where its pattern takes too long: on '{Path}'. Give it a simpler one.", request.Path);
            return null;
        }
    }

    private bool IsCircle(string target, UrlRuleRequest request, UrlRule rule, Set set)
    {
        var seen = new List<string> { request.Path };
        for (var next = target; next.StartsWith('/'); )
        {
            var path = PathOf(next);
            if (seen.Count > MostHops || seen.Any(other => IsSame(other, path)))
            {
                Say(set, rule, "The rule '{Rule}' for addresses is passed over where it leads in a circle: from '{Path}'.", request.Path);
                return true;
            }

            seen.Add(path);
            // The site would lead it to its usual spelling, which may be what another rule waits for.
            if ((Apply(request with { Path = path }, hop: 1) ?? Apply(request with { Path = "/" + ContentRoute.Normalize(path) }, hop: 1)) is not { RedirectStatus: not null } further)
            {
                return false;
            }

            next = further.Location;
        }

        return false;
    }

    // The site leads other spellings of a path to the one, so two of them are the same.
    private static bool IsSame(string a, string b) => ContentRoute.Normalize(a) == ContentRoute.Normalize(b);

    private static string PathOf(string location) => Uri.UnescapeDataString(location.Split('?', '#')[0]);

    private void Say(Set set, UrlRule rule, string message, string path)
    {
        if (set.Said.TryAdd(rule.Name, true))
        {
#pragma warning disable CA2254 // one of the two messages above
            log.LogWarning(message, rule.Name, path);
#pragma warning restore CA2254
        }
    }

    private Set Current
    {
        get
        {
            var generation = cache.Generation;
            var compiled = _compiled;
            if (compiled.Generation != generation)
            {
                using var context = database.CreateContext();
                _compiled = compiled = new Compiled(generation, cache.Project(SiteDocumentKinds.UrlRewriting, context, Set.Of));
            }

            return compiled.Set;
        }
    }

    private sealed record Compiled(long Generation, Set Set);

    private sealed record Set(IReadOnlyList<UrlRule> Rules)
    {
        public System.Collections.Concurrent.ConcurrentDictionary<string, bool> Said { get; } = new();

        public static Set Of(IReadOnlyDictionary<string, JsonNode> documents) => new(
        [
            .. documents.OrderBy(document => document.Key, StringComparer.Ordinal)
                .Select(document => document.Value is JsonObject rule ? UrlRule.TryCreate(rule, rule["Name"].AsText() ?? document.Key, out _) : null)
                .OfType<UrlRule>().OrderBy(rule => rule.Order),
        ]);
    }
}
