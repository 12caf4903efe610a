using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.RecycleBin;

/// <summary>What was deleted and can be brought back. Written through the scope's session; the caller commits.</summary>
public sealed class DeletedItems(SiteSession session, ContentManager manager)
{
    /// <summary>What is in the bin: an item that came back in another way (an import, an undo) is not, whatever its row says.</summary>
    public IQueryable<DeletedItem> All => session.Database.DeletedItems.AsNoTracking()
        .Where(deleted => !session.Database.ContentItems.Any(item => item.ContentItemId == deleted.ContentItemId && (item.Latest || item.Published)));

    public async Task<DeletedItem?> FindAsync(string contentItemId, CancellationToken cancellationToken = default) =>
        await All.FirstOrDefaultAsync(deleted => deleted.ContentItemId == contentItemId, cancellationToken);

    /// <summary>Brings the item back as a draft, as its latest version was. Null when it is not in the bin.</summary>
    public async Task<ContentItem?> RestoreAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        await session.BeginItemsAsync(cancellationToken);
        if (await FindAsync(contentItemId, cancellationToken) is not { } deleted || await manager.RestoreAsync(deleted.VersionId, cancellationToken: cancellationToken) is not { } item)
        {
            return null;
        }

        await session.FlushAsync(cancellationToken);
        await session.Database.DeletedItems.Where(row => row.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
        return item;
    }

    /// <summary>Deletes all versions of the item, what was said about it, and what the change log still knew of its text. False when it is not in the bin.</summary>
    public async Task<bool> DeleteForGoodAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        await session.BeginItemsAsync(cancellationToken);
        if (await FindAsync(contentItemId, cancellationToken) is not { } deleted)
        {
            return false;
        }

        await session.RecordAsync(SiteChange.DeletedItemKind, contentItemId, deleted.DisplayText, new ItemState(deleted.ContentType, null, null).ToJson(), null, cancellationToken);
        await session.FlushAsync(cancellationToken);
        var database = session.Database;
        await database.ContentItems.Where(row => row.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
        await database.Reviews.Where(row => row.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
        await database.ReviewNotes.Where(row => row.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
        await database.PreviewLinks.Where(row => row.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
        await database.CommentSources.Where(row => row.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
        await database.DeletedItems.Where(row => row.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
        foreach (var change in await database.Changes.Where(change => change.Kind == SiteChange.ContentItemKind && change.Subject == contentItemId).ToListAsync(cancellationToken))
        {
            (change.Before, change.After) = (ItemState.WithoutText(change.Before), ItemState.WithoutText(change.After));
        }

        await session.FlushAsync(cancellationToken);
        return true;
    }

    /// <summary>The ids of what was deleted before a moment, the longest ago first, and rows whose items came back.</summary>
    public async Task<IReadOnlyList<string>> BeforeAsync(DateTime utc, int most, CancellationToken cancellationToken = default) =>
        await session.Database.DeletedItems.AsNoTracking().Where(deleted => deleted.DeletedUtc < utc).OrderBy(deleted => deleted.DeletedUtc).Select(deleted => deleted.ContentItemId)
            .Take(most).ToListAsync(cancellationToken);

    /// <summary>Forgets that an item was deleted which is there again.</summary>
    public Task ForgetAsync(string contentItemId, CancellationToken cancellationToken = default) =>
        session.Database.DeletedItems.Where(row => row.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
}
