using System.Text.Json.Nodes;

namespace CmsSite.Content.Items;

/// <summary>Orchard's merge of an imported item into the stored one: objects deep, arrays replaced, what the import does not name is kept.</summary>
internal static class ItemMerge
{
    /// <summary>The stored item with what the import says of it. The import is read, not changed.</summary>
    public static ContentItem Into(ContentItem stored, ContentItem import)
    {
        var merged = stored.Copy();
        Merge(merged.Content, import.Content);
        merged.DisplayText = import.DisplayText ?? stored.DisplayText;
        merged.Owner = import.Owner ?? stored.Owner;
        merged.Author = import.Author ?? stored.Author;
        merged.CreatedUtc = import.CreatedUtc ?? stored.CreatedUtc;
        merged.PublishedUtc = import.PublishedUtc ?? stored.PublishedUtc;
        merged.ModifiedUtc = import.ModifiedUtc ?? stored.ModifiedUtc;
        return merged;
    }

    /// <summary>Gives the embedded items of an import that have no id the ids of those that are stored in their places.</summary>
    public static void AdoptIds(ContentItem import, ContentItem stored) => Descend(import.Content, stored.Content);

    /// <summary>Whether two items say the same. When they were last written is not asked.</summary>
    public static bool IsSame(ContentItem one, ContentItem other) =>
        one.DisplayText == other.DisplayText && one.Owner == other.Owner && IsSame(one.CreatedUtc, other.CreatedUtc) && JsonNode.DeepEquals(one.Content, other.Content);

    // PostgreSQL keeps microseconds, recipes tell tenths of them.
    private static bool IsSame(DateTime? one, DateTime? other) =>
        one == other || (one is { } a && other is { } b && (a - b).Duration() < TimeSpan.FromMilliseconds(1));

    private static void Merge(JsonObject target, JsonObject source)
    {
        foreach (var (name, value) in source)
        {
            if (value is JsonObject from && target[name] is JsonObject into)
            {
                Merge(into, from);
                continue;
            }

            var copy = value?.DeepClone();
            if (copy is JsonArray elements && target[name] is JsonArray old)
            {
                KeepIds(elements, old);
            }

            target[name] = copy;
        }
    }

    // An embedded item that a recipe names without an id keeps the one it got before, or each import would make it another item.
    private static void KeepIds(JsonArray elements, JsonArray old)
    {
        for (var i = 0; i < elements.Count && i < old.Count; i++)
        {
            if (elements[i] is not JsonObject element || old[i] is not JsonObject before || before["ContentItemId"].AsText() is not { Length: > 0 } id
                || element["ContentType"].AsText() is not { Length: > 0 } type || type != before["ContentType"].AsText())
            {
                continue;
            }

            if (string.IsNullOrEmpty(element["ContentItemId"].AsText()))
            {
                element["ContentItemId"] = id;
            }
            else if (element["ContentItemId"].AsText() != id)
            {
                continue;
            }

            // The same deeper down: terms below terms, items in a bag's bags.
            foreach (var (name, value) in element.ToList())
            {
                Descend(value, before[name]);
            }
        }
    }

    private static void Descend(JsonNode? node, JsonNode? before)
    {
        if (node is JsonArray elements && before is JsonArray old)
        {
            KeepIds(elements, old);
        }
        else if (node is JsonObject part && before is JsonObject partBefore)
        {
            foreach (var (name, value) in part.ToList())
            {
                Descend(value, partBefore[name]);
            }
        }
    }
}
