using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Html.Parser;

namespace CmsSite.Tests.Web.Feeds;

/// <summary>What the W3C's feed validator, RFC 4287 and JSON Feed 1.1 ask of a feed, as far as this site could break it. Each rule broken is one sentence.</summary>
internal static partial class FeedRules
{
    private static readonly string[] _forbidden = ["script", "style", "iframe", "object", "embed", "form", "input", "button"];

    /// <param name="address">Where the feed was fetched.</param>
    public static IReadOnlyList<string> Broken(string body, string mediaType, string address)
    {
        var broken = new List<string>();
        switch (mediaType)
        {
            case "application/rss+xml":
                new RssRules(broken, address).Check(XDocument.Parse(body));
                break;
            case "application/atom+xml":
                new AtomRules(broken, address).Check(XDocument.Parse(body));
                break;
            case "application/feed+json":
                new JsonFeedRules(broken, address).Check(body);
                break;
            default:
                broken.Add($"'{mediaType}' is no media type of a feed");
                break;
        }

        return broken;
    }

    public static bool IsAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && !text!.Any(char.IsWhiteSpace);

    public static bool IsRfc3339(string? text) => text is not null && Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);

    public static bool IsRfc822(string? text) => text is not null && Rfc822().IsMatch(text)
        && DateTimeOffset.TryParseExact(text, "ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    /// <summary>HTML that a reader can show anywhere: complete addresses, nothing that runs.</summary>
    public static IEnumerable<string> BrokenIn(string html)
    {
        var document = new HtmlParser().ParseDocument($"<body>{html}");
        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            if (_forbidden.Contains(element.LocalName))
            {
                yield return $"<{element.LocalName}> has no place in a feed";
            }

            foreach (var attribute in element.Attributes)
            {
                if (attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name == "style")
                {
                    yield return $"the attribute {attribute.Name} has no place in a feed";
                }

                if (attribute.Name is "href" or "src" or "poster" or "cite" && !Uri.TryCreate(attribute.Value, UriKind.Absolute, out _))
                {
                    yield return $"the address '{attribute.Value}' is relative";
                }
            }
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$")]
    private static partial Regex Rfc822();
}
