using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes;

/// <summary>The changes of a session as they are shown; where that is asked for with the items behind the ids of versions, which are read while the transaction that wrote them is open.</summary>
internal static class ChangedItems
{
    private const int BatchSize = 500;

    public static async Task<IReadOnlyList<RecordedChange>> OfAsync(SiteSession session, bool withItems, CancellationToken cancellationToken)
    {
        await session.FlushAsync(cancellationToken);
        var recorded = new RecordedChanges();
        foreach (var batch in session.Changes.Select(RecordedChange.Of).Chunk(BatchSize))
        {
            var items = withItems ? await ItemsAsync(session, batch, cancellationToken) : [];
            foreach (var change in batch)
            {
                recorded.Add(withItems && change.Kind == SiteChange.ContentItemKind ? change with { Before = Json(change.Before, items), After = Json(change.After, items) } : change);
            }
        }

        return recorded;
    }

    private static async Task<Dictionary<string, string>> ItemsAsync(SiteSession session, IEnumerable<RecordedChange> changes, CancellationToken cancellationToken)
    {
        var wanted = changes.Where(change => change.Kind == SiteChange.ContentItemKind)
            .SelectMany(change => new[] { VersionOf(change.Before), VersionOf(change.After) }).OfType<string>().Distinct().ToList();
        return await session.Database.ContentItems.AsNoTracking().Where(version => wanted.Contains(version.ContentItemVersionId))
            .ToDictionaryAsync(record => record.ContentItemVersionId, record => SiteJson.Write(ContentItems.ToItem(record).ToJson()), StringComparer.Ordinal, cancellationToken);
    }

    // The version that visitors see says more of a change than a draft.
    private static string? VersionOf(string? state) => ItemState.Parse(state) is { } parsed ? parsed.Published ?? parsed.Latest : null;

    // A version that was edited in place has what it was with the state; no row has it any more.
    private static string? Json(string? state, Dictionary<string, string> items) => ItemState.Parse(state) switch
    {
        { Content: { } content } => SiteJson.Write(content),
        null => null,
        _ when VersionOf(state) is { } version && items.TryGetValue(version, out var json) => json,
        _ => state,
    };
}
