using System.Globalization;
using System.Xml.Linq;

namespace CmsSite.Web.Site.Feeds;

/// <summary>RSS 2.0 with the elements of other vocabularies that every reader knows: Atom's links, Dublin Core's authors, whole texts.</summary>
internal sealed class RssFormat : XmlFormat
{
    private static readonly XNamespace _content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace _dublinCore = "http://purl.org/dc/elements/1.1/";

    public override string Name => "";

    public override string MediaType => "application/rss+xml";

    public override byte[] Write(Feed feed) => Bytes(new XElement(
        "rss",
        new XAttribute("version", "2.0"),
        new XAttribute(XNamespace.Xmlns + "atom", Atom1),
        new XAttribute(XNamespace.Xmlns + "content", _content),
        new XAttribute(XNamespace.Xmlns + "dc", _dublinCore),
        new XElement(
            "channel",
            new XElement("title", feed.Title),
            new XElement("link", feed.PageUrl),
            new XElement("description", feed.Summary),
            new XElement("language", feed.Language),
            new XElement("lastBuildDate", Date(feed.Updated)),
            new XElement("generator", "CmsSite"),
            PageLinks(feed),
            feed.Entries.Select(Item))));

    private static XElement Item(FeedEntry entry) => new(
        "item",
        new XElement("title", entry.Title),
        new XElement("link", entry.Url),
        new XElement("guid", new XAttribute("isPermaLink", "false"), entry.Id),
        new XElement("pubDate", Date(entry.Published)),
        entry.Authors.Select(author => new XElement(_dublinCore + "creator", author.Name)),
        entry.Terms.Select(term => new XElement("category", term.Scheme is null ? null : new XAttribute("domain", term.Scheme), term.Name)),
        new XElement("description", entry.Summary),
        entry.Html is null ? null : new XElement(_content + "encoded", entry.Html),
        entry.Image is not { } image ? null : new XElement(
            "enclosure", new XAttribute("url", image.Url), new XAttribute("length", image.Length), new XAttribute("type", image.ContentType)),
        entry.Updated == entry.Published ? null : new XElement(Atom1 + "updated", AtomFormat.Date(entry.Updated)));

    // RFC 822, with the four digits of the year that RSS prefers and the zone that every reader understands.
    private static string Date(DateTimeOffset moment) => moment.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);
}
