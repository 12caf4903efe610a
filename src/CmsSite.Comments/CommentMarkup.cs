using AngleSharp.Dom;
using Ganss.Xss;
using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace CmsSite.Comments;

/// <summary>
/// The text of a comment as HTML: paragraphs, line breaks, emphasis, links, quotes, lists, code. No headings, pictures, tables or raw HTML. What Markdown makes is sanitised again
/// by a list of a dozen elements and one attribute. Safe to call from many threads.
/// </summary>
public static class CommentMarkup
{
    private const string Rel = "ugc nofollow noopener";
    private static readonly string[] _tags = ["a", "blockquote", "br", "code", "del", "em", "li", "ol", "p", "pre", "strong", "ul"];
    private static readonly MarkdownPipeline _pipeline = CreatePipeline();
    private static readonly HtmlSanitizer _sanitizer = CreateSanitizer();

    public static string ToHtml(string? text) => string.IsNullOrWhiteSpace(text) ? "" : _sanitizer.Sanitize(Markdown.ToHtml(text, _pipeline));

    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder().UseAutoLinks().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough).UseSoftlineBreakAsHardlineBreak().DisableHtml();
        builder.BlockParsers.TryRemove<HeadingBlockParser>();
        builder.BlockParsers.TryRemove<ThematicBreakParser>();
        if (builder.BlockParsers.Find<ParagraphBlockParser>() is { } paragraphs)
        {
            paragraphs.ParseSetextHeadings = false;
        }

        // Nobody expects four spaces to mean anything.
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        builder.InlineParsers.TryRemove<HtmlEntityParser>();
        return builder.Build();
    }

    private static HtmlSanitizer CreateSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(_tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
        });
        sanitizer.PostProcessNode += (_, processed) =>
        {
            if (processed.Node is IElement { LocalName: "a" } link)
            {
                if (link.GetAttribute("href") is { } href && Uri.TryCreate(href, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                {
                    link.SetAttribute("rel", Rel);
                }
                else
                {
                    link.Replace([.. link.ChildNodes]);
                }
            }
        };
        return sanitizer;
    }
}
