using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CmsSite.Tests.Web.Feeds;

internal sealed class RssRules(List<string> broken, string address)
{
    private static readonly XNamespace _atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace _content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace _dublinCore = "http://purl.org/dc/elements/1.1/";
    private static readonly string[] _ofChannel = ["title", "link", "description", "language", "lastBuildDate", "generator", "item"];
    private static readonly string[] _ofItem = ["title", "link", "guid", "pubDate", "category", "description", "enclosure"];

    public void Check(XDocument document)
    {
        Must(document.Root is { Name.LocalName: "rss" } root && root.Attribute("version")?.Value == "2.0", "the root is not rss version 2.0");
        if (document.Root!.Elements().ToList() is not [{ Name.LocalName: "channel" } channel])
        {
            broken.Add("there is not exactly one channel");
            return;
        }

        foreach (var name in new[] { "title", "link", "description" })
        {
            Must(channel.Elements(name).Count() == 1 && channel.Element(name)!.Value.Length > 0, $"the channel has not one {name}");
        }

        Must(FeedRules.IsAddress(channel.Element("link")?.Value), "the channel's link is no complete address");
        Must(Regex.IsMatch(channel.Element("language")?.Value ?? "", "^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$"), "the channel names no language");
        Must(FeedRules.IsRfc822(channel.Element("lastBuildDate")?.Value), "lastBuildDate is no date of RFC 822");
        Must(channel.Elements().Where(element => element.Name.Namespace == XNamespace.None).All(element => _ofChannel.Contains(element.Name.LocalName)), "the channel has an element that RSS does not know");
        Must(channel.Elements(_atom + "link").Count(link => link.Attribute("rel")?.Value == "self") == 1, "there is not one link to the feed itself");
        Must(channel.Elements(_atom + "link").FirstOrDefault(link => link.Attribute("rel")?.Value == "self")?.Attribute("href")?.Value == address, "the link to itself leads elsewhere");
        var items = channel.Elements("item").ToList();
        foreach (var item in items)
        {
            Item(item);
        }

        var ids = items.Select(item => item.Element("guid")?.Value).ToList();
        Must(ids.Distinct().Count() == ids.Count, "two items have the same guid");
    }

    private void Item(XElement item)
    {
        var name = item.Element("title")?.Value;
        Must(!string.IsNullOrWhiteSpace(name), "an item has no title");
        Must(FeedRules.IsAddress(item.Element("link")?.Value), $"the link of '{name}' is no complete address");
        Must(item.Element("guid") is { Value.Length: > 0 } guid && (guid.Attribute("isPermaLink")?.Value == "false" || FeedRules.IsAddress(guid.Value)), $"'{name}' has a guid that says it is an address and is none");
        Must(FeedRules.IsRfc822(item.Element("pubDate")?.Value), $"the date of '{name}' is none of RFC 822");
        Must(item.Elements().Where(element => element.Name.Namespace == XNamespace.None).All(element => _ofItem.Contains(element.Name.LocalName)), $"'{name}' has an element that RSS does not know");
        Must(item.Elements().Where(element => element.Name.LocalName is not ("category" or "creator")).GroupBy(element => element.Name).All(group => group.Count() == 1), $"'{name}' has an element twice");
        Must(item.Elements("category").All(category => category.Value.Trim().Length > 0), $"'{name}' has an empty category");
        Must(item.Elements("category").Attributes("domain").All(domain => FeedRules.IsAddress(domain.Value)), $"'{name}' has a category of a domain that is no address");
        Must(item.Elements(_dublinCore + "creator").All(creator => creator.Value.Trim().Length > 0), $"'{name}' has an author without a name");
        Must(item.Elements("enclosure").All(IsEnclosure), $"'{name}' has an enclosure without address, length or type");
        broken.AddRange(FeedRules.BrokenIn(item.Element(_content + "encoded")?.Value ?? "").Select(rule => $"'{name}': {rule}"));
    }

    private static bool IsEnclosure(XElement enclosure) => FeedRules.IsAddress(enclosure.Attribute("url")?.Value)
        && long.TryParse(enclosure.Attribute("length")?.Value, out var length) && length > 0 && Regex.IsMatch(enclosure.Attribute("type")?.Value ?? "", @"^[\w.+-]+/[\w.+-]+$");

    private void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            broken.Add(otherwise);
        }
    }
}
