using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Items;

namespace CmsSite.Content.Links;

/// <param name="Url">As it is written.</param>
/// <param name="TargetContentItemId">The item that it names by its id; such a link survives whatever becomes of the item's address.</param>
/// <param name="Path">As the index of addresses has it, for a link that names no item.</param>
public sealed record SiteLink(string Url, string? TargetContentItemId, string? Path);

/// <summary>
/// Links to this site's own pages in texts. Editors' links are stored as Orchard's address of an item by its id, <c>/Contents/ContentItems/{id}</c>: it works on any host of these formats,
/// and what is displayed has the item's present address in its place.
/// </summary>
public static partial class SiteLinks
{
    private const string ById = "/Contents/ContentItems/";
    private const int LongestUrl = 700;

    /// <summary>How a link to an item is stored.</summary>
    public static string To(string contentItemId) => ById + contentItemId;

    /// <summary>The id in an address of an item by its id, and what stands behind it (<c>?…</c>, <c>#…</c>); false for any other address.</summary>
    public static bool TryReadId(string url, out string contentItemId, out string rest)
    {
        (contentItemId, rest) = ("", "");
        var from = url.StartsWith('~') ? url[1..] : url;
        if (!from.StartsWith(ById, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var end = from.IndexOfAny(['?', '#'], ById.Length);
        (contentItemId, rest) = end < 0 ? (from[ById.Length..], "") : (from[ById.Length..end], from[end..]);
        return contentItemId.Length > 0 && contentItemId.All(char.IsAsciiLetterOrDigit);
    }

    /// <summary>What an address leads to on this site; null for other sites, places in the page, files and what is no page.</summary>
    public static SiteLink? Read(string url)
    {
        url = url.Trim();
        if (url.Length > LongestUrl || !(url.StartsWith('/') || url.StartsWith("~/", StringComparison.Ordinal)) || url.StartsWith("//", StringComparison.Ordinal))
        {
            return null;
        }

        if (TryReadId(url, out var id, out _))
        {
            return new SiteLink(url, id, null);
        }

        var path = url.TrimStart('~');
        var end = path.IndexOfAny(['?', '#']);
        path = Uri.UnescapeDataString(end < 0 ? path : path[..end]).Trim('/').ToLowerInvariant();
        return path.Length == 0 || path.StartsWith("media/", StringComparison.Ordinal) || ExternalLinks.IsAddress(path) ? null : new SiteLink(url, null, path);
    }

    /// <summary>Every link to this site in the rich texts of an item, at whatever depth, each once.</summary>
    public static IReadOnlyList<SiteLink> In(JsonObject content) => [.. Texts(content).SelectMany(Addresses).Select(Read).OfType<SiteLink>().DistinctBy(link => link.Url)];

    internal static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Texts),
        JsonObject values => values.SelectMany(pair => pair.Key is "Html" or "Markdown" && pair.Value.AsText() is { Length: > 0 } text ? [text] : Texts(pair.Value)),
        _ => [],
    };

    // In HTML and in Markdown; a text that only looks like a link costs a row that nobody misses.
    private static IEnumerable<string> Addresses(string text) => Written().Matches(text).Select(match => WebUtility.HtmlDecode(match.Groups["url"].Value));

    [GeneratedRegex("""(?:\bhref\s*=\s*["']|\]\()(?<url>~?/[^"'\s)>]+)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Written();
}
