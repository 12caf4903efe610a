using System.Globalization;
using System.Xml.Linq;

namespace CmsSite.Web.Site.Feeds;

/// <summary>Atom 1.0 (RFC 4287).</summary>
internal sealed class AtomFormat : XmlFormat
{
    private const string Html = "text/html";

    public override string Name => "atom";

    public override string MediaType => "application/atom+xml";

    public static string Date(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public override byte[] Write(Feed feed) => Bytes(new XElement(
        Atom1 + "feed",
        new XAttribute(XNamespace.Xml + "lang", feed.Language),
        new XElement(Atom1 + "id", feed.Id),
        new XElement(Atom1 + "title", feed.Title),
        new XElement(Atom1 + "subtitle", feed.Summary),
        new XElement(Atom1 + "updated", Date(feed.Updated)),
        // Where an entry names nobody, the publication itself is its author: an entry without any would not be valid.
        Author(new FeedAuthor(feed.SiteName, feed.SiteUrl)),
        Link("alternate", feed.PageUrl, Html),
        PageLinks(feed),
        new XElement(Atom1 + "generator", "CmsSite"),
        feed.Entries.Select(Entry)));

    private static XElement Entry(FeedEntry entry) => new(
        Atom1 + "entry",
        new XElement(Atom1 + "id", entry.Id),
        new XElement(Atom1 + "title", entry.Title),
        Link("alternate", entry.Url, Html),
        new XElement(Atom1 + "published", Date(entry.Published)),
        new XElement(Atom1 + "updated", Date(entry.Updated)),
        entry.Authors.Select(Author),
        entry.Terms.Select(term => new XElement(
            Atom1 + "category", new XAttribute("term", term.Name), term.Scheme is null ? null : new XAttribute("scheme", term.Scheme))),
        entry.Summary.Length == 0 ? null : new XElement(Atom1 + "summary", entry.Summary),
        entry.Html is null ? null : new XElement(Atom1 + "content", new XAttribute("type", "html"), entry.Html),
        entry.Image is not { } image ? null : Link("enclosure", image.Url, image.ContentType, new XAttribute("length", image.Length)));

    private static XElement Author(FeedAuthor author) => new(
        Atom1 + "author", new XElement(Atom1 + "name", author.Name), author.Url is null ? null : new XElement(Atom1 + "uri", author.Url));
}
