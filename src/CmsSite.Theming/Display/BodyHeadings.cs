using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Theming.Display;

/// <summary>
/// Gives the headings of a body ids, so that they can be linked to, and lists them for a table of contents. An id that the author wrote stays; others come from the
/// heading's words, so they stay the same as long as the words do, and differ from every other id of the page's bodies.
/// </summary>
internal static class BodyHeadings
{
    private const int MaxLength = 60;

    /// <summary>Ids of the page's frame, which a heading that is called so must not take.</summary>
    private static readonly string[] _reserved = ["content", "comments"];

    /// <param name="taken">Ids of the bodies that the page has shown so far; those of this one are added.</param>
    /// <param name="headings">Gets an object for each heading: <c>Level</c> (1 to 6), <c>Id</c>, <c>Text</c>.</param>
    public static string Mark(string html, HashSet<string> taken, JsonArray headings)
    {
        if (!html.Contains("<h", StringComparison.OrdinalIgnoreCase))
        {
            return html;
        }

        var found = Find(html, taken);
        if (found.Count == 0)
        {
            return html;
        }

        var marked = new StringBuilder(html.Length + found.Count * 32);
        var copied = 0;
        foreach (var heading in found)
        {
            var id = heading.Id;
            if (id is null)
            {
                id = Unique(heading.Text, taken);
                marked.Append(html, copied, heading.AfterName - copied).Append(" id=\"").Append(WebUtility.HtmlEncode(id)).Append('"');
                copied = heading.AfterName;
            }

            headings.Add(new JsonObject { ["Level"] = heading.Level, ["Id"] = id, ["Text"] = heading.Text });
        }

        return marked.Append(html, copied, html.Length - copied).ToString();
    }

    // Every id of the body is known before the first one is made: an author's id further down must not be taken.
    private static List<Heading> Find(string html, HashSet<string> taken)
    {
        var found = new List<Heading>();
        var scanner = new TagScanner(html);
        var (level, afterName, textStart) = (0, 0, 0);
        string? ownId = null;
        while (scanner.Next())
        {
            string? id = null;
            if (!scanner.IsEnd && scanner.TryGet("id", out var value) && !value.IsWhiteSpace())
            {
                taken.Add(id = WebUtility.HtmlDecode(value.ToString()));
            }

            if (scanner.HeadingLevel is not (> 0 and var tag))
            {
                continue;
            }

            if (!scanner.IsEnd)
            {
                (level, afterName, textStart, ownId) = (tag, scanner.AfterName, scanner.End, id);
            }
            else if (tag == level)
            {
                var text = PlainText.FromHtml(html[textStart..scanner.Start]);
                if (text.Length > 0)
                {
                    found.Add(new Heading(level, text, afterName, ownId));
                }

                level = 0;
            }
        }

        return found;
    }

    private static string Unique(string text, HashSet<string> taken)
    {
        var slug = Slugs.Slugify(text);
        if (slug.Length > MaxLength)
        {
            var cut = slug.LastIndexOf('-', MaxLength);
            slug = slug[..(cut > 0 ? cut : char.IsHighSurrogate(slug[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        }

        slug = slug.Length == 0 ? "section" : slug;
        var id = slug;
        for (var number = 2; _reserved.Contains(id, StringComparer.Ordinal) || !taken.Add(id); number++)
        {
            id = $"{slug}-{number}";
        }

        return id;
    }

    private readonly record struct Heading(int Level, string Text, int AfterName, string? Id);
}
