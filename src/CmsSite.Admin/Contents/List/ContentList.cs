using System.Globalization;
using CmsSite.Admin.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.List;

/// <summary>A row of a list.</summary>
public sealed record ListedItem(
    long DocumentId, string ContentItemId, string VersionId, string Type, string Title, ItemStatus Status, bool IsPublished, DateTime? ScheduledUtc, string? Author, DateTime? ModifiedUtc, bool MayEdit);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record ListPage(IReadOnlyList<ListedItem> Items, Cursor? Next);

/// <summary>
/// A page of content items. Pages follow each other by the last row's value instead of by counting: the hundredth page costs what the first does, and a list of a
/// hundred thousand what a list of a hundred does.
/// </summary>
public sealed class ContentList(ContentAccess access, ContentDefinitions definitions)
{
    public async Task<ListPage> PageAsync(AdminScope scope, ListFilter filter, int size = ListFilter.PageSize, bool onlyCreatable = false, CancellationToken cancellationToken = default)
    {
        var database = scope.Session.Database;
        var found = await Page(await MatchingAsync(scope, filter, onlyCreatable, cancellationToken), filter).Take(size + 1)
            .Select(row => new Row(row.Id, row.ContentItemId, row.ContentItemVersionId, row.ContentType, row.DisplayText, row.Published, row.Owner, row.Author, row.CreatedUtc, row.ModifiedUtc))
            .ToListAsync(cancellationToken);
        var page = found.Take(size).ToList();
        var next = found.Count > size ? CursorOf(page[^1], filter.Order) : null;
        return new ListPage(await DescribeAsync(scope, page, database, cancellationToken), next);
    }

    /// <summary>How many items the filter finds, on all its pages. It looks at all of them: only for somebody who asks.</summary>
    public async Task<int> CountAsync(AdminScope scope, ListFilter filter, CancellationToken cancellationToken = default) =>
        await (await MatchingAsync(scope, filter, false, cancellationToken)).CountAsync(cancellationToken);

    /// <summary>The next items that the filter finds, in the order of their ids: nothing that is done to an item moves it in there.</summary>
    /// <param name="after">The id of the last one before; null begins.</param>
    /// <param name="createdUntil">What was made later is left out.</param>
    public async Task<IReadOnlyList<string>> NextAsync(AdminScope scope, ListFilter filter, string? after, DateTime createdUntil, int take, CancellationToken cancellationToken = default)
    {
        var rows = (await MatchingAsync(scope, filter, false, cancellationToken)).Where(row => row.CreatedUtc == null || row.CreatedUtc <= createdUntil);
        rows = after is null ? rows : rows.Where(row => row.ContentItemId.CompareTo(after) > 0);
        return await rows.OrderBy(row => row.ContentItemId).Select(row => row.ContentItemId).Take(take).ToListAsync(cancellationToken);
    }

    private async Task<IQueryable<ContentItemRecord>> MatchingAsync(AdminScope scope, ListFilter filter, bool onlyCreatable, CancellationToken cancellationToken)
    {
        var database = scope.Session.Database;
        var types = access.Of(scope);
        var listed = types.Listed.Where(type => !onlyCreatable || type.Type.Creatable).Select(type => type.Name).Where(name => filter.Type is null || name.Equals(filter.Type, StringComparison.OrdinalIgnoreCase)).ToList();
        var all = types.All.Intersect(listed).ToList();
        var me = scope.UserId;

        // Compared with a parameter, a flag is looked up in an index; standing alone, SQLite reads every row for it.
        var (yes, no) = (true, false);
        // What is scheduled or in review is little: its rows come first, and what they are sorted by must not tempt the database to walk all items in that order.
        var isFew = filter.Status is ItemStatus.Scheduled or ItemStatus.Review or ItemStatus.SentBack;
        var rows = isFew ? database.ContentItems.AsNoTracking().Where(row => row.Latest) : database.ContentItems.AsNoTracking().Where(row => row.Latest == yes);
        // Of many types a database without statistics would collect all rows of each and sort them; by an expression it walks the index of the order instead, and stops when the page is full.
        rows = listed.Count == 1 && !isFew ? Only(rows, listed[0]) : rows.Where(row => listed.Contains(row.ContentType + ""));
        if (all.Count < listed.Count)
        {
            // What others are still writing is theirs.
            rows = rows.Where(row => row.Published || row.Owner == me || all.Contains(row.ContentType));
        }

        rows = filter.IsMine ? rows.Where(row => row.Owner == me) : rows;
        rows = filter.Text is { } text ? rows.Titled(text) : rows;
        rows = filter.Author is { } author ? await ListNarrowing.ByAsync(rows, author, database, cancellationToken) : rows;
        rows = filter.Term is { } term ? rows.Carrying(await ListNarrowing.WithChildrenAsync(scope, term, cancellationToken), database) : rows;
        rows = rows.Between(filter, scope.Get<SiteSettings>().TimeZone);

        return filter.Status switch
        {
            ItemStatus.Published => rows.Where(row => row.Published == yes),
            ItemStatus.Draft => rows.Where(row => row.Published == no && !database.ContentItems.Any(other => other.ContentItemId == row.ContentItemId && other.Published == yes)),
            ItemStatus.Modified => rows.Where(row => row.Published == no && database.ContentItems.Any(other => other.ContentItemId == row.ContentItemId && other.Published == yes)),
            ItemStatus.Scheduled => database.Schedules.Where(schedule => schedule.PublishUtc > DateTime.MinValue).Join(rows, schedule => schedule.DocumentId, row => row.Id, (_, row) => row),
            ItemStatus.Review => InReview(database, rows, CmsSite.Storage.Review.Waiting),
            ItemStatus.SentBack => InReview(database, rows, CmsSite.Storage.Review.SentBack),
            _ => rows,
        };
    }

    private static IQueryable<ContentItemRecord> Only(IQueryable<ContentItemRecord> rows, string type) => rows.Where(row => row.ContentType == type);

    private static IQueryable<ContentItemRecord> InReview(CmsDbContext database, IQueryable<ContentItemRecord> rows, string state) =>
        database.Reviews.Where(review => review.State == state).Join(rows.Where(row => !row.Published), review => review.ContentItemId, row => row.ContentItemId, (_, row) => row);

    private static IQueryable<ContentItemRecord> Page(IQueryable<ContentItemRecord> rows, ListFilter filter)
    {
        var (after, moment, id, value) = (filter.After, filter.After?.Moment, filter.After?.Id ?? 0, filter.After?.Value ?? "");
        switch (filter.Order)
        {
            case ListOrder.Title:
                rows = after is null ? rows : rows.Where(row => row.DisplayText!.CompareTo(value) > 0 || (row.DisplayText == value && row.Id > id));
                return rows.OrderBy(row => row.DisplayText).ThenBy(row => row.Id);
            case ListOrder.Created:
                rows = after is null ? rows : rows.Where(row => row.CreatedUtc <= moment && (row.CreatedUtc < moment || row.Id < id));
                return rows.OrderByDescending(row => row.CreatedUtc).ThenByDescending(row => row.Id);
            default:
                rows = after is null ? rows : rows.Where(row => row.ModifiedUtc <= moment && (row.ModifiedUtc < moment || row.Id < id));
                return rows.OrderByDescending(row => row.ModifiedUtc).ThenByDescending(row => row.Id);
        }
    }

    private static Cursor CursorOf(Row row, ListOrder order) => order switch
    {
        ListOrder.Title => new Cursor(row.DisplayText ?? "", row.Id),
        ListOrder.Created => Ticks(row.CreatedUtc, row.Id),
        _ => Ticks(row.ModifiedUtc, row.Id),
    };

    private static Cursor Ticks(DateTime? moment, long id) => new((moment ?? DateTime.MinValue).Ticks.ToString(CultureInfo.InvariantCulture), id);

    private async Task<IReadOnlyList<ListedItem>> DescribeAsync(AdminScope scope, List<Row> page, CmsDbContext database, CancellationToken cancellationToken)
    {
        var drafts = page.Where(row => !row.Published).Select(row => row.ContentItemId).ToList();
        var yes = true;
        var alsoPublished = (await database.ContentItems.AsNoTracking().Where(row => row.Published == yes && drafts.Contains(row.ContentItemId)).Select(row => row.ContentItemId).ToListAsync(cancellationToken)).ToHashSet();
        var ids = page.Select(row => row.Id).ToList();
        var scheduled = await database.Schedules.AsNoTracking().Where(row => ids.Contains(row.DocumentId) && row.PublishUtc != null)
            .ToDictionaryAsync(row => row.DocumentId, row => row.PublishUtc, cancellationToken);
        return
        [
            .. page.Select(row =>
            {
                var isPublished = row.Published || alsoPublished.Contains(row.ContentItemId);
                var schedule = scheduled.GetValueOrDefault(row.Id);
                return new ListedItem(
                    row.Id, row.ContentItemId, row.VersionId, definitions.Type(row.Type)?.DisplayName ?? row.Type, string.IsNullOrWhiteSpace(row.DisplayText) ? "(no title yet)" : row.DisplayText,
                    schedule is not null && !row.Published ? ItemStatus.Scheduled : row.Published ? ItemStatus.Published : isPublished ? ItemStatus.Modified : ItemStatus.Draft,
                    isPublished, schedule, row.Author, row.ModifiedUtc,
                    scope.May(CmsSite.Content.Access.Permissions.EditContent, new ContentItem { ContentType = row.Type, Owner = row.Owner }));
            }),
        ];
    }

    private sealed record Row(
        long Id, string ContentItemId, string VersionId, string Type, string? DisplayText, bool Published, string? Owner, string? Author, DateTime? CreatedUtc, DateTime? ModifiedUtc);
}
