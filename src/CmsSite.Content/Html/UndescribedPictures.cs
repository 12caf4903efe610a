using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CmsSite.Content.Handlers;
using CmsSite.Content.Media;

namespace CmsSite.Content.Html;

/// <summary>
/// Pictures inside a text of which nobody has said what they show, nor that they are decoration. In HTML an empty <c>alt</c> says that; in Markdown, where it is what one gets by not thinking of it,
/// <c>![](…){role=presentation}</c> does, or the mark in the media library.
/// </summary>
public sealed class UndescribedPictures(MediaLibrary library)
{
    /// <summary>A problem for each of them when the item is to be public; drafts and recipes are not asked.</summary>
    internal async Task CheckAsync(SaveContext context, string path, string? text, bool isMarkdown, CancellationToken cancellationToken)
    {
        if (!context.IsPublished || context.IsImport || text is null || !text.Contains(isMarkdown ? "![" : "<img", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        using var document = new HtmlParser().ParseDocument(isMarkdown ? MarkdownRendering.ToHtml(text) : text);
        foreach (var (picture, index) in Of(document.Body!, isMarkdown))
        {
            var source = picture.GetAttribute("src") ?? "";
            if (!await IsDecorationAsync(source, cancellationToken))
            {
                context.Problems.Add(new ContentProblem(context.Prefix + path, Message(source), index));
            }
        }
    }

    /// <param name="body">The text as it is displayed.</param>
    /// <returns>The pictures, and which of the text's pictures each is.</returns>
    public static IEnumerable<(IElement Picture, int Index)> Of(IElement body, bool isMarkdown) => body.QuerySelectorAll("img").Select((picture, index) => (picture, index))
        .Where(entry => (isMarkdown ? string.IsNullOrWhiteSpace(entry.picture.GetAttribute("alt")) : !entry.picture.HasAttribute("alt"))
            && entry.picture.GetAttribute("role") is not ("presentation" or "none") && entry.picture.GetAttribute("aria-hidden") != "true");

    /// <summary>What is said of one.</summary>
    /// <param name="source">Its address.</param>
    public static string Message(string source) =>
        $"The picture {(source.Split('?')[0].Split('/')[^1] is { Length: > 0 } name ? Uri.UnescapeDataString(name) : "(without a file)")} has no description. Say what it shows, or that it is decoration.";

    private async ValueTask<bool> IsDecorationAsync(string source, CancellationToken cancellationToken) =>
        source.StartsWith("/media/", StringComparison.OrdinalIgnoreCase) && MediaPath.TryNormalize(Uri.UnescapeDataString(source["/media/".Length..].Split('?')[0]), out var path)
        && await library.FindAsync(path, cancellationToken) is { } file && MediaMetadata.Of(file).IsDecorative;
}
