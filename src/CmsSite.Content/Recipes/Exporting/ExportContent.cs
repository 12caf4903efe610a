using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Fields;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>
/// Reads the content items of an export in the order in which they came, some at a time. An item has one entry for what is published and, right behind it, one for its draft: a published version
/// that came after would end the draft.
/// </summary>
internal sealed class ExportContent(CmsDbContext database, ContentDefinitions definitions, ExportSelection selection)
{
    private const int BatchSize = 200;

    // What the columns take besides the parts, about.
    private const int ColumnBytes = 500;
    private readonly List<string> _comments = [.. definitions.Types.Where(type => type.Parts.Any(part => part.Name == CommentFields.PartName)).Select(type => type.Name)];

    /// <summary>How many items there are, and where a new file begins so that none becomes much larger than allowed: numeric ids of the first version in each but the first.</summary>
    public async Task<(int Items, IReadOnlyList<long> Starts)> MeasureAsync(long bytesAFile, CancellationToken cancellationToken)
    {
        var starts = new List<long>();
        var (items, bytes) = (0, 0L);
        await foreach (var version in Chosen().OrderBy(version => version.Id).Select(version => new { version.Id, version.Published, version.Latest, version.Json.Length }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            // A draft lies in the file of its published version, wherever it is counted here; that comes to the same.
            items++;
            bytes += version.Length + ColumnBytes;
            if (bytes > bytesAFile)
            {
                starts.Add(version.Id);
                bytes = 0;
            }
        }

        return (items, starts);
    }

    /// <summary>How many comments the selection leaves out.</summary>
    public async Task<int> CountLeftOutCommentsAsync(CancellationToken cancellationToken) =>
        selection.WithComments || _comments.Count == 0 ? 0 : await database.ContentItems.CountAsync(version => version.Latest && _comments.Contains(version.ContentType), cancellationToken);

    /// <summary>Items as their JSON, published version and draft together, from one numeric id to below another.</summary>
    public async IAsyncEnumerable<IReadOnlyList<JsonObject>> ReadAsync(long from, long to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = from - 1; ;)
        {
            var batch = await Chosen().Where(version => version.Id > last && version.Id < to).OrderBy(version => version.Id).Take(BatchSize).ToListAsync(cancellationToken);
            if (batch.Count == 0)
            {
                yield break;
            }

            last = batch[^1].Id;
            var withDraft = batch.Where(version => version.Published && !version.Latest).Select(version => version.ContentItemId).ToList();
            var drafts = withDraft.Count == 0 ? [] : await database.ContentItems.AsNoTracking().Where(version => withDraft.Contains(version.ContentItemId) && version.Latest && !version.Published)
                .ToDictionaryAsync(version => version.ContentItemId, cancellationToken);
            foreach (var version in batch)
            {
                yield return version.Published && !version.Latest && drafts.TryGetValue(version.ContentItemId, out var draft)
                    ? [Json(version), Json(draft)]
                    : [Json(version)];
            }
        }
    }

    // One version an item: the published one, or the draft of an item that has none.
    private IQueryable<ContentItemRecord> Chosen()
    {
        var versions = database.ContentItems.AsNoTracking().Where(version => version.Published
            || (version.Latest && !database.ContentItems.Any(other => other.ContentItemId == version.ContentItemId && other.Published)));
        if (!selection.WithComments && _comments.Count > 0)
        {
            versions = versions.Where(version => !_comments.Contains(version.ContentType));
        }

        if (selection.Types is { } types)
        {
            var (names, ids) = (Spelled(types), selection.Items.ToList());
            versions = versions.Where(version => names.Contains(version.ContentType) || ids.Contains(version.ContentItemId));
        }

        return versions;
    }

    private List<string> Spelled(IReadOnlySet<string> types) => [.. types.Select(type => definitions.Type(type)?.Name ?? type)];

    private static JsonObject Json(ContentItemRecord version) => ContentItems.ToItem(version).ToJson();
}
