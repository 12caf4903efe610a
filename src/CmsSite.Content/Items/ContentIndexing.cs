using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Items;

/// <summary>Keeps the index rows of a version equal to what the providers make of it.</summary>
public sealed class ContentIndexing(SiteSession session, ContentDefinitions definitions, Addresses addresses, IEnumerable<IContentIndexProvider> providers)
{
    private const int BatchSize = 200;

    /// <summary>What the providers make of a version.</summary>
    public IReadOnlyList<ContentIndexRow> Rows(ContentItem item)
    {
        var rows = new List<ContentIndexRow>();
        var type = definitions.Type(item.ContentType);
        foreach (var provider in providers)
        {
            provider.Fill(item, type, rows);
        }

        return rows;
    }

    public void Fill(ContentItem item)
    {
        foreach (var row in Rows(item))
        {
            row.Id = DocumentIds.Next();
            row.DocumentId = item.DocumentId;
            session.Database.Add(row);
            addresses.Written(row);
        }
    }

    /// <summary>Deletes the rows of a version.</summary>
    public async Task ClearAsync(long documentId, CancellationToken cancellationToken)
    {
        // Rows that are still only in memory must reach the database first, or they would survive.
        await session.FlushAsync(cancellationToken);
        addresses.Forget(documentId);
        var database = session.Database;
        await database.Autoroutes.Where(row => row.DocumentId == documentId).ExecuteDeleteAsync(cancellationToken);
        await database.Aliases.Where(row => row.DocumentId == documentId).ExecuteDeleteAsync(cancellationToken);
        await database.Contained.Where(row => row.DocumentId == documentId).ExecuteDeleteAsync(cancellationToken);
        await database.Taxonomies.Where(row => row.DocumentId == documentId).ExecuteDeleteAsync(cancellationToken);
        await database.Terms.Where(row => row.DocumentId == documentId).ExecuteDeleteAsync(cancellationToken);
        await database.LayerWidgets.Where(row => row.DocumentId == documentId).ExecuteDeleteAsync(cancellationToken);
        await database.Localized.Where(row => row.DocumentId == documentId).ExecuteDeleteAsync(cancellationToken);
        await database.Schedules.Where(row => row.DocumentId == documentId).ExecuteDeleteAsync(cancellationToken);
        await database.Fields.Where(row => row.DocumentId == documentId).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Makes the rows of all items of a type anew, after its definition changed what of them is indexed (a part was attached, a field removed).</summary>
    public async Task RebuildAsync(string contentType, CancellationToken cancellationToken = default)
    {
        await session.BeginItemsAsync(cancellationToken);
        await session.FlushAsync(cancellationToken);
        var after = 0L;
        while (true)
        {
            var batch = await session.Database.ContentItems.AsNoTracking()
                .Where(item => item.ContentType == contentType && (item.Latest || item.Published) && item.Id > after)
                .OrderBy(item => item.Id).Take(BatchSize).ToListAsync(cancellationToken);
            foreach (var record in batch)
            {
                await ClearAsync(record.Id, cancellationToken);
                Fill(ContentItems.ToItem(record));
                after = record.Id;
            }

            await session.FlushAsync(cancellationToken);
            if (batch.Count < BatchSize)
            {
                return;
            }
        }
    }
}
