using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes;

/// <summary>The list <c>Indices</c> of the older index steps: objects with one property a name, or names alone.</summary>
internal static class FlatIndexes
{
    public static IReadOnlyList<(string Name, JsonObject Settings)> Of(RecipeStepContext step)
    {
        var found = new List<(string, JsonObject)>();
        var list = step.Step.Find("Indices");
        if (list is not JsonArray indexes)
        {
            step.Error(list, "Indices is a list of indexes", "Write [ { \"Search\": { \"IndexedContentTypes\": [ … ] } } ]");
            return found;
        }

        for (var i = 0; i < indexes.Count; i++)
        {
            switch (indexes[i])
            {
                case JsonObject named:
                    found.AddRange(named.Where(pair => pair.Value is JsonObject).Select(pair => (pair.Key, (JsonObject)pair.Value!)));
                    break;
                case JsonValue value when value.Text() is { Length: > 0 } name:
                    step.Warn(value, $"the index \"{name}\" says nothing of what it holds: it is created without content types");
                    found.Add((name, []));
                    break;
                default:
                    step.Error(string.Create(CultureInfo.InvariantCulture, $"Indices[{i}]"), "an index is an object: its name, then its settings");
                    break;
            }
        }

        return found;
    }
}
