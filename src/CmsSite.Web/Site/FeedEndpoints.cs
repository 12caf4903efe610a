using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Lists;
using CmsSite.Content.Settings;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Web.Site;

/// <summary>Site setting <c>FeedSettings</c>: what the feed at <c>/feed</c> holds.</summary>
public sealed class FeedSettings
{
    /// <summary>Content types, in any order; when empty, every listed type with an address of its own that is no list or taxonomy.</summary>
    public IList<string> ContentTypes { get; set; } = [];

    /// <summary>How many of the newest items.</summary>
    public int Count { get; set; } = 20;
}

/// <summary>RSS: the newest of the whole site at <c>/feed</c>, and of one list at Orchard's address.</summary>
public static class FeedEndpoints
{
    private static readonly string[] _containers = ["ListPart", "TaxonomyPart", "MenuPart"];

    public static IEndpointRouteBuilder MapFeeds(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/feed", [HttpMethods.Get, HttpMethods.Head], SiteAsync);
        endpoints.MapMethods("/Contents/Lists/{contentItemId}/rss", [HttpMethods.Get, HttpMethods.Head], ListAsync);
        return endpoints;
    }

    private static async Task<IResult> SiteAsync(
        ContentItems items, ContentDefinitions definitions, PublicItems publicItems, SiteSettings settings, FeedWriter writer, CancellationToken cancellationToken)
    {
        var feed = settings.Get<FeedSettings>();
        var types = publicItems.PublicTypes()
            .Where(type => feed.ContentTypes.Count > 0 ? feed.ContentTypes.Contains(type, StringComparer.OrdinalIgnoreCase) : IsNews(definitions.Type(type)!)).ToList();
        var newest = await items.Versions(VersionOptions.Published).Where(item => types.Contains(item.ContentType) && item.PublishedUtc != null)
            .OrderByDescending(item => item.PublishedUtc).ThenByDescending(item => item.Id).Take(Math.Clamp(feed.Count, 1, 200)).ToListAsync(cancellationToken);
        return await writer.WriteAsync(settings.SiteName, "", "feed", [.. newest.Select(ContentItems.ToItem)], cancellationToken);
    }

    private static async Task<IResult> ListAsync(
        string contentItemId, ContentItems items, ContentLists lists, PublicItems publicItems, FeedWriter writer, CancellationToken cancellationToken)
    {
        if (await items.GetAsync(contentItemId, VersionOptions.Published, cancellationToken) is not { } list
            || list.Part("ListPart") is null || !publicItems.MayShow(list, PublicItems.Anybody))
        {
            return TypedResults.NotFound();
        }

        var newest = (await lists.PageAsync(contentItemId, ordered: false, 0, 50, cancellationToken)).Where(item => publicItems.MayShow(item, PublicItems.Anybody));
        var path = await items.PathOfAsync(contentItemId, cancellationToken) ?? SiteUrls.ById(contentItemId);
        return await writer.WriteAsync(list.DisplayText ?? "", path, $"Contents/Lists/{contentItemId}/rss", [.. newest.Take(20)], cancellationToken);
    }

    private static bool IsNews(ContentTypeDefinition type) =>
        type.Type.Listable && type.Has("AutoroutePart") && !_containers.Any(type.Has);
}

/// <summary>Makes RSS 2.0 of content items.</summary>
public sealed class FeedWriter(ContentItems items, ContentDefinitions definitions, SiteUrls urls)
{
    private static readonly XNamespace _atom = "http://www.w3.org/2005/Atom";

    /// <param name="path">Of the page that the feed is about.</param>
    /// <param name="feedPath">Of the feed itself.</param>
    public async Task<IResult> WriteAsync(string title, string path, string feedPath, IReadOnlyList<ContentItem> newest, CancellationToken cancellationToken)
    {
        var entries = new List<SyndicationItem>();
        foreach (var item in newest)
        {
            var address = new Uri(urls.Absolute(item, await items.PathOfAsync(item.ContentItemId, cancellationToken)));
            var published = Utc(item.PublishedUtc ?? item.CreatedUtc);
            entries.Add(new SyndicationItem(Clean(item.DisplayText), (SyndicationContent?)null, address, address.ToString(), Utc(item.ModifiedUtc) is var modified && modified > published ? modified : published)
            {
                Summary = new TextSyndicationContent(Clean(ItemSummary.Of(item, definitions))),
                PublishDate = published,
            });
        }

        var feed = new SyndicationFeed(Clean(title), Clean(title), new Uri(urls.Absolute(path)), entries);
        var self = new XElement(_atom + "link", new XAttribute("href", urls.Absolute(feedPath)), new XAttribute("rel", "self"), new XAttribute("type", "application/rss+xml"));
        feed.ElementExtensions.Add(self.CreateReader());
        if (entries.Count > 0)
        {
            feed.LastUpdatedTime = entries.Max(entry => entry.LastUpdatedTime);
        }

        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false }))
        {
            feed.SaveAsRss20(xml);
        }

        return new TaggedResult(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), "application/rss+xml; charset=utf-8", "public, max-age=300");
    }

    private static DateTimeOffset Utc(DateTime? moment) => moment is { } value ? new DateTimeOffset(value, TimeSpan.Zero) : default;

    // Control characters have no place in XML, and one of them would fail the whole feed; halves of characters become U+FFFD by the way.
    private static string Clean(string? text) => string.Concat((text ?? "").EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));
}
