using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace CmsSite.Content.Html;

/// <summary>HTML as somebody reads it: a line a paragraph, heading or list item, pictures and players by their names. For comparing, not for display.</summary>
public static class ReadableText
{
    private static readonly HashSet<string> _blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "li", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
    };

    public static string FromHtml(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return "";
        }

        var text = new StringBuilder();
        Write(new HtmlParser().ParseDocument(html).Body!, text);
        var lines = text.ToString().Split('\n').Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return string.Join('\n', lines.Where(line => line.Length > 0));
    }

    private static void Write(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText words:
                    text.Append(words.Data.Replace('\n', ' ').Replace('\r', ' '));
                    break;
                case IElement { LocalName: "script" or "style" or "template" }:
                    break;
                case IElement { LocalName: "img" or "video" or "audio" } picture:
                    text.Append(" [").Append(Path.GetFileName(picture.GetAttribute("src") ?? "")).Append(picture.GetAttribute("alt") is { Length: > 0 } alt ? $": {alt}] " : "] ");
                    break;
                case IElement element:
                    var isBlock = _blocks.Contains(element.LocalName);
                    text.Append(isBlock ? "\n" : element.LocalName is "td" or "th" ? " | " : "");
                    Write(element, text);
                    text.Append(isBlock ? "\n" : "");
                    break;
            }
        }
    }
}
