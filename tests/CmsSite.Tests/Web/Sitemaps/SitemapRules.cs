using System.Globalization;
using System.Xml.Linq;

namespace CmsSite.Tests.Web.Sitemaps;

/// <summary>What sitemaps.org and Google ask of a sitemap, an index or a sitemap of news, as far as this site could break it.</summary>
internal static class SitemapRules
{
    public static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    public static readonly XNamespace Image = "http://www.google.com/schemas/sitemap-image/1.1";
    public static readonly XNamespace News = "http://www.google.com/schemas/sitemap-news/0.9";

    public static IReadOnlyList<string> Broken(string xml, DateTimeOffset now)
    {
        var broken = new List<string>();
        var root = XDocument.Parse(xml).Root!;
        Must(root.Name == Map + "urlset" || root.Name == Map + "sitemapindex", "the root is neither urlset nor sitemapindex");
        Must(xml.Length <= 50 * 1024 * 1024, "the file is larger than 50 MB");
        var entries = root.Elements().ToList();
        Must(entries.Count <= 50_000, "there are more than 50,000 entries");
        Must(entries.All(entry => entry.Name == Map + (root.Name.LocalName == "urlset" ? "url" : "sitemap")), "an entry has another name");
        foreach (var entry in entries)
        {
            var address = entry.Element(Map + "loc")?.Value;
            Must(Uri.TryCreate(address, UriKind.Absolute, out _) && address.Length < 2048, $"'{address}' is no complete address");
            Must(entry.Elements(Map + "lastmod").All(moment => IsPast(moment.Value, now)), $"'{address}' was changed in the future, or at no time");
            Must(entry.Elements(Image + "image").Elements(Image + "loc").All(image => Uri.TryCreate(image.Value, UriKind.Absolute, out _)), $"'{address}' has an image without an address");
            foreach (var news in entry.Elements(News + "news"))
            {
                Must(news.Element(News + "publication") is { } publication
                    && publication.Element(News + "name") is { Value.Length: > 0 } && publication.Element(News + "language") is { Value.Length: 2 or 5 }, $"'{address}' names no publication");
                Must(news.Element(News + "title") is { Value.Length: > 0 }, $"'{address}' has no title");
                Must(news.Element(News + "publication_date") is { } date && IsPast(date.Value, now) && Moment(date.Value) >= now.AddHours(-48), $"'{address}' is not of the last two days");
            }
        }

        var addresses = entries.Select(entry => entry.Element(Map + "loc")?.Value).ToList();
        Must(addresses.Distinct().Count() == addresses.Count, "an address is there twice");
        return broken;

        void Must(bool holds, string otherwise)
        {
            if (!holds)
            {
                broken.Add(otherwise);
            }
        }
    }

    public static IReadOnlyList<string> Addresses(string xml) => [.. XDocument.Parse(xml).Root!.Elements().Select(entry => entry.Element(Map + "loc")!.Value)];

    private static bool IsPast(string moment, DateTimeOffset now) => Feeds.FeedRules.IsRfc3339(moment) && Moment(moment) <= now;

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
