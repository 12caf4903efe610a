using System.Text.Json.Nodes;
using CmsSite.Recipes;

namespace CmsSite.Content.Items;

/// <summary>Items inside an item: a bag's and a flow's, a menu's and its sub-menus', a taxonomy's terms at any depth.</summary>
public static class EmbeddedItems
{
    /// <summary>
    /// The directly embedded items with their paths (<c>BagPart.ContentItems[0].</c>). An embedded item is an object in an array that has a
    /// <c>ContentType</c>; lists by zone (<c>WidgetsListPart</c>) are objects of such arrays.
    /// </summary>
    public static IEnumerable<(string Path, JsonObject Json)> In(JsonObject content)
    {
        foreach (var (name, value) in content)
        {
            foreach (var found in Search(name, value, 0))
            {
                yield return found;
            }
        }
    }

    /// <summary>Gives every item inside, at any depth, an id of its own: for a copy.</summary>
    public static void RenewIds(JsonObject content)
    {
        foreach (var (_, embedded) in In(content).ToList())
        {
            embedded["ContentItemId"] = RecipeIds.New();
            RenewIds(embedded);
        }
    }

    private static IEnumerable<(string Path, JsonObject Json)> Search(string path, JsonNode? node, int depth)
    {
        // Parts hold fields, fields hold values: nothing is embedded deeper than that without an item in between.
        if (depth > 4)
        {
            yield break;
        }

        if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                if (array[i] is JsonObject element && element["ContentType"].AsText() is { Length: > 0 })
                {
                    yield return ($"{path}[{i}].", element);
                }
            }
        }
        else if (node is JsonObject child)
        {
            foreach (var (name, value) in child)
            {
                foreach (var found in Search($"{path}.{name}", value, depth + 1))
                {
                    yield return found;
                }
            }
        }
    }
}
