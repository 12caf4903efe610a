using System.Text.RegularExpressions;
using CmsSite.Content.Html;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>Comments of other systems are HTML, ours Markdown: links and emphasis as the text says them; paragraphs stay; all else is its words.</summary>
public static partial class CommentMarkdown
{
    public static string FromHtml(string html)
    {
        var text = Link().Replace(html, match => match.Groups[2].Value.Trim() == match.Groups[1].Value ? match.Groups[1].Value : $"[{match.Groups[2].Value}]({match.Groups[1].Value})");
        text = Paragraph().Replace(Break().Replace(text, "\n"), "\n\n");
        text = Strong().Replace(Emphasis().Replace(text, "*$2*"), "**$2**");
        return string.Join('\n', text.Split('\n').Select(line => line.Contains('<', StringComparison.Ordinal) || line.Contains('&', StringComparison.Ordinal) ? PlainText.FromHtml(line) : line)).Trim();
    }

    [GeneratedRegex("""<a\s[^>]*?href=["'](https?://[^"']+)["'][^>]*>(.*?)</a>""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Link();

    [GeneratedRegex(@"<br\s*/?>\n?", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"</?p[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"<(em|i)>(.*?)</\1>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"<(strong|b)>(.*?)</\1>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Strong();
}
