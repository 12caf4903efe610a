using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Comments;

/// <summary>A comment where it is read.</summary>
/// <param name="Level">How deep it is shown; 0 for an answer to the article.</param>
/// <param name="Parent">What it answers, if that is published.</param>
/// <param name="IsParentHere">Whether that stands on the same page.</param>
public sealed record ThreadedComment(Comment Comment, string Place, int Level, Comment? Parent, bool IsParentHere);

/// <param name="Previous">Where the page before begins: empty for the first one, null when there is none.</param>
/// <param name="Next">Where the next page begins.</param>
public sealed record CommentPage(IReadOnlyList<ThreadedComment> Comments, string? Previous, string? Next);

/// <summary>Published comments in the order of reading, a stretch at a time: how many there are before it costs nothing.</summary>
public sealed class CommentThreads(SiteSession session)
{
    /// <param name="from">The place at which the page begins; null for the first page.</param>
    public async Task<CommentPage> PageAsync(string articleId, CommentRules rules, string? from, CancellationToken cancellationToken = default)
    {
        var found = await Read(Stretch(articleId, rules.Order, from, backwards: false), rules.PageSize + 1, cancellationToken);
        var shown = found.Take(rules.PageSize).ToList();
        var before = from is null ? [] : await Stretch(articleId, rules.Order, from, backwards: true).Select(row => row.Place).Take(rules.PageSize + 1).ToListAsync(cancellationToken);
        var parents = await ParentsAsync(shown.Select(pair => pair.Comment).ToList(), cancellationToken);
        var here = shown.Select(pair => pair.Comment.Id).ToHashSet();
        return new CommentPage(
            [
                .. shown.Select(pair => new ThreadedComment(
                    pair.Comment, pair.Place, Math.Min(CommentPlace.LevelOf(pair.Place), rules.Depth),
                    pair.Comment.ParentId is { } parent ? parents.GetValueOrDefault(parent) : null, pair.Comment.ParentId is { } id && here.Contains(id))),
            ],
            before.Count == 0 ? null : before.Count <= rules.PageSize ? "" : before[rules.PageSize - 1],
            found.Count > rules.PageSize ? found[^1].Place : null);
    }

    /// <summary>Where the page begins on which a published comment is found: empty for the first one. Null when there is no such comment.</summary>
    public async Task<(string ArticleId, string From)?> FindAsync(string commentId, Func<string, Task<CommentRules?>> rulesOf, CancellationToken cancellationToken = default)
    {
        var row = await session.Database.Comments.AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == commentId && row.State == CommentState.Published, cancellationToken);
        if (row is null || await rulesOf(row.ArticleId) is not { } rules)
        {
            return null;
        }

        var before = await Stretch(row.ArticleId, rules.Order, row.Place, backwards: true).Select(other => other.Place).Take(rules.PageSize).ToListAsync(cancellationToken);
        return (row.ArticleId, before.Count < rules.PageSize ? ""
            // From the beginning of its thread, if that is near enough.
            : before.Contains(row.RootPlace) ? row.RootPlace : row.Place);
    }

    /// <summary>The comment that is read just before a place; null when none is.</summary>
    public Task<string?> BeforeAsync(string articleId, CommentOrder order, string place, CancellationToken cancellationToken = default) =>
        Stretch(articleId, order, place, backwards: true).Select(row => row.ContentItemId).FirstOrDefaultAsync(cancellationToken);

    private IQueryable<CommentIndexRow> Stretch(string articleId, CommentOrder order, string? from, bool backwards)
    {
        var rows = session.Database.Comments.AsNoTracking().Where(row => row.ArticleId == articleId && row.State == CommentState.Published);
        var root = CommentPlace.RootOf(from ?? "");
        if (order == CommentOrder.Oldest)
        {
            rows = from is null ? rows : backwards ? rows.Where(row => row.RootPlace.CompareTo(root) <= 0 && row.Place.CompareTo(from) < 0) : rows.Where(row => row.RootPlace.CompareTo(root) >= 0 && row.Place.CompareTo(from) >= 0);
            return backwards ? rows.OrderByDescending(row => row.RootPlace).ThenByDescending(row => row.Place) : rows.OrderBy(row => row.RootPlace).ThenBy(row => row.Place);
        }

        rows = from is null ? rows
            : backwards ? rows.Where(row => row.RootPlace.CompareTo(root) > 0 || (row.RootPlace == root && row.Place.CompareTo(from) < 0))
            : rows.Where(row => row.RootPlace.CompareTo(root) < 0 || (row.RootPlace == root && row.Place.CompareTo(from) >= 0));
        return backwards ? rows.OrderBy(row => row.RootPlace).ThenByDescending(row => row.Place) : rows.OrderByDescending(row => row.RootPlace).ThenBy(row => row.Place);
    }

    private async Task<IReadOnlyList<(Comment Comment, string Place)>> Read(IQueryable<CommentIndexRow> rows, int count, CancellationToken cancellationToken)
    {
        // Rows first: ordering and cutting needs the index only.
        var places = await rows.Select(row => new { row.DocumentId, row.Place }).Take(count).ToListAsync(cancellationToken);
        var ids = places.Select(row => row.DocumentId).ToList();
        var records = await session.Database.ContentItems.AsNoTracking().Where(item => ids.Contains(item.Id)).ToDictionaryAsync(item => item.Id, cancellationToken);
        return [.. places.Where(row => records.ContainsKey(row.DocumentId)).Select(row => (new Comment(ContentItems.ToItem(records[row.DocumentId])), row.Place))];
    }

    private async Task<Dictionary<string, Comment>> ParentsAsync(IReadOnlyList<Comment> comments, CancellationToken cancellationToken)
    {
        var known = comments.ToDictionary(comment => comment.Id);
        var missing = comments.Select(comment => comment.ParentId).OfType<string>().Where(id => !known.ContainsKey(id)).Distinct().ToList();
        if (missing.Count > 0)
        {
            var isSo = true;
            foreach (var record in await session.Database.ContentItems.AsNoTracking().Where(item => item.Published == isSo && missing.Contains(item.ContentItemId)).ToListAsync(cancellationToken))
            {
                known[record.ContentItemId] = new Comment(ContentItems.ToItem(record));
            }
        }

        return known;
    }
}
