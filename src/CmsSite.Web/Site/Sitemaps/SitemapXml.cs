using System.Globalization;
using System.Text;
using System.Xml;

namespace CmsSite.Web.Site.Sitemaps;

/// <summary>An address in a sitemap.</summary>
/// <param name="Modified">Null where nobody knows when the page last changed.</param>
/// <param name="Images">Complete addresses.</param>
internal sealed record SitemapUrl(string Address, DateTime? Modified, SitemapHint Hint, IReadOnlyList<string> Images);

/// <summary>Writes the protocol of sitemaps.org, and Google's extensions of it for images and news.</summary>
internal static class SitemapXml
{
    public const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string ImageNamespace = "http://www.google.com/schemas/sitemap-image/1.1";

    public static byte[] Index(IEnumerable<(string Address, DateTime? Modified)> files) => Document("sitemapindex", xml =>
    {
        foreach (var (address, modified) in files)
        {
            xml.WriteStartElement("sitemap", Namespace);
            xml.WriteElementString("loc", Namespace, address);
            Modified(xml, modified);
            xml.WriteEndElement();
        }
    });

    public static byte[] Page(IEnumerable<SitemapUrl> urls) => Document("urlset", xml =>
    {
        xml.WriteAttributeString("xmlns", "image", null, ImageNamespace);
        foreach (var url in urls)
        {
            xml.WriteStartElement("url", Namespace);
            xml.WriteElementString("loc", Namespace, url.Address);
            Modified(xml, url.Modified);
            if (url.Hint.Frequency is not null)
            {
                xml.WriteElementString("changefreq", Namespace, url.Hint.Frequency);
            }

            if (url.Hint.Priority is { } priority)
            {
                xml.WriteElementString("priority", Namespace, priority.ToString("0.0", CultureInfo.InvariantCulture));
            }

            foreach (var image in url.Images)
            {
                xml.WriteStartElement("image", ImageNamespace);
                xml.WriteElementString("loc", ImageNamespace, image);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }
    });

    public static byte[] Document(string root, Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement(root, Namespace);
            write(xml);
            xml.WriteEndElement();
            xml.WriteEndDocument();
        }

        return bytes.ToArray();
    }

    public static string Moment(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Modified(XmlWriter xml, DateTime? modified)
    {
        if (modified is { } moment)
        {
            xml.WriteElementString("lastmod", Namespace, Moment(moment));
        }
    }
}
