using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Normalising;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes;

/// <summary>The conditions of layers: which are known, and how a rule is stored.</summary>
internal static class LayerConditions
{
    private static readonly FrozenSet<string> _known = new[]
    {
        "BooleanCondition", "HomepageCondition", "IsAuthenticatedCondition", "IsAnonymousCondition", "RoleCondition", "UrlCondition", "CultureCondition", "ContentTypeCondition",
        "JavascriptCondition", "AllConditionGroup", "AnyConditionGroup",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> _operators = new[]
    {
        "StringEqualsOperator", "StringNotEqualsOperator", "StringStartsWithOperator", "StringNotStartsWithOperator", "StringEndsWithOperator", "StringNotEndsWithOperator",
        "StringContainsOperator", "StringNotContainsOperator",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The conditions that a rule may have.</summary>
    public static IEnumerable<string> Known => _known.Order(StringComparer.Ordinal);

    /// <summary>Every condition of a rule, groups before what they hold.</summary>
    public static IEnumerable<JsonObject> All(JsonObject? rule) =>
        rule?.Find("Conditions").AsObjects().SelectMany(condition => All(condition).Prepend(condition)) ?? [];

    /// <summary>What becomes of a condition: all of Orchard's work, but for scripts that do more than ask what a condition asks.</summary>
    public static RecipeName Name(JsonObject condition)
    {
        var name = NameOf(condition);
        var state = !_known.TryGetValue(name, out var known) ? RecipeNameState.Unknown
            : known == "JavascriptCondition" && !LayerRuleText.IsSimple(condition.Find("Script").Text() ?? "") ? RecipeNameState.Kept
            : RecipeNameState.Runs;
        return new RecipeName("condition", known ?? name, state, state == RecipeNameState.Kept ? "the script is more than the calls that layers know: the layer does not show" : null);
    }

    /// <summary>Reports each condition and each operator that nobody knows: a layer that shows at the wrong time is worse than none.</summary>
    public static void Check(RecipeStepContext step, JsonObject rule, string path)
    {
        var i = 0;
        foreach (var condition in rule.Find("Conditions").AsObjects())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}.Conditions[{i++}]");
            var name = NameOf(condition);
            if (!_known.Contains(name))
            {
                step.Error(at, name.Length > 0 ? $"the condition \"{name}\" is not known" : "the condition has no Name", Suggestion.Hint(name, _known));
            }

            if ((condition["Operation"] as JsonObject)?["$type"].AsText() is { } type && !_operators.Contains(ClassNames.Of(type) ?? ""))
            {
                step.Error($"{at}.Operation", $"the operator \"{ClassNames.Of(type)}\" is not known", Suggestion.Hint(ClassNames.Of(type) ?? "", _operators));
            }

            Check(step, condition, at);
        }
    }

    /// <summary>
    /// The rule as it is stored: every condition with its name and an id. When the stored rule says the same, it stays as it is, ids too: recipes give a new id at every run.
    /// </summary>
    public static JsonObject Stored(JsonObject rule, JsonObject? stored, string layer)
    {
        var named = (JsonObject)rule.DeepClone();
        foreach (var condition in All(named))
        {
            condition["Name"] ??= NameOf(condition);
        }

        if (stored is not null && JsonNode.DeepEquals(WithoutIds(named), WithoutIds(stored)))
        {
            return (JsonObject)stored.DeepClone();
        }

        var number = 0;
        foreach (var condition in All(named).Prepend(named))
        {
            condition["ConditionId"] ??= IdOf($"{layer}\n{number++}");
        }

        return named;
    }

    private static JsonObject WithoutIds(JsonObject rule)
    {
        var copy = (JsonObject)rule.DeepClone();
        foreach (var condition in All(copy).Prepend(copy))
        {
            condition.Remove("ConditionId");
        }

        return copy;
    }

    // Older recipes have only $type, newer ones the name as well.
    private static string NameOf(JsonObject condition) => condition.Find("Name").Text() is { Length: > 0 } name ? name : ClassNames.Of(condition["$type"].AsText()) ?? "";

    private static string IdOf(string text) => RecipeIds.From(text);
}
