using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Redirects;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Items;

/// <summary>Keeps the index rows of a version equal to what the providers make of it.</summary>
public sealed class ContentIndexing(
    SiteSession session, ContentDefinitions definitions, Addresses addresses, FormerAddresses formerAddresses, IEnumerable<IContentIndexProvider> providers)
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

    public void Fill(ContentItem item) => Add(item, Rows(item));

    private void Add(ContentItem item, IReadOnlyList<ContentIndexRow> rows)
    {
        foreach (var row in rows)
        {
            row.Id = DocumentIds.Next();
            row.DocumentId = item.DocumentId;
            session.AddIndexRow(row);
            addresses.Written(row);
        }
    }

    /// <summary>What of each type's definition decides the rows of its items, by type.</summary>
    public IReadOnlyDictionary<string, string> Sources() => definitions.Types.ToDictionary(
        type => type.Name, type => string.Join('\n', providers.SelectMany(provider => provider.Sources(type))), StringComparer.OrdinalIgnoreCase);

    /// <summary>Deletes the rows of a version.</summary>
    public void Clear(long documentId) => session.ClearIndexRows(documentId);

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
            if (batch.Count == 0)
            {
                return;
            }

            var published = batch.Where(record => record.Published).Select(record => record.Id).ToHashSet();
            var was = await session.Database.Autoroutes.AsNoTracking().Where(row => published.Contains(row.DocumentId)).ToListAsync(cancellationToken);
            var now = new List<AutorouteIndexRow>();
            foreach (var item in batch.Select(ContentItems.ToItem))
            {
                var rows = Rows(item);
                Clear(item.DocumentId);
                Add(item, rows);
                now.AddRange(rows.OfType<AutorouteIndexRow>().Where(_ => item.Published));
            }

            await formerAddresses.KeepAsync(was, now, cancellationToken);
            await session.FlushAsync(cancellationToken);
            after = batch[^1].Id;
        }
    }
}
