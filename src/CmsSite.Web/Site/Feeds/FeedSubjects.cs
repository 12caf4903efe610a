using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Web.Site.Feeds;

/// <summary>
/// Finds what feeds are about. Nothing here knows an author or a tag: a list has a feed of what it contains, a term of what carries it, and an item that news
/// may pick in a field (an author, a place, a series) of what has picked it.
/// </summary>
public sealed class FeedSubjects(SiteSession session, ContentItems items, PublicItems publicItems, NewsTypes newsTypes)
{
    internal FeedSubject OfSite() => Subject(null, "", newsTypes.All(), query => query);

    /// <summary>What the feed below the page at this path is about; null when that page has none, or not everybody may see it.</summary>
    internal async Task<FeedSubject?> OfPageAsync(string path, CancellationToken cancellationToken) =>
        await items.FindRouteAsync(path, VersionOptions.Published, cancellationToken) is { } route
            && publicItems.HasPages(route)
            && publicItems.MayShow(route.Container ?? route.Item, PublicItems.Anybody)
            ? OfTerm(route, path) ?? OfList(route.Item, path) ?? OfPicked(route, path)
            : null;

    /// <summary>Null when there is no such list, or not everybody may see it.</summary>
    internal async Task<FeedSubject?> OfListAsync(string contentItemId, CancellationToken cancellationToken) =>
        await items.GetAsync(contentItemId, VersionOptions.Published, cancellationToken) is { } list && publicItems.MayShow(list, PublicItems.Anybody)
            ? OfList(list, await items.PathOfAsync(contentItemId, cancellationToken) ?? SiteUrls.ById(contentItemId))
            : null;

    private FeedSubject? OfList(ContentItem list, string path)
    {
        var id = list.ContentItemId;
        return list.Part("ListPart") is not { } part || part["DisableRssFeed"].AsFlag() == true ? null
            : Subject(list, path, publicItems.PublicTypes(), query => query.Where(item => session.Database.Contained
                .Where(row => row.ListContentItemId == id).Select(row => row.DocumentId).Contains(item.Id)), $"list:{id}");
    }

    private FeedSubject? OfTerm(ContentRoute route, string path)
    {
        var id = route.Item.ContentItemId;
        return route.Container is null || route.Item.Part("TermPart") is null ? null
            : Subject(route.Item, path, publicItems.PublicTypes(), query => query.Where(item => session.Database.Taxonomies
                .Where(row => row.TermContentItemId == id).Select(row => row.DocumentId).Contains(item.Id)), $"term:{id}", $"contentitemid:{route.Container.ContentItemId}");
    }

    private FeedSubject? OfPicked(ContentRoute route, string path)
    {
        var id = route.Item.ContentItemId;
        var picking = route.Container is null ? newsTypes.PickersOf(route.Item.ContentType) : [];
        return picking.Count == 0 ? null
            : Subject(route.Item, path, picking, query => query.Where(item => session.Database.Fields
                .Where(row => row.FieldType == "ContentPickerField" && row.Value == id).Select(row => row.DocumentId).Contains(item.Id)));
    }

    private FeedSubject Subject(
        ContentItem? item, string page, IReadOnlyList<string> types, Func<IQueryable<ContentItemRecord>, IQueryable<ContentItemRecord>> narrow, params string[] dependencies)
    {
        var names = types.ToList();
        string[] own = item is null ? [] : [$"contentitemid:{item.ContentItemId}"];
        return new FeedSubject(
            item, page, narrow(items.Versions(VersionOptions.Published).Where(record => names.Contains(record.ContentType) && record.PublishedUtc != null)),
            [.. own, .. dependencies, .. names.Select(name => $"type:{name}")]);
    }
}
