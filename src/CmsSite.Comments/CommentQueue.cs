using System.Globalization;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Comments;

/// <summary>Which comments moderators look at.</summary>
/// <param name="ArticleId">Only those on this item.</param>
/// <param name="LikeId">Only those of whoever wrote this comment: of the same address.</param>
/// <param name="NearId">Only those from the network of this comment.</param>
/// <param name="UntilUtc">Only those that had come by then: what is decided about all at once holds for those that were there to be seen.</param>
public sealed record QueueFilter(CommentState State, string? ArticleId = null, string? LikeId = null, string? NearId = null, DateTime? UntilUtc = null)
{
    public bool IsNarrowed => ArticleId is not null || LikeId is not null || NearId is not null;
}

/// <summary>A comment with what a moderator needs to decide.</summary>
/// <param name="Article">What it is on; null when that is gone.</param>
/// <param name="Parent">What it answers.</param>
/// <param name="Email">In clear: for moderators' eyes only.</param>
public sealed record QueuedComment(Comment Comment, ContentItem? Article, Comment? Parent, CommentSource? Source, string? Email);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record QueuePage(IReadOnlyList<QueuedComment> Comments, string? Next);

/// <summary>Comments by what became of them, the newest first, a stretch at a time. However many there are, a page costs the same.</summary>
public sealed class CommentQueue(SiteSession session, CommentSources sources)
{
    public const int PageSize = 30;

    /// <summary>Counting ends here: "1000 or more" is all that anybody needs to know.</summary>
    public const int MostCounted = 1000;

    private CmsDbContext Database => session.Database;

    public async Task<QueuePage> PageAsync(QueueFilter filter, string? after = null, int size = PageSize, CancellationToken cancellationToken = default)
    {
        var rows = await RowsAsync(filter, cancellationToken);
        if (Place(after) is var (moment, id))
        {
            rows = rows.Where(row => row.CreatedUtc < moment || (row.CreatedUtc == moment && row.DocumentId < id));
        }

        var found = await rows.OrderByDescending(row => row.CreatedUtc).ThenByDescending(row => row.DocumentId).Take(size + 1).ToListAsync(cancellationToken);
        var shown = found.Take(size).ToList();
        return new QueuePage(await CompleteAsync(shown, cancellationToken),
            found.Count > size ? string.Create(CultureInfo.InvariantCulture, $"{shown[^1].CreatedUtc.Ticks}-{shown[^1].DocumentId}") : null);
    }

    /// <summary>How many there are, up to <see cref="MostCounted"/>.</summary>
    public async Task<int> CountAsync(QueueFilter filter, CancellationToken cancellationToken = default) =>
        await (await RowsAsync(filter, cancellationToken)).Select(row => row.Id).Take(MostCounted).CountAsync(cancellationToken);

    /// <summary>The ids of some of them, whichever: for doing something with all, again and again until none is left.</summary>
    public async Task<IReadOnlyList<string>> SomeAsync(QueueFilter filter, int most, CancellationToken cancellationToken = default) =>
        await (await RowsAsync(filter, cancellationToken)).OrderBy(row => row.CreatedUtc).ThenBy(row => row.DocumentId).Select(row => row.ContentItemId).Take(most).ToListAsync(cancellationToken);

    private async Task<IQueryable<CommentIndexRow>> RowsAsync(QueueFilter filter, CancellationToken cancellationToken)
    {
        var rows = Database.Comments.AsNoTracking().Where(row => row.State == filter.State);
        rows = filter.ArticleId is { } article ? rows.Where(row => row.ArticleId == article) : rows;
        rows = filter.UntilUtc is { } until ? rows.Where(row => row.CreatedUtc <= until) : rows;
        if (filter.LikeId is not null)
        {
            var key = (await sources.FindAsync(filter.LikeId, cancellationToken))?.EmailKey;
            rows = rows.Where(row => key != null && Database.CommentSources.Where(source => source.EmailKey == key).Select(source => source.ContentItemId).Contains(row.ContentItemId));
        }

        if (filter.NearId is not null)
        {
            var network = (await sources.FindAsync(filter.NearId, cancellationToken))?.Network;
            rows = rows.Where(row => network != null && Database.CommentSources.Where(source => source.Network == network).Select(source => source.ContentItemId).Contains(row.ContentItemId));
        }

        return rows;
    }

    private async Task<IReadOnlyList<QueuedComment>> CompleteAsync(IReadOnlyList<CommentIndexRow> rows, CancellationToken cancellationToken)
    {
        var (documents, ids) = (rows.Select(row => row.DocumentId).ToList(), rows.Select(row => row.ContentItemId).ToList());
        var records = await Database.ContentItems.AsNoTracking().Where(item => documents.Contains(item.Id)).ToDictionaryAsync(item => item.Id, cancellationToken);
        var known = await Database.CommentSources.AsNoTracking().Where(source => ids.Contains(source.ContentItemId)).ToDictionaryAsync(source => source.ContentItemId, cancellationToken);
        var around = rows.SelectMany(row => new[] { row.ArticleId, row.ParentId }).OfType<string>().Distinct().ToList();
        var isSo = true;
        var others = await Database.ContentItems.AsNoTracking().Where(item => item.Latest == isSo && around.Contains(item.ContentItemId)).ToDictionaryAsync(item => item.ContentItemId, cancellationToken);
        return
        [
            .. from row in rows
               where records.ContainsKey(row.DocumentId)
               let source = known.GetValueOrDefault(row.ContentItemId)
               select new QueuedComment(
                   new Comment(ContentItems.ToItem(records[row.DocumentId])),
                   others.GetValueOrDefault(row.ArticleId) is { } article ? ContentItems.ToItem(article) : null,
                   row.ParentId is { } id && others.GetValueOrDefault(id) is { } parent ? new Comment(ContentItems.ToItem(parent)) : null,
                   source, source is null ? null : sources.EmailOf(source)),
        ];
    }

    private static (DateTime Moment, long Id)? Place(string? text) =>
        text?.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var moment) && moment <= DateTime.MaxValue.Ticks
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var document) ? (new DateTime(moment, DateTimeKind.Utc), document) : null;
}
