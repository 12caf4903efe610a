using System.Text.Json.Nodes;

namespace CmsSite.Recipes;

/// <summary>A recipe's variables: evaluated when first used, then the same for the rest of its run.</summary>
/// <param name="evaluate">A value and its path in the document → its result.</param>
internal sealed class RecipeVariables(RecipeDocument document, Func<JsonNode?, string, JsonNode?> evaluate)
{
    // A chain this long is a mistake, and each link takes stack.
    private const int DeepestChain = 50;

    private readonly Dictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecipeException> _failures = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];

    /// <exception cref="RecipeException">There is no such variable, it needs itself, or its script failed.</exception>
    public JsonNode? Get(string name)
    {
        if (_values.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_failures.TryGetValue(name, out var failure))
        {
            throw failure;
        }

        if (!document.Variables.TryGetPropertyValue(name, out var value))
        {
            throw new RecipeException($"there is no variable \"{name}\"", Suggestion.Hint(name, [.. document.Variables.Select(variable => variable.Key)])
                ?? "Add it to \"variables\"");
        }

        var path = PathOf(name);
        if (_open.Contains(name) || _open.Count >= DeepestChain)
        {
            var chain = string.Join(" → ", _open.Append(name));
            throw new RecipeException(document.Problem(RecipeSeverity.Error, path, _open.Contains(name)
                ? $"the variable \"{name}\" needs itself: {chain}"
                : $"variables need one another more than {DeepestChain} deep: {chain}"));
        }

        _open.Add(name);
        try
        {
            return _values[name] = evaluate(value, path);
        }
        catch (RecipeException wrong)
        {
            _failures[name] = wrong;
            throw;
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    public string PathOf(string name) => JsonPath.Property(document.VariablesPath, name);
}
