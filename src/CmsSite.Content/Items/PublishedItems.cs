using System.Text.Json.Nodes;
using CmsSite.Storage;

namespace CmsSite.Content.Items;

/// <summary>
/// Published items and paths as visitors meet them: read once, then from memory until something of the site changes. The items are shared by all pages: read only. Whoever
/// wants to change one asks <see cref="ContentItems"/>.
/// </summary>
public sealed class PublishedItems(SiteSession session, ContentItems items)
{
    private const string Item = "item";
    private const string Handle = "handle";
    private const string Route = "route";
    private const string Path = "path";

    public async ValueTask<ContentItem?> GetAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        var memory = session.Memory;
        if (memory is not null && memory.TryGet<ContentItem>(Item, contentItemId, out var known))
        {
            return known;
        }

        return Keep(memory, contentItemId, await items.GetAsync(contentItemId, VersionOptions.Published, cancellationToken));
    }

    /// <summary>The items of these ids, by id; null for those that are not published.</summary>
    public async ValueTask<IReadOnlyDictionary<string, ContentItem?>> GetAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken = default)
    {
        var memory = session.Memory;
        var found = new Dictionary<string, ContentItem?>(contentItemIds.Count);
        List<string>? missing = null;
        foreach (var id in contentItemIds)
        {
            if (memory is not null && memory.TryGet<ContentItem>(Item, id, out var known))
            {
                found[id] = known;
            }
            else
            {
                (missing ??= []).Add(id);
            }
        }

        if (missing is not null)
        {
            var read = (await items.GetAsync(missing, VersionOptions.Published, cancellationToken)).ToDictionary(item => item.ContentItemId);
            foreach (var id in missing)
            {
                found[id] = Keep(memory, id, read.GetValueOrDefault(id));
            }
        }

        return found;
    }

    /// <summary>Resolves <c>alias:x</c>, <c>slug:path</c>, <c>contentitemid:id</c>; null when nothing published answers to it.</summary>
    public async ValueTask<ContentItem?> GetByHandleAsync(string handle, CancellationToken cancellationToken = default)
    {
        var memory = session.Memory;
        if (memory is null || !memory.TryGet<ContentItem>(Handle, handle, out var item))
        {
            item = Same(memory, await items.GetByHandleAsync(handle, VersionOptions.Published, cancellationToken));
            memory?.Add(Handle, handle, item, 0);
        }

        return item;
    }

    /// <summary>What answers at a path: an item, or an item inside it. Paths at which nothing is are asked for anew each time: anybody can think of millions.</summary>
    public async ValueTask<ContentRoute?> FindRouteAsync(string path, CancellationToken cancellationToken = default)
    {
        var memory = session.Memory;
        var normalized = ContentRoute.Normalize(path);
        if (memory is not null && memory.TryGet<ContentRoute>(Route, normalized, out var known))
        {
            return known;
        }

        if (await items.FindRouteAsync(normalized, VersionOptions.Published, cancellationToken) is not { } route)
        {
            return null;
        }

        var size = route.Container is null || memory is null ? 0 : Settle(route.Item);
        route = route.Container is null ? new ContentRoute(Same(memory, route.Item)!, null) : route with { Container = Same(memory, route.Container) };
        memory?.Add(Route, normalized, route, size);
        return route;
    }

    /// <summary>The published path of an item or of an item inside another, without slashes at the ends; null when it has none.</summary>
    public async ValueTask<string?> PathOfAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        var memory = session.Memory;
        if (memory is null || !memory.TryGet<string>(Path, contentItemId, out var path))
        {
            path = await items.PathOfAsync(contentItemId, cancellationToken);
            memory?.Add(Path, contentItemId, path, 0);
        }

        return path;
    }

    /// <summary>The published paths of many items and of items inside others, by id; null for those without one.</summary>
    public async ValueTask<IReadOnlyDictionary<string, string?>> PathsOfAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken = default)
    {
        var memory = session.Memory;
        var found = new Dictionary<string, string?>(contentItemIds.Count);
        List<string>? missing = null;
        foreach (var id in contentItemIds)
        {
            if (memory is not null && memory.TryGet<string>(Path, id, out var known))
            {
                found[id] = known;
            }
            else
            {
                (missing ??= []).Add(id);
            }
        }

        if (missing is not null)
        {
            var read = await items.PathsOfAsync(missing, cancellationToken);
            foreach (var id in missing)
            {
                found[id] = read.GetValueOrDefault(id);
                memory?.Add(Path, id, found[id], 0);
            }
        }

        return found;
    }

    /// <summary>Items that were read some other way, for everybody: each as the one that is in memory already, if it is.</summary>
    public static IReadOnlyList<ContentItem> Share(ReadMemory? memory, IEnumerable<ContentItem> read) => [.. read.Select(item => Same(memory, item)!)];

    private static ContentItem? Same(ReadMemory? memory, ContentItem? item) =>
        item is not { DocumentId: not 0, Published: true } ? item
        : memory is not null && memory.TryGet<ContentItem>(Item, item.ContentItemId, out var known) && known is not null ? known
        : Keep(memory, item.ContentItemId, item);

    private static ContentItem? Keep(ReadMemory? memory, string contentItemId, ContentItem? item)
    {
        if (memory is not null && contentItemId.Length > 0)
        {
            memory.Add(Item, contentItemId, item, item is null ? 0 : Settle(item));
        }

        return item;
    }

    // Parsed JSON makes its nodes when it is first looked at, and its texts each time. Made here once and for all, they can be read by any number of pages. Returns the size.
    private static long Settle(ContentItem item)
    {
        var size = 0L;
        item.Content = (JsonObject)Settled(item.Content, ref size)!;
        return size;
    }

    private static JsonNode? Settled(JsonNode? node, ref long size)
    {
        size += 80;
        switch (node)
        {
            case JsonObject json:
                var settled = new JsonObject();
                foreach (var (name, value) in json)
                {
                    size += 40 + (2 * name.Length);
                    settled[name] = Settled(value, ref size);
                }

                return settled;
            case JsonArray array:
                var list = new JsonArray();
                foreach (var value in array)
                {
                    list.Add(Settled(value, ref size));
                }

                return list;
            default:
                if (node.AsText() is not { } text)
                {
                    return node?.DeepClone();
                }

                size += 2L * text.Length;
                return JsonValue.Create(text);
        }
    }
}
