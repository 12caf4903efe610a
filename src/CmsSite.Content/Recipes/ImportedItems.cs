using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Normalising;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes;

/// <summary>Reads the items of a <c>content</c> step: today's spelling, an id for each, errors where neither can be had.</summary>
internal sealed class ImportedItems(RecipeStepContext step, ContentDefinitions definitions, NormalisationNotes notes)
{
    private const int MaxIdLength = 64;
    private readonly ItemShapes _shapes = new(step, definitions);

    // Scripts tell the time in whole milliseconds.
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    /// <summary>The item; null when it cannot be read, which is then said.</summary>
    /// <param name="json">Changed in place.</param>
    public async Task<ContentItem?> ReadAsync(JsonObject json, string path)
    {
        var isRight = Normalise(json, path);
        if (json["ContentType"].AsText() is not { Length: > 0 })
        {
            step.Error($"{path}.ContentType", "the item has no ContentType");
            return null;
        }

        if (await IdAsync(json, path) is not { } id || !isRight)
        {
            return null;
        }

        if (id.Length > MaxIdLength || json["ContentItemVersionId"].AsText()?.Length > MaxIdLength)
        {
            step.Error($"{path}.ContentItemId", $"an id has {MaxIdLength} characters at most");
            return null;
        }

        foreach (var flag in (string[])["Latest", "Published"])
        {
            if (json[flag] is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            {
                step.Warn($"{path}.{flag}", $"{flag} is the text {value.ToJsonString()}, which counts as false", "Write true or false without quotes; a script gives a text");
            }
        }

        var item = ContentItem.FromJson(json);
        item.ContentItemId = id;
        item.ContentItemVersionId = item.ContentItemVersionId is { Length: > 0 } version ? version : null;
        if (item.CreatedUtc is { } created && created >= step.Run.Started.UtcDateTime - _tick && created <= step.Run.Clock.GetUtcNow().UtcDateTime)
        {
            // A script's new Date(). An item that comes now is created now anyway, and one that is there was created before.
            item.CreatedUtc = null;
        }

        return item;
    }

    // An item without any id is somebody's handwriting: it gets one, the same at every run. An empty id is a script or a variable gone wrong.
    private async Task<string?> IdAsync(JsonObject json, string path)
    {
        if (json["ContentItemId"].AsText() is { Length: > 0 } id)
        {
            return id;
        }

        if (json.ContainsKey("ContentItemId") || json["ContentItemVersionId"].AsText() is { Length: > 0 })
        {
            step.Error($"{path}.ContentItemId", "the item has no ContentItemId", "Give it one: 26 characters, or [js: uuid()]");
            return null;
        }

        notes.Add(path, "an item without ContentItemId gets an id made from its place in the recipe", "Give it one, or moving it in the file makes it another item");
        return step.Run.Ids is { } ids ? await ids(step.Package.Document.Name, path) : RecipeIds.New();
    }

    // False when something in the item has a wrong shape, which is then said.
    private bool Normalise(JsonObject item, string path)
    {
        if (BodyPart.NormaliseItem(item))
        {
            notes.Add(path, "BodyPart is read as HtmlBodyPart");
        }

        if (MenuItemNames.Normalise(item))
        {
            notes.Add(path, "the name of a menu item's part is read as the item's DisplayText");
        }

        var isRight = _shapes.Check(item, path);
        foreach (var (inner, embedded) in EmbeddedItems.In(item).ToList())
        {
            isRight &= Normalise(embedded, $"{path}.{inner.TrimEnd('.')}");
        }

        return isRight;
    }
}
