using System.Xml.Linq;

namespace CmsSite.Tests.Web.Feeds;

internal sealed class AtomRules(List<string> broken, string address)
{
    private static readonly XNamespace _atom = "http://www.w3.org/2005/Atom";

    public void Check(XDocument document)
    {
        var feed = document.Root!;
        Must(feed.Name == _atom + "feed", "the root is not Atom's feed");
        Common(feed, "the feed");
        Must(Link(feed, "self").Count() == 1 && Link(feed, "self").Single() == address, "the link to the feed itself is missing or leads elsewhere");
        var entries = feed.Elements(_atom + "entry").ToList();
        foreach (var entry in entries)
        {
            Entry(entry, feed);
        }

        var ids = entries.Select(entry => entry.Element(_atom + "id")?.Value).ToList();
        Must(ids.Distinct().Count() == ids.Count && !ids.Contains(feed.Element(_atom + "id")?.Value), "two things have the same id");
    }

    private void Entry(XElement entry, XElement feed)
    {
        var name = $"'{entry.Element(_atom + "title")?.Value}'";
        Common(entry, name);
        Must(FeedRules.IsRfc3339(entry.Element(_atom + "published")?.Value), $"{name} was published at no date of RFC 3339");
        Must(string.CompareOrdinal(entry.Element(_atom + "published")?.Value, entry.Element(_atom + "updated")?.Value) <= 0, $"{name} was changed before it was published");
        Must(entry.Elements(_atom + "author").Any() || feed.Elements(_atom + "author").Any(), $"{name} has no author");
        Must(entry.Elements(_atom + "category").All(category => category.Attribute("term") is { Value.Length: > 0 }), $"{name} has a category without a term");
        Must(entry.Elements(_atom + "category").Attributes("scheme").All(scheme => FeedRules.IsAddress(scheme.Value)), $"{name} has a category whose scheme is no address");
        Must(entry.Elements(_atom + "content").Count() <= 1 && entry.Elements(_atom + "summary").Count() <= 1, $"{name} has several contents or summaries");
        Must(entry.Elements(_atom + "content").All(content => content.Attribute("type")?.Value == "html" && !content.HasElements), $"the content of {name} is not HTML in a text");
        Must(entry.Elements(_atom + "link").Attributes("length").All(length => long.TryParse(length.Value, out _)), $"{name} has an enclosure of no length");
        broken.AddRange(FeedRules.BrokenIn(entry.Element(_atom + "content")?.Value ?? "").Select(rule => $"{name}: {rule}"));
    }

    private void Common(XElement element, string name)
    {
        foreach (var required in new[] { "id", "title", "updated" })
        {
            Must(element.Elements(_atom + required).Count() == 1 && element.Element(_atom + required)!.Value.Trim().Length > 0, $"{name} has not one {required}");
        }

        Must(Uri.TryCreate(element.Element(_atom + "id")?.Value, UriKind.Absolute, out _), $"the id of {name} is no IRI");
        Must(FeedRules.IsRfc3339(element.Element(_atom + "updated")?.Value), $"{name} was updated at no date of RFC 3339");
        Must(element.Elements(_atom + "link").All(link => FeedRules.IsAddress(link.Attribute("href")?.Value)), $"{name} has a link that is no complete address");
        Must(Link(element, "alternate").Count() == 1, $"{name} has not one page");
        foreach (var author in element.Elements(_atom + "author"))
        {
            Must(author.Elements(_atom + "name").Count() == 1 && author.Element(_atom + "name")!.Value.Trim().Length > 0, $"{name} has an author without a name");
            Must(author.Elements(_atom + "uri").All(uri => FeedRules.IsAddress(uri.Value)), $"{name} has an author whose page is no address");
            Must(!author.Elements(_atom + "email").Any(), $"{name} tells an e-mail address");
        }
    }

    private static IEnumerable<string?> Link(XElement element, string rel) =>
        element.Elements(_atom + "link").Where(link => link.Attribute("rel")?.Value == rel).Select(link => link.Attribute("href")?.Value);

    private void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            broken.Add(otherwise);
        }
    }
}
