using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Exporting;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>
/// The package that a conversion writes: <c>Recipe.json</c>, files beside it when there are too many items for one, and media. Items are held until a file's worth of them is together, no longer.
/// </summary>
internal sealed class ConversionPackage(ExportPackage package, string name, string title, bool updates)
{
    private const int BytesAFile = 8 * 1024 * 1024;
    private const int BytesBesideText = 1000;
    private const int ItemsAStep = 1000;
    private readonly List<JsonObject> _items = [];
    private readonly List<string> _parts = [];
    private long _bytes;

    /// <param name="length">Characters of text in it, about.</param>
    public async Task AddAsync(JsonObject item, int length, CancellationToken cancellationToken)
    {
        _items.Add(item);
        if ((_bytes += length + BytesBesideText) > BytesAFile)
        {
            var part = $"{name}.Content.{_parts.Count + 1}";
            _parts.Add(part);
            await using var recipe = RecipeWriter.Begin(await package.CreateAsync($"{part}.recipe.json", cancellationToken), new JsonObject { ["name"] = part, ["literal"] = true });
            await WriteAsync(recipe, _items, cancellationToken);
            await recipe.EndAsync(cancellationToken);
            _items.Clear();
            _bytes = 0;
        }
    }

    /// <summary>Writes the recipe itself.</summary>
    /// <param name="before">Steps before the items: name and what is in them.</param>
    /// <param name="first">Items that others refer to.</param>
    /// <param name="after">Steps after the items.</param>
    public async Task WriteAsync(IEnumerable<(string Name, JsonObject Step)> before, IReadOnlyList<JsonObject> first, IEnumerable<(string Name, JsonObject Step)> after, CancellationToken cancellationToken)
    {
        await using var recipe = RecipeWriter.Begin(await package.CreateAsync("Recipe.json", cancellationToken), Head());
        foreach (var (step, values) in before)
        {
            await recipe.WriteAsync(step, values, cancellationToken);
        }

        await WriteAsync(recipe, first, cancellationToken);
        if (_parts.Count > 0)
        {
            await recipe.WriteAsync("recipes", new JsonObject
            {
                ["Values"] = new JsonArray([.. _parts.Select(part => (JsonNode)new JsonObject { ["executionid"] = name, ["name"] = part })]),
            }, cancellationToken);
        }

        await WriteAsync(recipe, _items, cancellationToken);
        foreach (var (step, values) in after)
        {
            await recipe.WriteAsync(step, values, cancellationToken);
        }

        await recipe.EndAsync(cancellationToken);
    }

    private JsonObject Head() => new()
    {
        ["name"] = name,
        ["displayName"] = title,
        ["description"] = $"Converted from {title}.",
        ["author"] = "",
        ["website"] = "",
        ["version"] = "1.0.0",
        ["issetuprecipe"] = false,
        ["categories"] = new JsonArray(),
        ["tags"] = new JsonArray(),
        // Whatever somebody wrote is text, also where it looks like a script of recipes.
        ["literal"] = true,
    };

    private async Task WriteAsync(RecipeWriter recipe, IReadOnlyList<JsonObject> items, CancellationToken cancellationToken)
    {
        foreach (var chunk in items.Chunk(ItemsAStep))
        {
            recipe.BeginList("content", "data", updates ? null : "keepExisting");
            foreach (var item in chunk)
            {
                await recipe.AddAsync(item, cancellationToken);
            }

            recipe.EndList();
        }
    }
}
