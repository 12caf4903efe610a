using System.Text.RegularExpressions;
using CmsSite.Content.Html;

namespace CmsSite.Content.Recipes.Conversion.WordPress;

/// <summary>Makes of an item of a WXR file what it says, and notes what cannot be said here.</summary>
internal sealed partial class WordPressWriting(WordPressExport site, ConversionReport report)
{
    public ForeignItem Read(WordPressItem item, bool isPage)
    {
        var state = State(item);
        var (html, teaser) = Body(item);
        var categories = item.Terms.Where(term => term.Domain == "category").Select(term => term.Key).ToList();
        var first = site.TermOfId(item.Meta("_yoast_wpseo_primary_category") ?? item.Meta("rank_math_primary_category"));
        if (item.HasNotices)
        {
            report.Add(item.ToString(), item.Line, "notices of links from other sites (pingbacks) are left out");
        }

        var picture = item.Meta("_thumbnail_id") is { } id ? site.File(id) : null;
        if (picture is null && item.Meta("_thumbnail_id") is { } missing)
        {
            report.Add(item.ToString(), item.Line, $"its featured image (number {missing}) is not in the export");
        }

        return new ForeignItem
        {
            Key = item.Key,
            IsPage = isPage,
            Line = item.Line,
            Title = item.Title,
            Html = html,
            Summary = PlainText.FromHtml(item.Excerpt) is { Length: > 0 } excerpt ? excerpt : teaser,
            State = state,
            CreatedUtc = item.DateUtc,
            ModifiedUtc = item.ModifiedUtc ?? item.DateUtc,
            PublishedUtc = state == ForeignState.Draft ? null : item.DateUtc,
            Authors = [.. item.Writers.Select(writer => writer.Key)],
            Categories = [.. categories.OrderByDescending(key => key == first)],
            Tags = [.. item.Terms.Where(term => term.Domain != "category").Select(term => term.Key)],
            Picture = picture,
            SeoTitle = item.Seo(site.Title, "_yoast_wpseo_title", "rank_math_title", "_aioseo_title", "_aioseop_title"),
            SeoDescription = item.Seo(site.Title, "_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description"),
            Canonical = item.Meta("_yoast_wpseo_canonical") ?? item.Meta("rank_math_canonical_url"),
            IsHiddenFromSearchEngines = item.Meta("_yoast_wpseo_meta-robots-noindex") == "1" || item.Meta("rank_math_robots")?.Contains("noindex", StringComparison.Ordinal) == true,
            TakesComments = item.TakesComments,
            Comments = [.. item.Comments],
        };
    }

    // Whatever was not open to everybody is a draft here: somebody must say that it may be seen.
    private ForeignState State(WordPressItem item)
    {
        switch (item.Status)
        {
            case "publish" when !item.HasPassword:
                return ForeignState.Published;
            case "future" when !item.HasPassword:
                return ForeignState.Scheduled;
            case "draft" or "pending" when !item.HasPassword:
                return ForeignState.Draft;
            default:
                report.Add(item.ToString(), item.Line, item.HasPassword ? "is a draft here: it was behind a password, which is left out"
                    : item.Status == "private" ? "is a draft here: it was private" : $"is a draft here: nobody knows its state “{item.Status}”");
                return ForeignState.Draft;
        }
    }

    private (string Html, string? Teaser) Body(WordPressItem item)
    {
        var text = item.Content;
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        var lost = new SortedSet<string>(StringComparer.Ordinal);
        var teaser = More().Match(text) is { Success: true } more ? Summaries.OfHtml(text[..more.Index]) : null;
        if (Page().IsMatch(text))
        {
            report.Add(item.ToString(), item.Line, "was divided into several pages, and is one here");
        }

        text = More().Replace(Page().Replace(text, "\n\n"), "\n\n");
        text = Shortcodes.ToHtml(text, new ShortcodeFiles(site.File, () => site.Attached(item.Id)), unknown);
        var html = Blocks.HasBlocks(text) ? Blocks.ToHtml(text, site.Reusable, lost) : ClassicText.ToHtml(text);
        if (unknown.Count > 0)
        {
            report.Add(item.ToString(), item.Line, $"shortcodes of plugins stay in the text as they were written: {string.Join(", ", unknown.Select(name => $"[{name}]"))}");
        }

        if (lost.Count > 0)
        {
            report.Add(item.ToString(), item.Line, $"blocks that WordPress made when it showed them are left out: {string.Join(", ", lost)}");
        }

        return (html, teaser);
    }

    // With the comments of the block around it.
    [GeneratedRegex(@"(?:<!--\s+wp:more\b[^>]*-->\s*)?<!--more(?:\s.*?)?-->(?:\s*<!--noteaser-->)?(?:\s*<!--\s+/wp:more\s+-->)?", RegexOptions.Singleline)]
    private static partial Regex More();

    [GeneratedRegex(@"(?:<!--\s+wp:nextpage\s+-->\s*)?<!--nextpage-->(?:\s*<!--\s+/wp:nextpage\s+-->)?")]
    private static partial Regex Page();
}
