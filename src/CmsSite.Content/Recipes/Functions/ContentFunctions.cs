using System.Text.Json.Nodes;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Functions;

/// <summary>Content items for scripts: <c>newContentItem</c>, <c>createContentItem</c>, <c>updateContentItem</c>, <c>deleteContentItem</c>.</summary>
internal sealed class ContentFunctions(ContentManager manager, ContentItems items) : IRecipeFunctionProvider
{
    public IEnumerable<RecipeFunction> GetFunctions(RecipeRun run) =>
    [
        new("newContentItem", (string contentType) => Plain(manager.New(contentType))),
        new("createContentItem", CreateAsync),
        new("updateContentItem", UpdateAsync),
        new("deleteContentItem", DeleteAsync),
    ];

    private async Task<JsonNode?> CreateAsync(string contentType, bool? publish, JsonNode? properties)
    {
        var item = With(manager.New(contentType), properties);
        ThrowIfAny(publish == true ? await manager.PublishAsync(item) : await manager.SaveDraftAsync(item), item);
        return Plain(item);
    }

    private async Task<JsonNode?> UpdateAsync(JsonNode? given, JsonNode? properties)
    {
        var item = await FindAsync(given, "updateContentItem");
        var published = item.Published;
        item = With(item, properties);
        ThrowIfAny(published ? await manager.PublishAsync(item) : await manager.SaveDraftAsync(item), item);
        return Plain(item);
    }

    private async Task DeleteAsync(JsonNode? given) => await manager.RemoveAsync((await FindAsync(given, "deleteContentItem")).ContentItemId);

    private async Task<ContentItem> FindAsync(JsonNode? given, string function) =>
        (given as JsonObject)?["ContentItemId"].AsText() is not { Length: > 0 } id ? throw new RecipeException($"{function}() needs a content item")
            : await items.GetAsync(id, VersionOptions.Latest) ?? throw new RecipeException($"{function}(): there is no content item {id}");

    /// <summary>The item's JSON as if it had been read: dates are texts in it.</summary>
    internal static JsonNode Plain(ContentItem item) => JsonNode.Parse(item.ToJson().ToJsonString())!;

    // Objects deep, everything else replaced, as Orchard merges them.
    private static ContentItem With(ContentItem item, JsonNode? properties)
    {
        if (properties is not JsonObject given)
        {
            return item;
        }

        var json = item.ToJson();
        Merge(json, given);
        var merged = ContentItem.FromJson(json);
        merged.ContentItemId = item.ContentItemId;
        // Saving decides whether this is a new version.
        merged.ContentItemVersionId = null;
        return merged;
    }

    private static void Merge(JsonObject target, JsonObject source)
    {
        foreach (var (name, value) in source)
        {
            if (value is JsonObject from && target[name] is JsonObject into)
            {
                Merge(into, from);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }

    private static void ThrowIfAny(IReadOnlyList<ContentProblem> problems, ContentItem item)
    {
        if (problems.Count > 0)
        {
            throw new RecipeException($"the {item.ContentType} cannot be saved: {string.Join("; ", problems.Select(problem => $"{problem.Path}: {problem.Message}"))}");
        }
    }
}
