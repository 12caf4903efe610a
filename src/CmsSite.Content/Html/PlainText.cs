using System.Net;
using System.Text;

namespace CmsSite.Content.Html;

/// <summary>The words of HTML, for search, feeds and summaries. One pass, no tree: fast enough for a whole site, and it takes any text without failing.</summary>
public static class PlainText
{
    private static readonly string[] _silent = ["script", "style", "template", "noscript", "svg", "math", "head", "iframe", "object"];

    // Between these there is no space that a reader would see.
    private static readonly HashSet<string> _inline = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small",
        "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    };

    /// <summary>The text with entities decoded, tags gone, and white space (also between blocks) as single spaces; nothing for null.</summary>
    public static string FromHtml(string? html)
    {
        if (string.IsNullOrEmpty(html))
        {
            return "";
        }

        var text = new StringBuilder(html.Length);
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            if (open < 0)
            {
                open = html.Length;
            }

            text.Append(html, at, open - at);
            at = open < html.Length ? Skip(html, open, text) : open;
        }

        return Collapse(WebUtility.HtmlDecode(text.ToString()));
    }

    /// <summary>The first words, at most so many characters, cut between words and with an ellipsis when something was cut.</summary>
    public static string Shorten(string text, int characters)
    {
        if (text.Length <= characters)
        {
            return text;
        }

        var cut = text.LastIndexOf(' ', characters);
        cut = cut < characters / 2 ? characters : cut;
        if (char.IsLowSurrogate(text[cut]))
        {
            cut--;
        }

        return text[..cut].TrimEnd(' ', ',', ';', ':', '.', '–', '-') + "…";
    }

    // Skips the tag or comment at `open`; returns where text goes on.
    private static int Skip(string html, int open, StringBuilder text)
    {
        if (html.AsSpan(open).StartsWith("<!--"))
        {
            var end = html.IndexOf("-->", open + 4, StringComparison.Ordinal);
            return end < 0 ? html.Length : end + 3;
        }

        var start = open + 1;
        var isEnd = start < html.Length && html[start] == '/';
        start += isEnd ? 1 : 0;
        if (start >= html.Length || !(char.IsAsciiLetter(html[start]) || html[start] is '!' or '?'))
        {
            text.Append('<');
            return open + 1;
        }

        var nameEnd = start;
        while (nameEnd < html.Length && (char.IsAsciiLetterOrDigit(html[nameEnd]) || html[nameEnd] == '-'))
        {
            nameEnd++;
        }

        var name = html[start..nameEnd];
        if (!_inline.Contains(name))
        {
            text.Append(' ');
        }

        var close = TagEnd(html, nameEnd);
        if (!isEnd && _silent.Contains(name, StringComparer.OrdinalIgnoreCase) && html[close - 2] != '/')
        {
            var end = html.IndexOf($"</{name}", close, StringComparison.OrdinalIgnoreCase);
            return end < 0 ? html.Length : TagEnd(html, end);
        }

        return close;
    }

    // Past the tag's '>', which does not count inside quotes.
    private static int TagEnd(string html, int from)
    {
        var quote = '\0';
        for (var i = from; i < html.Length; i++)
        {
            var c = html[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '>')
            {
                return i + 1;
            }
        }

        return html.Length;
    }

    private static string Collapse(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd();
    }
}
