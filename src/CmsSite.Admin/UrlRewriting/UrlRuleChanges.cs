using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Redirects;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Admin.UrlRewriting;

/// <param name="Id">Of the rule; empty for a new one.</param>
/// <param name="RedirectType"><c>Found</c>, <c>MovedPermanently</c>, <c>TemporaryRedirect</c> or <c>PermanentRedirect</c>; of no meaning for a rewrite.</param>
public sealed record WrittenRule(string Id, string Name, string Source, string Pattern, string Substitution, bool IgnoresCase, bool DropsQuery, string RedirectType, bool SkipsFurtherRules)
{
    public static WrittenRule Read(string id, JsonNode rule) => new(
        id, rule["Name"].AsText() ?? "", rule["Source"].AsText() ?? "Redirect", rule["Pattern"].AsText() ?? "", rule["SubstitutionPattern"].AsText() ?? "", rule["IsCaseInsensitive"].AsFlag() == true,
        rule["QueryStringPolicy"].AsText() is { } policy ? policy.Equals("Drop", StringComparison.OrdinalIgnoreCase) : rule["QueryStringPolicy"].AsNumber() == 1,
        (rule["RedirectType"].AsText() ?? rule["RedirectType"].AsNumber()?.ToString(CultureInfo.InvariantCulture)) switch
        {
            "MovedPermanently" or "301" => "MovedPermanently",
            "TemporaryRedirect" or "307" => "TemporaryRedirect",
            "PermanentRedirect" or "308" => "PermanentRedirect",
            _ => "Found",
        },
        rule["SkipFurtherRules"].AsFlag() == true);

    /// <summary>As it is stored; what no input is for stays.</summary>
    public JsonObject Over(JsonObject? stored)
    {
        var rule = stored?.DeepClone() as JsonObject ?? [];
        (rule["Name"], rule["Source"], rule["Pattern"], rule["SubstitutionPattern"]) = (Name.Trim(), Source, Pattern.Trim(), Substitution.Trim());
        (rule["IsCaseInsensitive"], rule["QueryStringPolicy"]) = (IgnoresCase, DropsQuery ? "Drop" : "Append");
        if (Source == "Redirect")
        {
            rule["RedirectType"] = RedirectType;
        }
        else
        {
            rule["SkipFurtherRules"] = SkipsFurtherRules;
        }

        return rule;
    }
}

/// <summary>What one rule makes of an address that somebody tries.</summary>
public sealed record RuleTrial(string? Problem, string? Target);

/// <summary>Changes of the site's rules for addresses. A rule whose pattern is none is not stored.</summary>
public static class UrlRuleChanges
{
    private const int LongestName = 200;

    public static bool MayManage(AdminScope scope) => scope.May(Permissions.ManageUrlRewritingRules);

    /// <exception cref="RefusedException">The user may not manage rules for addresses.</exception>
    public static void Authorise(AdminScope scope)
    {
        if (!MayManage(scope))
        {
            throw new RefusedException("You may not manage the rules for addresses.");
        }
    }

    /// <summary>All rules in the order in which they are applied.</summary>
    public static IReadOnlyList<(string Id, JsonNode Rule)> Of(SiteSession session) =>
    [
        .. session.Documents(SiteDocumentKinds.UrlRewriting).OrderBy(rule => rule.Key, StringComparer.Ordinal).OrderBy(rule => rule.Value["Order"].AsNumber() ?? 0).Select(rule => (rule.Key, rule.Value)),
    ];

    /// <summary>What keeps a rule from being saved; null when nothing does.</summary>
    public static string? Check(WrittenRule rule)
    {
        if (rule.Name.Trim().Length is 0 or > LongestName)
        {
            return $"Give the rule a name, of at most {LongestName} characters.";
        }

        return UrlRule.TryCreate(rule.Over(null), rule.Name, out var problem) is not null ? null : problem switch
        {
            "the rule has no Pattern" => "Say which addresses it is for.",
            "the rule has no SubstitutionPattern" => "Say where they lead.",
            _ => char.ToUpperInvariant(problem![0]) + problem[1..],
        };
    }

    /// <summary>Where a rule, stored or not, would lead an address.</summary>
    /// <exception cref="RefusedException">The user may not manage rules for addresses.</exception>
    public static RuleTrial Try(AdminScope scope, WrittenRule rule, string address)
    {
        Authorise(scope);
        if (Request(address) is not { } request)
        {
            return new RuleTrial("An address begins with a slash, or with https://.", null);
        }

        if (UrlRule.TryCreate(rule.Over(null), rule.Name, out var problem) is not { } known)
        {
            return new RuleTrial(problem, null);
        }

        try
        {
            return new RuleTrial(null, known.Apply(request));
        }
        catch (System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            return new RuleTrial("The pattern takes too long on this address: give it a simpler one.", null);
        }
    }

    /// <summary>What somebody typed, as the rules see it; null when it is no address.</summary>
    public static UrlRuleRequest? Request(string? address)
    {
        var text = address?.Trim() ?? "";
        if (text.StartsWith('/'))
        {
            text = "https://localhost" + text;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? new UrlRuleRequest(Uri.UnescapeDataString(uri.AbsolutePath), uri.Query, uri.Scheme, uri.Authority) : null;
    }

    /// <param name="seen">The rule that the writer began with; null for a new one.</param>
    /// <returns>Its id, or what is wrong.</returns>
    /// <exception cref="RefusedException">The user may not manage rules for addresses.</exception>
    public static async Task<(string? Id, string? Problem)> SaveAsync(AdminScope scope, WrittenRule rule, JsonNode? seen)
    {
        Authorise(scope);
        if (Check(rule) is { } problem)
        {
            return (null, problem);
        }

        await scope.Session.BeginAsync();
        var id = rule.Id.Length > 0 ? rule.Id : RecipeIds.New();
        var stored = scope.Session.Document(SiteDocumentKinds.UrlRewriting, id);
        if (!JsonNode.DeepEquals(stored, seen))
        {
            await scope.Session.RollbackAsync();
            return (null, "Somebody else changed this rule meanwhile. Nothing was saved over theirs; load the page again.");
        }

        var document = rule.Over(stored as JsonObject);
        // A new one comes last.
        document["Order"] ??= Of(scope.Session).Select(known => (int)(known.Rule["Order"].AsNumber() ?? 0)).DefaultIfEmpty(-1).Max() + 1;
        await scope.Session.PutAsync(SiteDocumentKinds.UrlRewriting, id, document);
        await scope.Session.CommitAsync();
        return (id, null);
    }

    /// <summary>Puts a rule before or behind its neighbour.</summary>
    /// <param name="by">−1 or 1.</param>
    /// <exception cref="RefusedException">The user may not manage rules for addresses.</exception>
    public static async Task MoveAsync(AdminScope scope, string id, int by)
    {
        Authorise(scope);
        await scope.Session.BeginAsync();
        var order = Of(scope.Session).ToList();
        var at = order.FindIndex(rule => rule.Id == id);
        var to = at + by;
        if (at >= 0 && to >= 0 && to < order.Count)
        {
            (order[at], order[to]) = (order[to], order[at]);
        }

        for (var i = 0; i < order.Count; i++)
        {
            if (order[i].Rule["Order"].AsNumber() != i)
            {
                var rule = order[i].Rule.DeepClone();
                rule["Order"] = i;
                await scope.Session.PutAsync(SiteDocumentKinds.UrlRewriting, order[i].Id, rule);
            }
        }

        await scope.Session.CommitAsync();
    }

    /// <exception cref="RefusedException">The user may not manage rules for addresses.</exception>
    public static async Task DeleteAsync(AdminScope scope, string id)
    {
        Authorise(scope);
        await scope.Session.DeleteAsync(SiteDocumentKinds.UrlRewriting, id);
        await scope.Session.CommitAsync();
    }
}
