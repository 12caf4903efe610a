using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CmsSite.Web.Site.Feeds;

/// <summary>What RSS and Atom have in common.</summary>
internal abstract class XmlFormat : FeedFormat
{
    protected static XNamespace Atom1 { get; } = "http://www.w3.org/2005/Atom";

    protected static byte[] Bytes(XElement root)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
        {
            new XDocument(root).Save(xml);
        }

        return bytes.ToArray();
    }

    /// <summary>Links between the pages of a feed (RFC 5005).</summary>
    protected IEnumerable<XElement> PageLinks(Feed feed)
    {
        yield return Link("self", feed.SelfUrl, MediaType);
        if (feed.SelfUrl != feed.FirstUrl)
        {
            yield return Link("first", feed.FirstUrl, MediaType);
        }

        if (feed.NextUrl is { } next)
        {
            yield return Link("next", next, MediaType);
        }
    }

    protected static XElement Link(string rel, string href, string type, params XAttribute[] more) =>
        new(Atom1 + "link", new XAttribute("rel", rel), new XAttribute("type", type), new XAttribute("href", href), more);
}
