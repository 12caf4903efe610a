using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Undo;

/// <summary>
/// Puts content items back. One that nobody changed since gets its versions as they were, in batches; one that somebody changed is merged, and what both changed stays as it is.
/// </summary>
internal sealed class ItemsUndo(SiteSession session, FormerVersions former, ContentIndexing indexing, ItemMergeUndo merge)
{
    private const int BatchSize = 200;

    public async Task RunAsync(UndoScope undo, CancellationToken cancellationToken)
    {
        var lines = undo.Lines(kind => kind == SiteChange.ContentItemKind);
        var clean = new List<SiteChange>();
        var changed = new List<SiteChange>();
        foreach (var line in lines)
        {
            if (!undo.IsChangedSince(line) || await merge.IsAsLeftAsync(undo, line, cancellationToken))
            {
                clean.Add(line);
            }
            else
            {
                changed.Add(line);
            }
        }

        var going = clean.Select(line => line.Subject).ToHashSet(StringComparer.Ordinal);
        var done = 0;
        foreach (var batch in clean.Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            undo.Progress(2, "content items", done, lines.Count);
            var held = await HeldAsync(batch, going, cancellationToken);
            var items = batch.Where(line => !held.TryGetValue(line.Subject, out var by) || undo.Conflict(line, "", by, null, null, null)).Select(line => (Line: line, Back: Of(undo, line))).Where(item => item.Back is not null).Select(item => (item.Line, Back: item.Back!)).ToList();
            var taken = await TakenAsync(items.Select(item => item.Back), going, cancellationToken);
            await former.PutBackAsync([.. items.Where(item => MayGoBack(undo, item.Line, item.Back, taken)).Select(item => item.Back)], cancellationToken);
            await session.FlushAsync(cancellationToken);
            done += batch.Length;
        }

        foreach (var line in changed)
        {
            undo.Progress(2, "content items", done++, lines.Count);
            await merge.RunAsync(undo, line, cancellationToken);
        }
    }

    // Of what would go: what somebody put into it or said about it since, which nobody could reach any more.
    private async Task<IReadOnlyDictionary<string, string>> HeldAsync(SiteChange[] batch, HashSet<string> going, CancellationToken cancellationToken)
    {
        var ids = batch.Where(line => line.Before is null).Select(line => line.Subject).ToList();
        if (ids.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        await session.FlushAsync(cancellationToken);
        var inside = from row in session.Database.Contained.AsNoTracking()
                     join item in session.Database.ContentItems.AsNoTracking() on row.DocumentId equals item.Id
                     where ids.Contains(row.ListContentItemId!)
                     select new { Id = row.ListContentItemId!, By = item.ContentItemId };
        var about = session.Database.Comments.AsNoTracking().Where(row => ids.Contains(row.ArticleId)).Select(row => new { Id = row.ArticleId, By = row.ContentItemId });
        var (items, comments) = (Count(await inside.ToListAsync(cancellationToken), row => (row.Id, row.By)), Count(await about.ToListAsync(cancellationToken), row => (row.Id, row.By)));
        return ids.Where(id => items.ContainsKey(id) || comments.ContainsKey(id)).ToDictionary(
            id => id, id => items.TryGetValue(id, out var count) ? $"content items that came since are in it ({count})" : $"comments that came since are on it ({comments[id]})");

        Dictionary<string, int> Count<T>(List<T> rows, Func<T, (string Id, string By)> of) =>
            rows.Select(of).Where(row => !going.Contains(row.By)).Distinct().GroupBy(row => row.Id).ToDictionary(group => group.Key, group => group.Count());
    }

    private static PutBack? Of(UndoScope undo, SiteChange line)
    {
        var (before, after) = (ItemState.Parse(line.Before), ItemState.Parse(line.After));
        var (rows, added) = (before?.Former ?? after?.Former, after?.Added);
        if (rows is null && added is null)
        {
            undo.Note(line, "what it was is not known any more: the run is older than undoing, or the item was deleted for good");
            return null;
        }

        return new PutBack(line.Subject, rows ?? [], added?.ToList() ?? []);
    }

    // An address that somebody gave to another item since.
    private async Task<IReadOnlyDictionary<string, string>> TakenAsync(IEnumerable<PutBack> items, HashSet<string> going, CancellationToken cancellationToken)
    {
        var paths = items.SelectMany(Paths).Distinct().ToList();
        if (paths.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        await session.FlushAsync(cancellationToken);
        var owners = await session.Database.Autoroutes.AsNoTracking().Where(row => paths.Contains(row.Path)).Select(row => new { row.Path, row.ContentItemId }).ToListAsync(cancellationToken);
        return owners.Where(owner => !going.Contains(owner.ContentItemId)).GroupBy(owner => owner.Path).ToDictionary(group => group.Key, group => group.First().ContentItemId);
    }

    private bool MayGoBack(UndoScope undo, SiteChange line, PutBack back, IReadOnlyDictionary<string, string> taken)
    {
        if (taken.Count == 0 || Paths(back).FirstOrDefault(taken.ContainsKey) is not { } path)
        {
            return true;
        }

        undo.Note(line, $"it stays as it is: its address before the import, /{path}, belongs to the content item {taken[path]} now", "Give that another address, and undo again");
        return false;
    }

    private IEnumerable<string> Paths(PutBack back) => back.Rows.Select(FormerVersions.Item).Where(item => item.Latest || item.Published)
        .SelectMany(item => indexing.Rows(item).OfType<AutorouteIndexRow>().Where(row => row.ContentItemId == back.ContentItemId)).Select(row => row.Path);
}
