using System.Text.Json.Nodes;

namespace CmsSite.Recipes;

/// <summary>A recipe's variables: evaluated when first used, then the same for the rest of its run.</summary>
/// <param name="evaluate">A value and its path in the document → its result.</param>
internal sealed class RecipeVariables(RecipeDocument document, Func<JsonNode?, string, JsonNode?> evaluate)
{
    // A chain this long is a mistake, and each link takes stack.
    private const int DeepestChain = 50;

    private readonly Dictionary<string, JsonNode?> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecipeException> failures = new(StringComparer.Ordinal);
    private readonly List<string> open = [];

    /// <exception cref="RecipeException">There is no such variable, it needs itself, or its script failed.</exception>
    public JsonNode? Get(string name)
    {
        if (values.TryGetValue(name, out var known))
        {
            return known;
        }

        if (failures.TryGetValue(name, out var failure))
        {
            throw failure;
        }

        if (!document.Variables.TryGetPropertyValue(name, out var value))
        {
            throw new RecipeException($"there is no variable \"{name}\"", Suggestion.Hint(name, [.. document.Variables.Select(variable => variable.Key)])
                ?? "Add it to \"variables\"");
        }

        var path = PathOf(name);
        if (open.Contains(name) || open.Count >= DeepestChain)
        {
            var chain = string.Join(" → ", open.Append(name));
            throw new RecipeException(document.Problem(RecipeSeverity.Error, path, open.Contains(name)
                ? $"the variable \"{name}\" needs itself: {chain}"
                : $"variables need one another more than {DeepestChain} deep: {chain}"));
        }

        open.Add(name);
        try
        {
            return values[name] = evaluate(value, path);
        }
        catch (RecipeException wrong)
        {
            failures[name] = wrong;
            throw;
        }
        finally
        {
            open.RemoveAt(open.Count - 1);
        }
    }

    public string PathOf(string name) => JsonPath.Property(document.VariablesPath, name);
}
