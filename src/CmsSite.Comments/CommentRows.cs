using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Comments;

/// <summary>What a site that is older than this library lacks: the key, and rows of the comments it has.</summary>
public sealed class CommentRows(SiteSession session, CommentKeys keys, CommentedItems commented, ContentIndexing indexing)
{
    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        await keys.EnsureAsync(cancellationToken);
        var isSo = true;
        if (commented.CommentType is { } type && !await session.Database.Comments.AnyAsync(cancellationToken)
            && await session.Database.ContentItems.AnyAsync(item => item.ContentType == type && item.Latest == isSo, cancellationToken))
        {
            await indexing.RebuildAsync(type, cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
    }
}
