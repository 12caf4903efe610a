using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Content.Versions;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.Versions;

public enum VersionState
{
    Published,
    Draft,

    /// <summary>Visitors have seen it.</summary>
    WasPublished,
    EarlierDraft,
}

/// <summary>A line of an item's history.</summary>
public sealed record ListedVersion(long Id, string VersionId, VersionState State, bool IsLatest, string? Title, string? Who, DateTime? ModifiedUtc, DateTime? PublishedUtc);

/// <param name="Before">Where older ones begin; null on the last page.</param>
public sealed record VersionPage(IReadOnlyList<ListedVersion> Versions, long? Before);

/// <summary>Two versions and what is different.</summary>
public sealed record Comparison(ListedVersion Old, ListedVersion New, IReadOnlyList<FieldChange> Changes);

/// <param name="FormerVersionId">The latest version before; it is kept.</param>
public sealed record Restored(string FormerVersionId, bool WasPublished);

/// <summary>The history of an item: its versions, what differs between two of them, and going back to one. Each asks whether the user may edit the item.</summary>
public sealed class ItemVersions(ContentItems items, ContentManager manager, ContentDefinitions definitions, SiteSettings settings)
{
    public const int PageSize = 25;

    /// <exception cref="RefusedException">The user may not edit the item, or it is not there.</exception>
    public async Task<ContentItem> AuthoriseAsync(AdminScope scope, string contentItemId, CancellationToken cancellationToken = default)
    {
        var latest = await items.GetAsync(contentItemId, VersionOptions.Latest, cancellationToken) ?? throw new RefusedException("There is no such item. If it was deleted, it may be in the recycle bin.");
        return scope.May(Permissions.EditContent, latest) ? latest : throw new RefusedException("Your account may not edit this item, so its history is not for you either.");
    }

    /// <summary>A page of the history, the version that was begun last first.</summary>
    public async Task<VersionPage> PageAsync(AdminScope scope, string contentItemId, long? before = null, int size = PageSize, CancellationToken cancellationToken = default)
    {
        await AuthoriseAsync(scope, contentItemId, cancellationToken);
        var found = await Rows(scope, contentItemId).Where(row => before == null || row.Id < before).OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellationToken);
        return new VersionPage([.. found.Take(size).Select(Describe)], found.Count > size ? found[size - 1].Id : null);
    }

    /// <summary>What changed from one version to another; without names, from the one before the newest to the newest. Null when there are no two such versions of the item.</summary>
    public async Task<Comparison?> CompareAsync(AdminScope scope, string contentItemId, string? oldVersionId, string? newVersionId, CancellationToken cancellationToken = default)
    {
        var latest = await AuthoriseAsync(scope, contentItemId, cancellationToken);
        var rows = Rows(scope, contentItemId);
        var newer = newVersionId is null ? await rows.OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken) : await rows.FirstOrDefaultAsync(row => row.ContentItemVersionId == newVersionId, cancellationToken);
        if (newer is null)
        {
            return null;
        }

        var older = oldVersionId is null
            ? await rows.Where(row => row.Id < newer.Id).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken)
            : await rows.FirstOrDefaultAsync(row => row.ContentItemVersionId == oldVersionId, cancellationToken);
        if (older is null)
        {
            return null;
        }

        var (old, @new) = (await items.GetVersionAsync(older.ContentItemVersionId, cancellationToken), await items.GetVersionAsync(newer.ContentItemVersionId, cancellationToken));
        var type = definitions.Type(latest.ContentType) ?? ContentTypeDefinition.Unknown(latest.ContentType);
        var names = await ReferenceNames.ReadAsync(scope.Session, type, [old!, @new!], cancellationToken);
        return new Comparison(Describe(older), Describe(newer), ItemDiff.Of(old!, @new!, type, names, settings.TimeZone));
    }

    /// <summary>Makes the version the draft and commits. What was the draft stays in the history.</summary>
    public async Task<Restored> RestoreAsync(AdminScope scope, string contentItemId, string versionId, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        var latest = await AuthoriseAsync(scope, contentItemId, cancellationToken);
        if (await items.GetVersionAsync(versionId, cancellationToken) is not { } version || version.ContentItemId != contentItemId
            || await manager.RestoreAsync(versionId, cancellationToken: cancellationToken) is null)
        {
            throw new RefusedException("This version is not there any more.");
        }

        await scope.Session.CommitAsync(cancellationToken);
        return new Restored(latest.ContentItemVersionId!, latest.Published);
    }

    /// <summary>Takes a restoration back: the draft that was before is the draft again, or there is none again.</summary>
    public async Task UndoAsync(AdminScope scope, string contentItemId, Restored restored, CancellationToken cancellationToken = default)
    {
        if (!restored.WasPublished)
        {
            await RestoreAsync(scope, contentItemId, restored.FormerVersionId, cancellationToken);
            return;
        }

        await scope.Session.BeginItemsAsync(cancellationToken);
        await AuthoriseAsync(scope, contentItemId, cancellationToken);
        await manager.DiscardDraftAsync(contentItemId, cancellationToken);
        await scope.Session.CommitAsync(cancellationToken);
    }

    private static IQueryable<Row> Rows(AdminScope scope, string contentItemId) => scope.Session.Database.ContentItems.AsNoTracking().Where(row => row.ContentItemId == contentItemId)
        .Select(row => new Row
        {
            Id = row.Id,
            ContentItemVersionId = row.ContentItemVersionId,
            Latest = row.Latest,
            Published = row.Published,
            DisplayText = row.DisplayText,
            Author = row.Author,
            ModifiedUtc = row.ModifiedUtc,
            PublishedUtc = row.PublishedUtc,
        });

    private static ListedVersion Describe(Row row) => new(
        row.Id, row.ContentItemVersionId, row.Published ? VersionState.Published : row.Latest ? VersionState.Draft : row.PublishedUtc is not null ? VersionState.WasPublished : VersionState.EarlierDraft,
        row.Latest, row.DisplayText, row.Author, row.ModifiedUtc, row.PublishedUtc);

    private sealed class Row
    {
        public required long Id { get; init; }
        public required string ContentItemVersionId { get; init; }
        public required bool Latest { get; init; }
        public required bool Published { get; init; }
        public required string? DisplayText { get; init; }
        public required string? Author { get; init; }
        public required DateTime? ModifiedUtc { get; init; }
        public required DateTime? PublishedUtc { get; init; }
    }
}
