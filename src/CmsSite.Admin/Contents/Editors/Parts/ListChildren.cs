using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.List;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.Editors.Parts;

/// <param name="Order">By hand; in other lists without meaning.</param>
public sealed record ListChild(string ContentItemId, string Title, int Order, bool IsPublished, bool IsDraft, DateTime? CreatedUtc, long DocumentId);

/// <summary>The items of a list as those see them who edit it: in its order, drafts too.</summary>
internal static class ListChildren
{
    public const int PageSize = 25;

    /// <param name="after">The last row of the page before.</param>
    /// <returns>One more than a page when there is a next one.</returns>
    public static async Task<IReadOnlyList<ListChild>> PageAsync(AdminScope scope, string listContentItemId, bool isOrdered, ListChild? after, int size = PageSize, CancellationToken cancellationToken = default)
    {
        var database = scope.Session.Database;
        var rows = from row in database.Contained.AsNoTracking()
                   join item in database.ContentItems.AsNoTracking() on row.DocumentId equals item.Id
                   where row.ListContentItemId == listContentItemId && item.Latest
                   select new { row.Order, item };
        if (isOrdered)
        {
            rows = after is null ? rows : rows.Where(row => row.Order > after.Order || (row.Order == after.Order && row.item.Id > after.DocumentId));
            rows = rows.OrderBy(row => row.Order).ThenBy(row => row.item.Id);
        }
        else
        {
            rows = after is null ? rows : rows.Where(row => row.item.CreatedUtc < after.CreatedUtc || (row.item.CreatedUtc == after.CreatedUtc && row.item.Id < after.DocumentId));
            rows = rows.OrderByDescending(row => row.item.CreatedUtc).ThenByDescending(row => row.item.Id);
        }

        var found = await rows.Take(size + 1).Select(row => new { row.Order, row.item.Id, row.item.ContentItemId, row.item.DisplayText, row.item.Published, row.item.CreatedUtc }).ToListAsync(cancellationToken);
        var drafts = found.Where(row => !row.Published).Select(row => row.ContentItemId).ToList();
        var alsoPublished = await database.ContentItems.AsNoTracking().Where(row => row.Published && drafts.Contains(row.ContentItemId)).Select(row => row.ContentItemId).ToListAsync(cancellationToken);
        return
        [
            .. found.Select(row => new ListChild(
                row.ContentItemId, string.IsNullOrWhiteSpace(row.DisplayText) ? "(no title yet)" : row.DisplayText, row.Order,
                row.Published || alsoPublished.Contains(row.ContentItemId), !row.Published, row.CreatedUtc, row.Id)),
        ];
    }

    /// <summary>Gives an item of a list another number. A published item shows it at once; where there is a newer draft the draft has it, and the page when that is published.</summary>
    /// <exception cref="RefusedException">The user may not change the item's place.</exception>
    public static async Task RenumberAsync(AdminScope scope, string contentItemId, int order, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        if (await scope.Get<ContentItems>().GetAsync(contentItemId, VersionOptions.Latest, cancellationToken) is not { } item)
        {
            return;
        }

        if (!scope.May(CmsSite.Content.Access.Permissions.EditContent, item) || (item.Published && !scope.May(CmsSite.Content.Access.Permissions.PublishContent, item)))
        {
            throw new RefusedException($"You may not move '{item.DisplayText}'.");
        }

        item = item.Copy();
        item.EnsurePart("ContainedPart")["Order"] = order;
        var manager = scope.Get<ContentManager>();
        var problems = item.Published ? await manager.PublishAsync(item, cancellationToken) : await manager.SaveDraftAsync(item, cancellationToken);
        if (problems.Count > 0)
        {
            throw new RefusedException($"'{item.DisplayText}' cannot be moved: {string.Join(" ", problems.Select(problem => problem.Message))}");
        }
    }
}
