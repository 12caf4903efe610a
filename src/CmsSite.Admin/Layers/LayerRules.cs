using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Theming.Layers;

namespace CmsSite.Admin.Layers;

/// <param name="ConditionId">Of the condition that it is about; empty when it is about the rule.</param>
public sealed record RuleProblem(string ConditionId, string Message);

/// <summary>Orchard's conditions for people: what there is, what each needs, how it reads.</summary>
public static class LayerRules
{
    private const string Namespace = "OrchardCore.Rules.Models";
    private const string Assembly = "OrchardCore.Rules";

    public static IReadOnlyList<(string Name, string Words)> Conditions { get; } =
    [
        ("HomepageCondition", "Front page"), ("UrlCondition", "Address"), ("ContentTypeCondition", "Content type"), ("RoleCondition", "Role of the reader"), ("CultureCondition", "Language"),
        ("IsAuthenticatedCondition", "Reader is signed in"), ("IsAnonymousCondition", "Reader is not signed in"), ("BooleanCondition", "Always or never"), ("JavascriptCondition", "Script"),
        ("AllConditionGroup", "All of"), ("AnyConditionGroup", "Any of"),
    ];

    public static IReadOnlyList<(string Name, string Words)> Operators { get; } =
    [
        ("StringEqualsOperator", "is"), ("StringNotEqualsOperator", "is not"), ("StringStartsWithOperator", "begins with"), ("StringNotStartsWithOperator", "does not begin with"),
        ("StringEndsWithOperator", "ends with"), ("StringNotEndsWithOperator", "does not end with"), ("StringContainsOperator", "contains"), ("StringNotContainsOperator", "does not contain"),
    ];

    /// <summary>A new condition, with what it needs at the least.</summary>
    /// <param name="script">Of a <c>JavascriptCondition</c>.</param>
    public static JsonObject Make(string name, string? script = null)
    {
        var condition = new JsonObject { ["$type"] = TypeOf(name), ["Name"] = name, ["ConditionId"] = RecipeIds.New() };
        if (IsCompared(name))
        {
            (condition["Value"], condition["Operation"]) = ("", OperationOf("StringEqualsOperator", false));
        }
        else if (name is "HomepageCondition" or "BooleanCondition")
        {
            condition["Value"] = true;
        }
        else if (name == "JavascriptCondition")
        {
            condition["Script"] = script ?? "";
        }
        else if (IsGroup(name))
        {
            condition["Conditions"] = new JsonArray();
        }

        return condition;
    }

    public static bool IsCompared(string name) => name is "UrlCondition" or "ContentTypeCondition" or "RoleCondition" or "CultureCondition";

    public static bool IsGroup(string name) => name is "AllConditionGroup" or "AnyConditionGroup";

    public static JsonObject OperationOf(string name, bool caseSensitive) => new() { ["$type"] = TypeOf(name), ["CaseSensitive"] = caseSensitive };

    /// <summary>The condition's name, or its class's where an older recipe has only that.</summary>
    public static string NameOf(JsonNode? condition) => condition?["Name"].AsText() is { Length: > 0 } name ? name : ClassOf(condition);

    public static string OperatorOf(JsonNode condition) => ClassOf(condition["Operation"]) is { Length: > 0 } name ? name : "StringEqualsOperator";

    /// <summary>What is wrong with a rule; nothing when it can be stored. A rule without conditions shows nowhere, and is fine.</summary>
    public static IReadOnlyList<RuleProblem> Problems(JsonNode rule) => [.. rule["Conditions"].AsObjects().SelectMany(Problem)];

    /// <summary>The rule in a line: <c>Front page and (Address begins with /articles or Role of the reader is Editor)</c>.</summary>
    public static string InWords(JsonNode rule) => rule["Conditions"].AsObjects().ToList() is { Count: > 0 } conditions ? string.Join(" and ", conditions.Select(InWords)) : "never: it has no conditions";

    private static string InWords(JsonObject condition)
    {
        var name = NameOf(condition);
        var words = Conditions.FirstOrDefault(known => known.Name == name).Words ?? name;
        return name switch
        {
            "BooleanCondition" => condition["Value"].AsFlag() == true ? "always" : "never",
            "HomepageCondition" => condition["Value"].AsFlag() == false ? "not on the front page" : "on the front page",
            "JavascriptCondition" => $"script {condition["Script"].AsText()}",
            "AllConditionGroup" => $"({string.Join(" and ", condition["Conditions"].AsObjects().Select(InWords))})",
            "AnyConditionGroup" => $"({string.Join(" or ", condition["Conditions"].AsObjects().Select(InWords))})",
            _ when IsCompared(name) => $"{words.ToLowerInvariant()} {Operators.FirstOrDefault(known => known.Name == OperatorOf(condition)).Words ?? "is"} {condition["Value"].AsText()}",
            _ => words.ToLowerInvariant(),
        };
    }

    private static IEnumerable<RuleProblem> Problem(JsonObject condition)
    {
        var (name, id) = (NameOf(condition), condition["ConditionId"].AsText() ?? "");
        if (!Conditions.Any(known => known.Name == name))
        {
            yield return new RuleProblem(id, $"There is no condition '{name}': with it the layer would never show. Remove it.");
        }
        else if (IsCompared(name))
        {
            if (string.IsNullOrWhiteSpace(condition["Value"].AsText()))
            {
                yield return new RuleProblem(id, "Say what it is compared with.");
            }

            if (!Operators.Any(known => known.Name == OperatorOf(condition)))
            {
                yield return new RuleProblem(id, $"There is no operator '{OperatorOf(condition)}'.");
            }
        }
        else if (name == "JavascriptCondition" && !LayerScript.CanRun(condition["Script"].AsText() ?? ""))
        {
            yield return new RuleProblem(id, "Scripts know isHomepage(), isAuthenticated(), isAnonymous(), isInRole('x'), url('~/x*') and culture() == 'fr', with !, &&, || and parentheses.");
        }
        else if (IsGroup(name) && !condition["Conditions"].AsObjects().Any())
        {
            yield return new RuleProblem(id, "The group has no conditions: it is never met. Add one, or remove it.");
        }

        foreach (var problem in IsGroup(name) ? Problems(condition) : [])
        {
            yield return problem;
        }
    }

    private static string TypeOf(string name) => $"{Namespace}.{name}, {Assembly}";

    private static string ClassOf(JsonNode? node)
    {
        var type = (node?["$type"].AsText() ?? "").Split(',')[0];
        return type[(type.LastIndexOf('.') + 1)..].Trim();
    }
}
