using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CmsSite.Content.Media;

/// <summary>Gives the items of a site that is older than <see cref="MediaIndexProvider"/> their rows, once: its migration left a note that they are missing.</summary>
public sealed class MediaUsageRows(SiteSession session, ContentIndexing indexing, ILogger<MediaUsageRows> log)
{
    private const string Missing = "media-usage-missing";

    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (!await session.Database.Followers.AnyAsync(note => note.Name == Missing, cancellationToken))
        {
            return;
        }

        log.LogInformation("Which files the content uses is being noted; a large site takes a few minutes for it, once.");
        await session.BeginItemsAsync(cancellationToken);
        foreach (var type in await session.Database.ContentItems.Select(item => item.ContentType).Distinct().ToListAsync(cancellationToken))
        {
            await indexing.RebuildAsync(type, cancellationToken);
        }

        await session.Database.Followers.Where(note => note.Name == Missing).ExecuteDeleteAsync(cancellationToken);
        await session.CommitAsync(cancellationToken);
    }
}
