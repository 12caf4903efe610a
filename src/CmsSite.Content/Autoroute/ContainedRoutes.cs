using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;

namespace CmsSite.Content.Autoroute;

/// <summary>The address of an item inside another: a term, an item of a bag.</summary>
/// <param name="Path">As it is written; not in lower case.</param>
/// <param name="JsonPath">Where it is in the container's JSON.</param>
/// <param name="IsManaged">The item has a path of its own, which can be changed to solve a conflict.</param>
public sealed record ContainedRoute(JsonObject Json, string ContentItemId, string Path, string JsonPath, bool IsManaged)
{
    /// <summary>The routes below an item that has <c>RouteContainedItems</c>; nothing for others.</summary>
    public static IEnumerable<ContainedRoute> Of(ContentItem item, ContentTypeDefinition? type, Func<string, ContentTypeDefinition?> types)
    {
        var route = item.Part("AutoroutePart");
        return route?["RouteContainedItems"].AsFlag() == true && route["Disabled"].AsFlag() != true && route["Path"].AsText()?.Trim('/') is { Length: > 0 } path
            ? Below(item.Content, type, path, "", types)
            : [];
    }

    /// <summary>What of definitions decides the routes inside an item: its bags, and where items may be inside it, which of them have paths of their own and bags in turn.</summary>
    public static IEnumerable<string> Sources(ContentTypeDefinition type, IEnumerable<ContentTypeDefinition> types)
    {
        var bags = Bags(type);
        return bags.Length == 0 && !type.Has("TaxonomyPart") ? [] : [bags, .. types.Select(inner => $"{inner.Name}: {ManagesOwn(inner)} {Bags(inner)}").Order(StringComparer.Ordinal)];
    }

    private static string Bags(ContentTypeDefinition type) => string.Join(' ', type.Parts.Where(part => part.PartName == "BagPart").Select(part => part.Name));

    private static bool ManagesOwn(ContentTypeDefinition? type) => type?.Part("AutoroutePart")?.Settings.Get<AutoroutePartSettings>().ManageContainedItemRoutes == true;

    private static IEnumerable<ContainedRoute> Below(JsonObject content, ContentTypeDefinition? type, string basePath, string jsonPrefix, Func<string, ContentTypeDefinition?> types)
    {
        foreach (var (name, array) in Collections(content, type))
        {
            for (var i = 0; i < array.Count; i++)
            {
                if (array[i] is not JsonObject json || json["ContentItemId"].AsText() is not { Length: > 0 } id)
                {
                    continue;
                }

                var itemType = types(json["ContentType"].AsText() ?? "");
                var own = ManagesOwn(itemType) ? json["AutoroutePart"] as JsonObject : null;
                if (own?["Disabled"].AsFlag() == true)
                {
                    continue;
                }

                // As in Orchard: what has no path of its own is found under its id and title.
                var segment = own?["Path"].AsText()?.Trim('/') is { Length: > 0 } given ? given : Slugs.Slugify($"{id}-{json["DisplayText"].AsText()}");
                var path = own?["Absolute"].AsFlag() == true ? segment : $"{basePath}/{segment}";
                var jsonPath = $"{jsonPrefix}{name}[{i}]";
                yield return new ContainedRoute(json, id, path, jsonPath, own is not null);
                foreach (var deeper in Below(json, itemType, path, jsonPath + ".", types))
                {
                    yield return deeper;
                }
            }
        }
    }

    private static IEnumerable<(string Name, JsonArray Items)> Collections(JsonObject content, ContentTypeDefinition? type)
    {
        if (content["TaxonomyPart"]?["Terms"] is JsonArray terms)
        {
            yield return ("TaxonomyPart.Terms", terms);
        }

        if (content["Terms"] is JsonArray children)
        {
            yield return ("Terms", children);
        }

        foreach (var bag in type?.Parts.Where(part => part.PartName == "BagPart") ?? [])
        {
            if (content[bag.Name]?["ContentItems"] is JsonArray items)
            {
                yield return ($"{bag.Name}.ContentItems", items);
            }
        }
    }
}
