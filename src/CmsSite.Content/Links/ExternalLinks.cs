using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Content.Links;

/// <summary>Links to other sites: in texts, and in fields that are an address.</summary>
public static partial class ExternalLinks
{
    /// <summary>Every link to another site in an item, at whatever depth, each address once.</summary>
    public static IReadOnlyList<SiteLink> In(JsonObject content) =>
        [.. SiteLinks.Texts(content).SelectMany(Written).Concat(Fields(content)).Select(Read).OfType<SiteLink>().DistinctBy(link => link.Path)];

    /// <summary>Where an address on another site leads, without the place in the page; null for this site's own, for other protocols, for names with a password in them, and for what is too long.</summary>
    public static SiteLink? Read(string url)
    {
        url = url.Trim();
        var whole = url.StartsWith("//", StringComparison.Ordinal) ? "https:" + url : url;
        if (!IsAddress(whole) || whole.Length > LinkCheck.LongestAddress || !Uri.TryCreate(whole, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
        {
            return null;
        }

        var address = uri.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
        return address.Length > LinkCheck.LongestAddress ? null : new SiteLink(url, null, address);
    }

    /// <summary>Whether what a link leads to is an address and not a path of this site.</summary>
    public static bool IsAddress(string? path) => path is not null && (path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    internal static bool Is(SiteLink link) => link.TargetContentItemId is null && IsAddress(link.Path);

    // A link field and an item of a menu keep theirs as "Url".
    private static IEnumerable<string> Fields(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Fields),
        JsonObject values => values.SelectMany(pair => pair.Key == "Url" && pair.Value.AsText() is { Length: > 0 } url ? [url] : Fields(pair.Value)),
        _ => [],
    };

    private static IEnumerable<string> Written(string text) => InText().Matches(text).Select(match => WebUtility.HtmlDecode(match.Groups["url"].Value));

    [GeneratedRegex("""(?:\bhref\s*=\s*["']|\]\(<?)(?<url>(?:https?:)?//[^"'\s)>]+)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InText();
}
