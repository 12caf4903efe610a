using System.Globalization;
using System.Text.Json.Nodes;

namespace CmsSite.Recipes;

/// <summary>
/// Names the places at which a recipe calls <c>uuid()</c>, so that the same call gives the same id when the recipe runs again. Items are named by type and title where they have
/// them: one that is added above them, or a text that is corrected, leaves the others what they are.
/// </summary>
internal sealed class RecipePlaces(string recipe, RecipeRun run)
{
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    public Task<string> NextIdAsync(string place)
    {
        var call = _calls[place] = _calls.GetValueOrDefault(place) + 1;
        return run.Ids is not { } ids ? Task.FromResult(RecipeIds.New())
            : ids(recipe, call == 1 ? place : string.Create(CultureInfo.InvariantCulture, $"{place}#{call}"));
    }

    /// <summary>An element of a list: what it calls itself, else its index.</summary>
    public static string Item(JsonNode? item, int index) =>
        item is JsonObject named && Name(named) is { Length: > 0 } name ? $"[{name}]" : JsonPath.Item(index);

    private static string? Name(JsonObject item) =>
        item["ContentType"].Text() is not { Length: > 0 } type ? item["Name"].Text() ?? item["name"].Text()
        : (item["DisplayText"].Text() ?? (item["TitlePart"] as JsonObject)?["Title"].Text()) is { Length: > 0 } title ? $"{type} {title}"
        : null;
}
