using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Items;

/// <summary>Keeps the index rows of a version equal to what the providers make of it.</summary>
public sealed class ContentIndexing(SiteSession session, ContentDefinitions definitions, IEnumerable<IContentIndexProvider> providers)
{
    public void Fill(ContentItem item)
    {
        var rows = new List<ContentIndexRow>();
        var type = definitions.Type(item.ContentType);
        foreach (var provider in providers)
        {
            provider.Fill(item, type, rows);
        }

        foreach (var row in rows)
        {
            row.Id = DocumentIds.Next();
            row.DocumentId = item.DocumentId;
            session.Database.Add(row);
        }
    }

    /// <summary>Deletes the rows of a version.</summary>
    public async Task ClearAsync(long documentId, CancellationToken cancellationToken)
    {
        // Rows that are still only in memory must reach the database first, or they would survive.
        await session.FlushAsync(cancellationToken);
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
}
