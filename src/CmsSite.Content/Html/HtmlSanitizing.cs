using AngleSharp.Dom;
using Ganss.Xss;

namespace CmsSite.Content.Html;

/// <summary>
/// Makes HTML that somebody wrote fit for a public page: what belongs to an article stays, whatever runs, frames, submits or styles goes. Sanitised
/// HTML comes out as it went in. Safe to call from many threads.
/// </summary>
public static class HtmlSanitizing
{
    private static readonly string[] _tags =
    [
        "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
        "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins",
        "kbd", "li", "mark", "ol", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "span", "strong", "sub",
        "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "track", "u", "ul", "var", "video", "wbr",
    ];

    // No style: the site's Content-Security-Policy allows none, and a style attribute can cover the page.
    private static readonly string[] _attributes =
    [
        "abbr", "alt", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "cite", "class", "colspan", "controls", "datetime", "decoding",
        "default", "dir", "headers", "height", "href", "hreflang", "id", "kind", "label", "lang", "loading", "loop", "media", "muted", "open",
        "playsinline", "poster", "preload", "rel", "reversed", "role", "rowspan", "scope", "sizes", "span", "src", "srclang", "srcset", "start", "target", "title",
        "type", "value", "width",
    ];

    // Their text is not text for readers, so it goes with them; of any other tag that is not allowed, the words stay.
    private static readonly HashSet<string> _dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "applet", "canvas", "embed", "frame", "frameset", "head", "iframe", "math", "noembed", "noframes", "noscript", "object", "option", "plaintext", "script", "select",
        "style", "svg", "template", "textarea", "title", "xmp",
    };

    private static readonly HashSet<string> _media = new(StringComparer.OrdinalIgnoreCase) { "img", "source", "audio", "video", "track" };

    private static readonly HtmlSanitizer _sanitizer = Create();
    private static readonly TextMemo _memo = new(html => _sanitizer.Sanitize(html));

    public static string Sanitize(string html) => !html.AsSpan().ContainsAny('<', '>', '&') || PlainMarkup.IsPlain(html) ? html : _memo.Get(html);

    /// <summary>The same, whatever it looks like.</summary>
    internal static string SanitizeAnything(string html) => _sanitizer.Sanitize(html);

    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(_tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(_attributes, StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "tel" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src", "cite", "poster" },
        })
        {
            KeepChildNodes = true,
        };
        sanitizer.RemovingTag += (_, removing) =>
        {
            if (_dropped.Contains(removing.Tag.LocalName))
            {
                removing.Tag.TextContent = "";
            }
        };
        sanitizer.FilterUrl += (_, url) =>
        {
            // Over plain http a picture would be blocked or spied on; a link is the reader's own choice.
            if (_media.Contains(url.Tag.LocalName) && !IsMediaUrl(url.SanitizedUrl))
            {
                url.SanitizedUrl = null;
            }
        };
        sanitizer.PostProcessNode += (_, processed) =>
        {
            if (processed.Node is IElement element)
            {
                Finish(element);
            }
        };
        return sanitizer;
    }

    private static void Finish(IElement element)
    {
        if (element.GetAttribute("srcset") is { } candidates && !candidates.Split(',').All(candidate => IsMediaUrl(candidate.Trim())))
        {
            element.RemoveAttribute("srcset");
        }

        if (element.LocalName == "a" && element.GetAttribute("target") is not null)
        {
            var rel = (element.GetAttribute("rel") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!rel.Contains("noopener", StringComparer.OrdinalIgnoreCase))
            {
                element.SetAttribute("rel", string.Join(' ', [.. rel, "noopener"]));
            }
        }
    }

    private static bool IsMediaUrl(string? url) => url is not null &&
        (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || !url.StartsWith("//", StringComparison.Ordinal) && !Urls.HasScheme(url));
}
