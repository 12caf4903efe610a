using System.Text.Json.Nodes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Items;

/// <summary>Which version of an item is meant.</summary>
public enum VersionOptions
{
    Published,
    Latest,
}

/// <summary>Reading content items. In a scope whose session has written some, it sees them as they will be.</summary>
public sealed class ContentItems(SiteSession session, PendingItems pending)
{
    private CmsDbContext Database => session.Database;

    /// <summary>The item; null when there is no such version.</summary>
    public async Task<ContentItem?> GetAsync(string contentItemId, VersionOptions version = VersionOptions.Published, CancellationToken cancellationToken = default)
    {
        if (pending.Find(contentItemId, version) is { } found)
        {
            return found;
        }

        await session.FlushAsync(cancellationToken);
        var record = await Versions(version).FirstOrDefaultAsync(item => item.ContentItemId == contentItemId, cancellationToken);
        return record is null ? null : pending.Remember(ToItem(record), session.IsWriting);
    }

    /// <summary>The items of these ids, in the order of the ids; those that do not exist are left out.</summary>
    public async Task<IReadOnlyList<ContentItem>> GetAsync(IReadOnlyCollection<string> contentItemIds, VersionOptions version = VersionOptions.Published, CancellationToken cancellationToken = default)
    {
        if (contentItemIds.Count == 0)
        {
            return [];
        }

        if (contentItemIds.Count == 1)
        {
            return await GetAsync(contentItemIds.First(), version, cancellationToken) is { } single ? [single] : [];
        }

        await session.FlushAsync(cancellationToken);
        var records = await Versions(version).Where(item => contentItemIds.Contains(item.ContentItemId)).ToListAsync(cancellationToken);
        var items = records.ToDictionary(record => record.ContentItemId, ToItem);
        return [.. contentItemIds.Distinct().Where(items.ContainsKey).Select(id => items[id])];
    }

    /// <summary>One version, whatever its state; null when there is none.</summary>
    public async Task<ContentItem?> GetVersionAsync(string contentItemVersionId, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        var record = await Database.ContentItems.AsNoTracking().FirstOrDefaultAsync(item => item.ContentItemVersionId == contentItemVersionId, cancellationToken);
        return record is null ? null : ToItem(record);
    }

    /// <summary>The items with these database ids (<c>DocumentId</c>), in the order of the ids.</summary>
    public async Task<IReadOnlyList<ContentItem>> GetByDocumentIdsAsync(IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        var records = await Database.ContentItems.AsNoTracking().Where(item => documentIds.Contains(item.Id)).ToDictionaryAsync(item => item.Id, cancellationToken);
        return [.. documentIds.Where(records.ContainsKey).Select(id => ToItem(records[id]))];
    }

    /// <summary>Rows of published or latest versions, to be narrowed and ordered by the caller; turn the outcome into items with <see cref="ToItem"/>.</summary>
    public IQueryable<ContentItemRecord> Versions(VersionOptions version)
    {
        // Compared with a value: SQLite uses no index for a column that stands alone as a condition.
        var isSo = true;
        return version == VersionOptions.Published
            ? Database.ContentItems.AsNoTracking().Where(item => item.Published == isSo)
            : Database.ContentItems.AsNoTracking().Where(item => item.Latest == isSo);
    }

    /// <summary>
    /// Resolves a handle: <c>alias:x</c>, <c>slug:path</c>, <c>contentitemid:id</c>. Null when nothing published (or, asked for, latest) answers to it.
    /// </summary>
    public async Task<ContentItem?> GetByHandleAsync(string handle, VersionOptions version = VersionOptions.Published, CancellationToken cancellationToken = default)
    {
        var colon = handle.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return null;
        }

        var value = handle[(colon + 1)..];
        switch (handle[..colon].ToLowerInvariant())
        {
            case "contentitemid":
                return await GetAsync(value, version, cancellationToken);
            case "alias":
                return await GetByAliasAsync(value, version, cancellationToken);
            case "slug":
                return (await FindRouteAsync(value, version, cancellationToken))?.Item;
            default:
                return null;
        }
    }

    public async Task<ContentItem?> GetByAliasAsync(string alias, VersionOptions version = VersionOptions.Published, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        var normalized = alias.ToLowerInvariant();
        var record = await (from row in Database.Aliases
                            join item in Versions(version) on row.DocumentId equals item.Id
                            where row.Alias == normalized
                            select item).FirstOrDefaultAsync(cancellationToken);
        return record is null ? null : ToItem(record);
    }

    /// <summary>What answers at a path (compared in any case, slashes at the ends ignored): an item, or an item inside it.</summary>
    public async Task<ContentRoute?> FindRouteAsync(string path, VersionOptions version = VersionOptions.Published, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        var normalized = ContentRoute.Normalize(path);
        var found = await (from row in Database.Autoroutes
                           join item in Versions(version) on row.DocumentId equals item.Id
                           where row.Path == normalized
                           select new { item, row.ContainedContentItemId, row.JsonPath }).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var container = ToItem(found.item);
        if (found.JsonPath is null)
        {
            return new ContentRoute(container, null);
        }

        return JsonPaths.Find(container.Content, found.JsonPath) is JsonObject contained
            ? new ContentRoute(ContentItem.Embedded((JsonObject)contained.DeepClone()), container)
            : null;
    }

    /// <summary>The published path of an item or of an item inside another, without slashes at the ends; null when it has none.</summary>
    public async Task<string?> PathOfAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        return await (from row in Database.Autoroutes
                      join item in Database.ContentItems on row.DocumentId equals item.Id
                      where item.Published && (row.ContainedContentItemId == contentItemId || (row.ContainedContentItemId == null && row.ContentItemId == contentItemId))
                      select row.Path).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The published paths of many items and of items inside others, by id, as <see cref="PathOfAsync"/> gives one; those without a path are missing.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PathsOfAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        var rows = await (from row in Database.Autoroutes
                          join item in Database.ContentItems on row.DocumentId equals item.Id
                          where item.Published && ((row.ContainedContentItemId != null && contentItemIds.Contains(row.ContainedContentItemId))
                              // As a comparison with null it would be looked up in the index of that column, and most rows of a site are null there.
                              || ((row.ContainedContentItemId ?? "") == "" && contentItemIds.Contains(row.ContentItemId)))
                          select new { Id = row.ContainedContentItemId ?? row.ContentItemId, row.Path }).ToListAsync(cancellationToken);
        var paths = new Dictionary<string, string>();
        foreach (var row in rows)
        {
            paths.TryAdd(row.Id, row.Path);
        }

        return paths;
    }

    /// <summary>An item as a message names it: its title, type and id.</summary>
    public async Task<string> DescribeAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        var item = await GetAsync(contentItemId, VersionOptions.Latest, cancellationToken) ?? await GetAsync(contentItemId, VersionOptions.Published, cancellationToken);
        return item is null ? $"the item {contentItemId}" : $"'{item.DisplayText}' ({item.ContentType} {contentItemId})";
    }

    public static ContentItem ToItem(ContentItemRecord record) => new()
    {
        DocumentId = record.Id,
        ContentItemId = record.ContentItemId,
        ContentItemVersionId = record.ContentItemVersionId,
        ContentType = record.ContentType,
        DisplayText = record.DisplayText,
        Latest = record.Latest,
        Published = record.Published,
        CreatedUtc = record.CreatedUtc,
        ModifiedUtc = record.ModifiedUtc,
        PublishedUtc = record.PublishedUtc,
        Owner = record.Owner,
        Author = record.Author,
        CommentCount = record.CommentCount,
        Content = (JsonObject)JsonNode.Parse(record.Json)!,
    };
}

/// <summary>What a path leads to. <see cref="Container"/> is the item that <see cref="Item"/> is embedded in, if it is.</summary>
public sealed record ContentRoute(ContentItem Item, ContentItem? Container)
{
    public static string Normalize(string path) => path.Trim('/').ToLowerInvariant();
}
