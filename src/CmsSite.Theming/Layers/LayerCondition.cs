using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;

namespace CmsSite.Theming.Layers;

/// <summary>What decides whether a layer's widgets show on a page.</summary>
internal delegate bool LayerCondition(DisplayContext context);

/// <summary>Makes conditions of Orchard's JSON: a rule's conditions, groups of them, and the old rules that were one line of script.</summary>
internal static class LayerConditions
{
    public static LayerCondition Never { get; } = _ => false;

    /// <summary>A layer's rule: all its conditions; without any it never shows. A layer of the first generations has a script instead.</summary>
    public static LayerCondition OfLayer(JsonNode layer)
    {
        var conditions = ((layer["LayerRule"] as JsonObject)?["Conditions"]).AsObjects().ToList();
        return conditions.Count > 0 ? All(conditions)
            : layer["LayerRule"] is null && layer["Rule"].AsText() is { Length: > 0 } script ? LayerScript.Parse(script) ?? Never
            : Never;
    }

    private static LayerCondition Make(JsonObject json)
    {
        var value = json["Value"].AsText() ?? "";
        switch (NameOf(json))
        {
            case "HomepageCondition":
                var wanted = json["Value"].AsFlag() ?? true;
                return context => context.Request.IsHomepage == wanted;
            case "IsAuthenticatedCondition":
                return LayerFacts.IsAuthenticated;
            case "IsAnonymousCondition":
                return context => !LayerFacts.IsAuthenticated(context);
            case "BooleanCondition":
                var constant = json["Value"].AsFlag() ?? false;
                return _ => constant;
            case "RoleCondition":
                var role = Compare(json);
                return context => LayerFacts.Any(LayerFacts.Roles(context), value, role);
            case "UrlCondition":
                var url = Compare(json);
                return context => url.Test(context.Request.Path, value.StartsWith('~') ? value[1..] : value);
            case "CultureCondition":
                var culture = Compare(json);
                return context => culture.Test(context.Culture.Name, value);
            case "ContentTypeCondition":
                var type = Compare(json);
                return context => LayerFacts.Any(context.DisplayedTypes, value, type);
            case "JavascriptCondition":
                return LayerScript.Parse(json["Script"].AsText() ?? "") ?? Never;
            case "AllConditionGroup":
                return All(json["Conditions"].AsObjects());
            case "AnyConditionGroup":
                var any = json["Conditions"].AsObjects().Select(Make).ToArray();
                return context => any.Any(condition => condition(context));
            default:
                return Never;
        }
    }

    private static LayerCondition All(IEnumerable<JsonObject> conditions)
    {
        var all = conditions.Select(Make).ToArray();
        return context => all.Length > 0 && all.All(condition => condition(context));
    }

    private static TextComparison Compare(JsonObject json)
    {
        var operation = json["Operation"] as JsonObject;
        return TextComparison.Named(NameOf(operation ?? []), operation?["CaseSensitive"].AsFlag() ?? false);
    }

    // "Name" in recipes; "$type": "OrchardCore.Rules.Models.UrlCondition, OrchardCore.Rules" where there is no name.
    private static string NameOf(JsonObject json)
    {
        if (json["Name"].AsText() is { Length: > 0 } name)
        {
            return name;
        }

        var type = (json["$type"].AsText() ?? "").Split(',')[0];
        return type[(type.LastIndexOf('.') + 1)..].Trim();
    }
}

/// <summary>What conditions may ask about a page. Whatever depends on the visitor makes the page theirs.</summary>
internal static class LayerFacts
{
    public static bool IsAuthenticated(DisplayContext context)
    {
        var isAuthenticated = context.Request.User.Identity?.IsAuthenticated == true;
        context.IsPersonal |= isAuthenticated;
        return isAuthenticated;
    }

    public static IEnumerable<string> Roles(DisplayContext context)
    {
        context.IsPersonal |= context.Request.User.Identity?.IsAuthenticated == true;
        var roles = PermissionChecker.RolesOf(context.Request.User);

        // Who is signed in may do what anonymous visitors may, but is not one of them.
        return context.Request.User.Identity?.IsAuthenticated == true ? roles.Except([Content.Access.Roles.Anonymous]) : roles;
    }

    /// <summary>Whether one of the texts meets the comparison; for a negated one, whether all do.</summary>
    public static bool Any(IEnumerable<string> texts, string value, TextComparison comparison) => comparison.IsNegated
        ? texts.All(text => comparison.Test(text, value))
        : texts.Any(text => comparison.Test(text, value));
}

/// <summary>Orchard's string operators.</summary>
internal sealed record TextComparison(string Kind, bool IsNegated, StringComparison Case)
{
    /// <param name="name"><c>StringEqualsOperator</c>, <c>StringNotStartsWithOperator</c>, …; anything else compares for equality.</param>
    public static TextComparison Named(string name, bool caseSensitive)
    {
        var kind = name.StartsWith("String", StringComparison.Ordinal) ? name["String".Length..] : name;
        var isNegated = kind.StartsWith("Not", StringComparison.Ordinal);
        kind = isNegated ? kind["Not".Length..] : kind;
        return new TextComparison(kind.EndsWith("Operator", StringComparison.Ordinal) ? kind[..^"Operator".Length] : kind, isNegated,
            caseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }

    public bool Test(string text, string value) => IsNegated != Kind switch
    {
        "StartsWith" => text.StartsWith(value, Case),
        "EndsWith" => text.EndsWith(value, Case),
        "Contains" => text.Contains(value, Case),
        _ => text.Equals(value, Case),
    };
}
