using System.Globalization;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Lists;

/// <summary>Items that belong to a list (<c>ListPart</c> and <c>ContainedPart</c>).</summary>
public sealed class ContentLists(SiteSession session, ContentItems items)
{
    /// <summary>A page of the published items of a list: by order where the list is ordered by hand, else newest first. Shared: read only.</summary>
    public ValueTask<IReadOnlyList<ContentItem>> PageAsync(string listContentItemId, bool ordered, int skip, int take, CancellationToken cancellationToken = default) =>
        session.RememberAsync("list", $"{listContentItemId} {ordered} {skip} {take}", () => ReadPageAsync(listContentItemId, ordered, skip, take, cancellationToken), items => 40 * items.Count);

    private async Task<IReadOnlyList<ContentItem>> ReadPageAsync(string listContentItemId, bool ordered, int skip, int take, CancellationToken cancellationToken)
    {
        var memory = session.Memory;
        await session.FlushAsync(cancellationToken);
        var query = from row in session.Database.Contained
                    join item in items.Versions(VersionOptions.Published) on row.DocumentId equals item.Id
                    where row.ListContentItemId == listContentItemId
                    select new { row.Order, item };
        query = ordered ? query.OrderBy(x => x.Order).ThenBy(x => x.item.Id) : query.OrderByDescending(x => x.item.CreatedUtc).ThenByDescending(x => x.item.Id);
        var page = await query.Skip(skip).Take(take).Select(x => x.item).ToListAsync(cancellationToken);
        return PublishedItems.Share(memory, page.Select(ContentItems.ToItem));
    }

    /// <summary>
    /// The published items of a list behind or, backwards, before a place in it, in the list's order; without a place the first ones. A place stays good when
    /// items come and go, which a page number does not. Shared: read only.
    /// </summary>
    public ValueTask<IReadOnlyList<ContentItem>> StretchAsync(string listContentItemId, bool ordered, ListPlace? from, bool backwards, int take, CancellationToken cancellationToken = default) =>
        session.RememberAsync(
            "stretch", $"{listContentItemId} {ordered} {from} {backwards} {take}", () => ReadStretchAsync(listContentItemId, ordered, from, backwards, take, cancellationToken), items => 40 * items.Count);

    private async Task<IReadOnlyList<ContentItem>> ReadStretchAsync(string listContentItemId, bool ordered, ListPlace? from, bool backwards, int take, CancellationToken cancellationToken)
    {
        var memory = session.Memory;
        await session.FlushAsync(cancellationToken);
        var query = from row in session.Database.Contained
                    join item in items.Versions(VersionOptions.Published) on row.DocumentId equals item.Id
                    where row.ListContentItemId == listContentItemId
                    select new { row.Order, item };
        if (ordered)
        {
            if (from is { } place)
            {
                query = backwards
                    ? query.Where(x => x.Order < place.Key || (x.Order == place.Key && x.item.Id < place.DocumentId))
                    : query.Where(x => x.Order > place.Key || (x.Order == place.Key && x.item.Id > place.DocumentId));
            }

            query = backwards ? query.OrderByDescending(x => x.Order).ThenByDescending(x => x.item.Id) : query.OrderBy(x => x.Order).ThenBy(x => x.item.Id);
        }
        else
        {
            if (from is { } place)
            {
                var created = new DateTime(place.Key, DateTimeKind.Utc);
                query = backwards
                    ? query.Where(x => x.item.CreatedUtc > created || (x.item.CreatedUtc == created && x.item.Id > place.DocumentId))
                    : query.Where(x => x.item.CreatedUtc < created || (x.item.CreatedUtc == created && x.item.Id < place.DocumentId));
            }

            query = backwards ? query.OrderBy(x => x.item.CreatedUtc).ThenBy(x => x.item.Id) : query.OrderByDescending(x => x.item.CreatedUtc).ThenByDescending(x => x.item.Id);
        }

        var found = await query.Take(take).Select(x => x.item).ToListAsync(cancellationToken);
        if (backwards)
        {
            found.Reverse();
        }

        return PublishedItems.Share(memory, found.Select(ContentItems.ToItem));
    }

    public async Task<int> CountAsync(string listContentItemId, CancellationToken cancellationToken = default) =>
        (int)await session.RememberAsync("list count", listContentItemId, async () =>
        {
            await session.FlushAsync(cancellationToken);
            return (object)await (from row in session.Database.Contained
                                  join item in items.Versions(VersionOptions.Published) on row.DocumentId equals item.Id
                                  where row.ListContentItemId == listContentItemId
                                  select row.Id).CountAsync(cancellationToken);
        }, _ => 0);

    /// <summary>The list that an item belongs to; null when it belongs to none or the list is not there. In the dashboard's eyes also a draft counts.</summary>
    public async Task<ContentItem?> ContainerAsync(ContentItem item, CancellationToken cancellationToken = default) =>
        item.Text("ContainedPart", "ListContentItemId") is { Length: > 0 } id
            ? await items.GetAsync(id, VersionOptions.Published, cancellationToken) ?? await items.GetAsync(id, VersionOptions.Latest, cancellationToken)
            : null;
}

/// <summary>A place in a list: between the item it was made of and that item's neighbours.</summary>
/// <param name="Key">The item's order where the list is ordered by hand, else the ticks of its creation.</param>
public readonly record struct ListPlace(long Key, long DocumentId)
{
    public static ListPlace Of(ContentItem item, bool ordered) => new(
        ordered ? (long)((item.Part("ContainedPart")?["Order"]).AsNumber() ?? 0) : item.CreatedUtc?.Ticks ?? 0, item.DocumentId);

    /// <summary>Null for what was never a place: texts come from addresses, which anybody may write.</summary>
    public static ListPlace? Parse(string? text)
    {
        var parts = text?.Split('-');
        return parts?.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var key) && key <= DateTime.MaxValue.Ticks
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? new ListPlace(key, id)
                : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key}-{DocumentId}");
}
