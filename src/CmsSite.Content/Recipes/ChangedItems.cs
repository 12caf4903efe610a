using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes;

/// <summary>Reads the items behind the version ids of changes, while the transaction that wrote them is open.</summary>
internal static class ChangedItems
{
    private const int BatchSize = 500;

    public static async Task<IReadOnlyList<RecordedChange>> WithJsonAsync(SiteSession session, IReadOnlyList<RecordedChange> changes, CancellationToken cancellationToken)
    {
        await session.FlushAsync(cancellationToken);
        var wanted = changes.Where(change => change.Kind == SiteChange.ContentItemKind)
            .SelectMany(change => new[] { VersionOf(change.Before), VersionOf(change.After) }).OfType<string>().Distinct().ToList();
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var batch in wanted.Chunk(BatchSize))
        {
            foreach (var record in await session.Database.ContentItems.AsNoTracking().Where(version => batch.Contains(version.ContentItemVersionId)).ToListAsync(cancellationToken))
            {
                items[record.ContentItemVersionId] = SiteJson.Write(ContentItems.ToItem(record).ToJson());
            }
        }

        return [.. changes.Select(change => change.Kind != SiteChange.ContentItemKind ? change : change with { Before = Json(change.Before, items), After = Json(change.After, items) })];
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
