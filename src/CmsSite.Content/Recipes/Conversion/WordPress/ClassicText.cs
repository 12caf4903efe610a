using System.Text;
using System.Text.RegularExpressions;

namespace CmsSite.Content.Recipes.Conversion.WordPress;

/// <summary>
/// Text of WordPress's first editor, in which a blank line begins a paragraph and a line's end is one, as HTML. What stands between blocks becomes paragraphs; what is in <c>pre</c> and its like stays as it
/// is. No word is lost, whatever the markup.
/// </summary>
internal static partial class ClassicText
{
    private static readonly HashSet<string> _blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "audio", "blockquote", "caption", "col", "colgroup", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "li", "main", "nav", "ol", "p", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video",
    };

    // In these, loose text is paragraphs; in these others only when it has blank lines; elsewhere (a heading, a caption) never.
    private static readonly HashSet<string> _flow = new(StringComparer.OrdinalIgnoreCase) { "", "address", "article", "aside", "blockquote", "details", "div", "footer", "header", "main", "nav", "section", "form" };
    private static readonly HashSet<string> _sometimes = new(StringComparer.OrdinalIgnoreCase) { "li", "td", "th", "dd" };
    private static readonly HashSet<string> _verbatim = new(StringComparer.OrdinalIgnoreCase) { "pre", "script", "style", "svg", "textarea" };
    private static readonly HashSet<string> _empty = new(StringComparer.OrdinalIgnoreCase) { "hr", "col" };

    public static string ToHtml(string text)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var html = new StringBuilder(text.Length + (text.Length / 8));
        var run = new StringBuilder();
        var open = new Stack<string>();
        for (var at = 0; at < text.Length;)
        {
            var tag = Tag().Match(text, at);
            if (!tag.Success)
            {
                run.Append(text, at, text.Length - at);
                break;
            }

            run.Append(text, at, tag.Index - at);
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value;
            var isEnd = tag.Groups["end"].Length > 0;
            if (_verbatim.Contains(name) && !isEnd)
            {
                var close = text.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
                var end = close < 0 ? text.Length : text.IndexOf('>', close) is var bracket and >= 0 ? bracket + 1 : text.Length;
                if (name.Equals("pre", StringComparison.OrdinalIgnoreCase))
                {
                    Flush(html, run, open);
                    html.Append(text, tag.Index, end - tag.Index).Append('\n');
                }
                else
                {
                    run.Append(text, tag.Index, end - tag.Index);
                }

                at = end;
            }
            else if (_blocks.Contains(name))
            {
                Flush(html, run, open);
                html.Append(tag.Value);
                Follow(open, name, isEnd);
            }
            else
            {
                run.Append(tag.Value);
            }
        }

        Flush(html, run, open);
        return html.ToString().Trim();
    }

    private static void Follow(Stack<string> open, string name, bool isEnd)
    {
        if (!isEnd)
        {
            if (!_empty.Contains(name))
            {
                open.Push(name);
            }
        }
        else if (open.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            // What was not closed ends with what is around it.
            while (!open.Pop().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
            }
        }
    }

    private static void Flush(StringBuilder html, StringBuilder run, Stack<string> open)
    {
        var text = run.ToString();
        run.Clear();
        if (string.IsNullOrWhiteSpace(text))
        {
            html.Append(text.Length == 0 ? "" : "\n");
            return;
        }

        var around = open.TryPeek(out var name) ? name : "";
        if (!_flow.Contains(around) && !(_sometimes.Contains(around) && BlankLine().IsMatch(text.Trim())))
        {
            html.Append(around.Equals("p", StringComparison.OrdinalIgnoreCase) ? Breaks(BlankLine().Replace(text.Trim('\n'), "\n")) : text);
            return;
        }

        foreach (var paragraph in BlankLine().Split(text).Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            html.Append("<p>").Append(Address().IsMatch(paragraph) ? $"<a href=\"{paragraph.Replace("\"", "%22", StringComparison.Ordinal)}\">{paragraph}</a>" : Breaks(paragraph)).Append("</p>\n");
        }
    }

    private static string Breaks(string text) => LineEnd().Replace(text, "<br>\n");

    [GeneratedRegex(@"<!--.*?-->|<(?<end>/)?(?<name>[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*|/)?>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\n[ \t\n]*\n")]
    private static partial Regex BlankLine();

    // A line that ends with a break already has it.
    [GeneratedRegex(@"(?<!<br\s*/?>)[ \t]*\n", RegexOptions.IgnoreCase)]
    private static partial Regex LineEnd();

    /// <summary>An address alone in a paragraph, which WordPress would show as what is there.</summary>
    [GeneratedRegex(@"^https?://[^\s<>]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
