using System.Xml;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Theming;
using CmsSite.Web.Site.Feeds;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Web.Site.Sitemaps;

/// <summary>Site setting <c>NewsSitemapSettings</c>.</summary>
public sealed class NewsSitemapSettings
{
    /// <summary>Content types that are news; when empty, those of the feed.</summary>
    public IList<string> ContentTypes { get; set; } = [];

    /// <summary>The publication's name as Google News knows it; when empty, the site's.</summary>
    public string? PublicationName { get; set; }
}

/// <summary>Google's sitemap of news: what was published in the last two days, at most a thousand articles.</summary>
public sealed class NewsSitemap(ContentItems items, NewsTypes newsTypes, SiteSettings settings, SiteUrls urls, TimeProvider clock)
{
    private const string Namespace = "http://www.google.com/schemas/sitemap-news/0.9";
    private const int MaxCount = 1000;
    private static readonly TimeSpan _age = TimeSpan.FromHours(48);

    /// <summary>False on a site without news.</summary>
    public bool IsKept => Types().Count > 0;

    /// <summary>What it draws on, for caches: time is part of it.</summary>
    internal IEnumerable<string> Dependencies() => Types().Select(type => $"type:{type}").Append("clock");

    internal async Task<byte[]> WriteAsync(CancellationToken cancellationToken)
    {
        var (now, types) = (clock.GetUtcNow().UtcDateTime, Types());
        var since = now - _age;
        var records = await items.Versions(VersionOptions.Published)
            .Where(item => types.Contains(item.ContentType) && item.PublishedUtc >= since && item.PublishedUtc <= now && item.DisplayText != null)
            .OrderByDescending(item => item.PublishedUtc).ThenByDescending(item => item.Id).Take(MaxCount).ToListAsync(cancellationToken);
        var paths = await items.PathsOfAsync([.. records.Select(record => record.ContentItemId)], cancellationToken);
        var name = FeedHtml.Clean(settings.Get<NewsSitemapSettings>().PublicationName is { Length: > 0 } given ? given : settings.SiteName);
        var language = Language();
        return SitemapXml.Document("urlset", xml =>
        {
            xml.WriteAttributeString("xmlns", "news", null, Namespace);
            foreach (var item in records.Select(ContentItems.ToItem).Where(item => SitemapParts.Includes(item.Content) && !string.IsNullOrWhiteSpace(item.DisplayText)))
            {
                Write(xml, urls.Absolute(item, paths.GetValueOrDefault(item.ContentItemId)), item, name, language);
            }
        });
    }

    private static void Write(XmlWriter xml, string address, ContentItem item, string publication, string language)
    {
        xml.WriteStartElement("url", SitemapXml.Namespace);
        xml.WriteElementString("loc", SitemapXml.Namespace, address);
        xml.WriteStartElement("news", Namespace);
        xml.WriteStartElement("publication", Namespace);
        xml.WriteElementString("name", Namespace, publication);
        xml.WriteElementString("language", Namespace, language);
        xml.WriteEndElement();
        xml.WriteElementString("publication_date", Namespace, SitemapXml.Moment(item.PublishedUtc!.Value));
        xml.WriteElementString("title", Namespace, FeedHtml.Clean(item.DisplayText));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private List<string> Types() => [.. settings.Get<NewsSitemapSettings>().ContentTypes is { Count: > 0 } names ? newsTypes.Among(names) : newsTypes.All()];

    // Two letters, but for Chinese, whose two scripts Google wants told apart.
    private string Language()
    {
        var culture = PageResponses.CultureOf(settings);
        return culture.TwoLetterISOLanguageName != "zh" ? culture.TwoLetterISOLanguageName
            : culture.Name.Contains("Hant", StringComparison.Ordinal) || culture.Name.EndsWith("-TW", StringComparison.Ordinal) ? "zh-tw" : "zh-cn";
    }
}
