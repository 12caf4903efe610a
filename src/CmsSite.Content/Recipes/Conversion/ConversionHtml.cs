using System.Net;
using System.Text.RegularExpressions;
using CmsSite.Content.Html;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>What every text goes through, whatever system it comes from: its links lead to where things are now, its pictures to the media library; then it is sanitised, and what that takes away is told.</summary>
internal sealed partial class ConversionHtml(ForeignSite site, ConversionMedia media, Func<string, string?> newPath, ConversionReport report)
{
    private const int MostStrayLinks = 200;

    // Frames and forms of other sites, and what runs; of anything else only the wrapping goes.
    private static readonly string[] _told = ["script", "iframe", "object", "embed", "form", "input", "style", "svg", "canvas", "math"];
    private readonly HashSet<string> _strays = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="item">What notes call it.</param>
    public string Clean(string html, string item, int? line)
    {
        var framed = Frame().Replace(html, match => Source().Match(match.Value) is { Success: true } source
            ? $"<p><a href=\"{WithScheme(source.Groups["url"].Value)}\">{WithScheme(source.Groups["url"].Value)}</a></p>" : "");
        var frames = Frame().Count(html);
        if (frames > 0)
        {
            report.Add(item, line, $"{frames} {(frames == 1 ? "frame of another site is a link" : "frames of other sites are links")} now: pages here load nothing from elsewhere");
        }

        var linked = Tag().Replace(framed, match => Rewrite(match.Value));
        var clean = HtmlSanitizing.Sanitize(linked);
        var gone = _told.Where(name => Count(linked, name) is var before and > 0 && Count(clean, name) < before).ToList();
        if (gone.Count > 0)
        {
            report.Add(item, line, $"left out of the text: {string.Join(", ", gone.Select(name => $"<{name}>"))}");
        }

        return clean;
    }

    /// <summary>Where an address leads now; the address itself where it leads elsewhere.</summary>
    public string Follow(string url)
    {
        if (url.Length == 0 || (url[0] is '#' or '?' && !url.StartsWith("?p", StringComparison.Ordinal)) || !Uri.TryCreate(site.Base, url, out var address) || address.Scheme is not ("http" or "https"))
        {
            return url;
        }

        if (media.IsUpload(address))
        {
            return media.PathOf(address) is { } path ? $"/media/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}{address.Fragment}" : Stays(address);
        }

        if (OldAddresses.PathOf(address, site.Base) is not { } old)
        {
            return url;
        }

        if (newPath(old) is { } now)
        {
            return "/" + now + (old.StartsWith('?') ? "" : address.Query) + address.Fragment;
        }

        if (site.FilePages.TryGetValue(old, out var file) && file != url)
        {
            return Follow(file);
        }

        if (old.Length > 0 && _strays.Count < MostStrayLinks && _strays.Add(old))
        {
            report.Add($"{Stays(address)} is linked to, and not in the export; the link stays");
        }

        return site.Url is null ? url : address.AbsoluteUri;
    }

    private string Rewrite(string tag)
    {
        var isLocal = false;
        var rewritten = Address().Replace(tag, match =>
        {
            var given = WebUtility.HtmlDecode(match.Groups["url"].Value).Trim();
            var now = Follow(given);
            isLocal |= match.Groups["name"].Value.Equals("src", StringComparison.OrdinalIgnoreCase) && now.StartsWith("/media/", StringComparison.Ordinal);
            return now == given ? match.Value : $"{match.Groups["name"].Value}=\"{now.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)}\"";
        });
        // The other sizes are not here, and this site makes its own.
        return isLocal ? Sizes().Replace(rewritten, "") : rewritten;
    }

    // Over plain http a picture would be left out.
    private string Stays(Uri address) => address.Host == site.Base.Host && site.Url is null ? address.PathAndQuery + address.Fragment
        : address.Scheme == "http" ? "https:" + address.AbsoluteUri[5..] : address.AbsoluteUri;

    private static string WithScheme(string url) => url.StartsWith("//", StringComparison.Ordinal) ? "https:" + url : url;

    private static int Count(string html, string tag) => Regex.Count(html, $"<{tag}[\\s>/]", RegexOptions.IgnoreCase);

    [GeneratedRegex(@"<iframe\b[^>]*>(?:[^<]*</iframe\s*>)?", RegexOptions.IgnoreCase)]
    private static partial Regex Frame();

    [GeneratedRegex("""\ssrc\s*=\s*["']?(?<url>(?:https?:)?//[^"'\s>]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Source();

    [GeneratedRegex(@"<[a-zA-Z][^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<=\s)(?<name>href|src|poster)\s*=\s*(?:"(?<url>[^"]*)"|'(?<url>[^']*)')""", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex("""\s(?:srcset|sizes|data-[a-z-]+)\s*=\s*(?:"[^"]*"|'[^']*')""", RegexOptions.IgnoreCase)]
    private static partial Regex Sizes();
}
