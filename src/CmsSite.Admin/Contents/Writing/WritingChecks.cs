using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CmsSite.Content.Html;
using CmsSite.Content.Links;

namespace CmsSite.Admin.Contents.Writing;

/// <summary>Something to look at, and where. No score: a text is not better for having fewer of them.</summary>
/// <param name="Path">The input that it is about, as problems name it.</param>
/// <param name="Selector">Which elements of a rich text are counted; null for the input as a whole.</param>
/// <param name="Index">Which of them it is.</param>
public sealed record WritingHint(string Message, string Path, string? Selector = null, int Index = 0);

/// <summary>What readers, search engines and those who cannot see stumble over in a text.</summary>
public static class WritingChecks
{
    private const string Headings = "h1,h2,h3,h4,h5,h6";
    private const int LongText = 150; // words from which on a link to somewhere else on the site is missed
    private static readonly HashSet<string> _vague = new(StringComparer.OrdinalIgnoreCase)
    {
        "here", "click here", "click", "read more", "more", "learn more", "this", "this link", "link", "this page", "page", "see here", "details", "continue", "go",
    };

    public static IReadOnlyList<WritingHint> Of(IReadOnlyList<WritingText> texts, IReadOnlySet<SiteLink> broken)
    {
        var hints = new List<WritingHint>();
        var (hasInnerLink, words) = (false, 0);
        foreach (var text in texts)
        {
            using var document = new HtmlParser().ParseDocument(text.Html);
            var body = document.Body!;
            words += body.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            LookAtPictures(body, text, hints);
            LookAtHeadings(body, text, hints);
            hasInnerLink |= LookAtLinks(body, text, broken, hints);
        }

        if (!hasInnerLink && words >= LongText)
        {
            hints.Add(new WritingHint("No link to anything else on this site.", texts[0].Path));
        }

        return hints;
    }

    private static void LookAtPictures(IElement body, WritingText text, List<WritingHint> hints)
    {
        foreach (var (picture, index) in UndescribedPictures.Of(body, isMarkdown: !text.IsRich))
        {
            hints.Add(new WritingHint(UndescribedPictures.Message(picture.GetAttribute("src") ?? ""), text.Path, "img", index));
        }
    }

    private static void LookAtHeadings(IElement body, WritingText text, List<WritingHint> hints)
    {
        var before = 1; // the title of the page
        foreach (var (heading, index) in body.QuerySelectorAll(Headings).Select((heading, index) => (heading, index)))
        {
            var level = heading.LocalName[1] - '0';
            var words = Short(heading.TextContent);
            if (words.Length == 0)
            {
                Add(hints, text, "A heading is empty.", Headings, index);
            }
            else if (level == 1)
            {
                Add(hints, text, $"The heading “{words}” is of the first level, which is the title's.", Headings, index);
            }
            else if (level > before + 1)
            {
                Add(hints, text, string.Create(CultureInfo.InvariantCulture, $"The heading “{words}” is of level {level}, and the one before it of level {before}: a level is left out."), Headings, index);
            }

            before = level;
        }
    }

    private static bool LookAtLinks(IElement body, WritingText text, IReadOnlySet<SiteLink> broken, List<WritingHint> hints)
    {
        var hasInner = false;
        foreach (var (link, index) in body.QuerySelectorAll("a[href]").Select((link, index) => (link, index)))
        {
            var href = link.GetAttribute("href") ?? "";
            var words = link.TextContent.Trim();
            var inner = SiteLinks.Read(href);
            hasInner |= inner is not null;
            if (words.Length == 0 && link.QuerySelector("img[alt]:not([alt=''])") is null && string.IsNullOrWhiteSpace(link.GetAttribute("aria-label")))
            {
                Add(hints, text, "A link has no words, so nobody knows that it is there.", "a[href]", index);
            }
            else if (_vague.Contains(words.TrimEnd('.', '…', '!', '>', ' ')))
            {
                Add(hints, text, $"The link “{words}” does not say where it leads.", "a[href]", index);
            }

            if (href.Trim() is "" or "#" or "https://" or "http://")
            {
                Add(hints, text, $"The link “{Short(words)}” has no address.", "a[href]", index);
            }
            else if (inner is not null && broken.Contains(inner))
            {
                Add(hints, text, $"The link “{Short(words)}” leads to something that is not published.", "a[href]", index);
            }
        }

        return hasInner;
    }

    private static void Add(List<WritingHint> hints, WritingText text, string message, string selector, int index) => hints.Add(new WritingHint(message, text.Path, text.IsRich ? selector : null, index));

    private static string Short(string words) => words.Trim() is { Length: > 60 } text ? text[..60] + "…" : words.Trim();
}
