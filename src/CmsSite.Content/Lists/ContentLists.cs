using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Lists;

/// <summary>Items that belong to a list (<c>ListPart</c> and <c>ContainedPart</c>).</summary>
public sealed class ContentLists(SiteSession session, ContentItems items)
{
    /// <summary>A page of the published items of a list: by order where the list is ordered by hand, else newest first.</summary>
    public async Task<IReadOnlyList<ContentItem>> PageAsync(string listContentItemId, bool ordered, int skip, int take, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        var query = from row in session.Database.Contained
                    join item in items.Versions(VersionOptions.Published) on row.DocumentId equals item.Id
                    where row.ListContentItemId == listContentItemId
                    select new { row.Order, item };
        query = ordered ? query.OrderBy(x => x.Order).ThenBy(x => x.item.Id) : query.OrderByDescending(x => x.item.CreatedUtc).ThenByDescending(x => x.item.Id);
        var page = await query.Skip(skip).Take(take).Select(x => x.item).ToListAsync(cancellationToken);
        return [.. page.Select(ContentItems.ToItem)];
    }

    public async Task<int> CountAsync(string listContentItemId, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        return await (from row in session.Database.Contained
                      join item in items.Versions(VersionOptions.Published) on row.DocumentId equals item.Id
                      where row.ListContentItemId == listContentItemId
                      select row.Id).CountAsync(cancellationToken);
    }

    /// <summary>The list that an item belongs to; null when it belongs to none or the list is not there. In the dashboard's eyes also a draft counts.</summary>
    public async Task<ContentItem?> ContainerAsync(ContentItem item, CancellationToken cancellationToken = default) =>
        item.Text("ContainedPart", "ListContentItemId") is { Length: > 0 } id
            ? await items.GetAsync(id, VersionOptions.Published, cancellationToken) ?? await items.GetAsync(id, VersionOptions.Latest, cancellationToken)
            : null;
}
