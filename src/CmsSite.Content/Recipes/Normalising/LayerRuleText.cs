using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CmsSite.Content.Recipes.Normalising;

/// <summary>
/// The rule of a layer as Orchard 1.x wrote it: one line of JavaScript. Later versions read it and do nothing with it, so that the layer never shows; three of four
/// public recipes with layers have nothing else.
/// </summary>
internal static partial class LayerRuleText
{
    /// <summary>The conditions that say the same, without ids. What cannot be said in conditions becomes a <c>JavascriptCondition</c>, as in Orchard 1.x.</summary>
    public static JsonArray ToConditions(string rule)
    {
        var text = rule.Trim().TrimEnd(';').Trim();
        var parts = text.Split("&&", StringSplitOptions.TrimEntries).Select(Single).ToList();
        return parts.All(part => part is not null)
            ? new JsonArray([.. parts.Select(part => (JsonNode)part!)])
            : [new JsonObject { ["Name"] = "JavascriptCondition", ["Script"] = rule }];
    }

    /// <summary>Whether a script is made only of the calls that layers know here, with <c>!</c>, <c>&amp;&amp;</c>, <c>||</c> and parentheses; no script engine runs while a page is drawn.</summary>
    public static bool IsSimple(string script) => Rest().IsMatch(Known().Replace(script, " "));

    private static JsonObject? Single(string text) => text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "true" => new JsonObject { ["Name"] = "BooleanCondition", ["Value"] = true },
        "false" => new JsonObject { ["Name"] = "BooleanCondition", ["Value"] = false },
        "ishomepage()" => new JsonObject { ["Name"] = "HomepageCondition", ["Value"] = true },
        "!ishomepage()" => new JsonObject { ["Name"] = "HomepageCondition", ["Value"] = false },
        "isauthenticated()" => new JsonObject { ["Name"] = "IsAuthenticatedCondition" },
        "isanonymous()" => new JsonObject { ["Name"] = "IsAnonymousCondition" },
        _ => Call().Match(text) is { Success: true } call ? Compared(call.Groups["name"].Value, call.Groups["value"].Value)
            : Culture().Match(text) is { Success: true } culture ? Compared("culture", culture.Groups["value"].Value)
            : null,
    };

    private static JsonObject? Compared(string name, string value) => name.ToLowerInvariant() switch
    {
        "isinrole" => With("RoleCondition", value, "StringEqualsOperator"),
        "culture" => With("CultureCondition", value, "StringEqualsOperator"),
        "url" when value.EndsWith('*') => With("UrlCondition", value[..^1], "StringStartsWithOperator"),
        "url" => With("UrlCondition", value, "StringEqualsOperator"),
        _ => null,
    };

    private static JsonObject With(string condition, string value, string operation) => new()
    {
        ["Name"] = condition,
        ["Value"] = value,
        ["Operation"] = new JsonObject { ["$type"] = $"OrchardCore.Rules.Models.{operation}, OrchardCore.Rules", ["CaseSensitive"] = false },
    };

    [GeneratedRegex("""\b(?:true|false|(?:isHomepage|isAuthenticated|isAnonymous)\(\s*\)|(?:isInRole|url)\(\s*(['"])[^'"]*\1\s*\)|culture\(\)\s*[!=]={1,2}\s*(['"])[^'"]*\2)""", RegexOptions.CultureInvariant)]
    private static partial Regex Known();

    [GeneratedRegex(@"^[\s!()&|]*;?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Rest();

    [GeneratedRegex("""^(?<name>isInRole|url)\(\s*(?<quote>['"])(?<value>[^'"]*)\k<quote>\s*\)$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex("""^culture\(\)\s*={2,3}\s*(?<quote>['"])(?<value>[^'"]*)\k<quote>$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Culture();
}
