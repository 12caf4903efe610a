using System.Text.Json.Nodes;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Display;

/// <summary>What the settings of parts and fields with HTML or Markdown have in common.</summary>
internal readonly record struct BodySettings(bool SanitizeHtml, bool RenderLiquid);

/// <summary>
/// Bodies on their way to the page: Liquid where it is allowed, shortcodes, then the sanitiser, so that neither can bring in what it removes; last, ids of headings, room for tables, sizes of images.
/// The shape that shows the body gets its <c>Headings</c>, for a table of contents.
/// </summary>
internal static class Bodies
{
    public static async Task<string> HtmlAsync(string? html, string name, ContentItem item, Shape model, BodySettings settings, DisplayContext context)
    {
        if (string.IsNullOrEmpty(html))
        {
            return "";
        }

        var text = context.Services.GetRequiredService<ContentText>();
        if (settings.RenderLiquid && html.Contains('{', StringComparison.Ordinal))
        {
            html = await text.RenderLiquidAsync(html, Name(name, item), item, model, context);
        }

        if (html.Contains('[', StringComparison.Ordinal))
        {
            html = await text.ProcessShortcodesAsync(html, context);
        }

        return await FinishAsync(settings.SanitizeHtml ? HtmlSanitizing.Sanitize(html) : html, model, context);
    }

    public static async Task<string> MarkdownAsync(string? markdown, string name, ContentItem item, Shape model, BodySettings settings, DisplayContext context)
    {
        if (string.IsNullOrEmpty(markdown))
        {
            return "";
        }

        if (settings.RenderLiquid && markdown.Contains('{', StringComparison.Ordinal))
        {
            var text = context.Services.GetRequiredService<ContentText>();
            markdown = await text.RenderLiquidAsync(markdown, Name(name, item), item, model, context);
        }

        // Markdown makes sanitised HTML in any case, so what remains are the shortcodes.
        var html = MarkdownRendering.ToHtml(markdown);
        if (html.Contains('[', StringComparison.Ordinal))
        {
            html = await context.Services.GetRequiredService<ContentText>().ProcessShortcodesAsync(html, context);
            html = settings.SanitizeHtml ? HtmlSanitizing.Sanitize(html) : html;
        }

        return await FinishAsync(html, model, context);
    }

    public static Task<string> LiquidAsync(string? liquid, string name, ContentItem item, Shape model, DisplayContext context) => string.IsNullOrEmpty(liquid)
        ? Task.FromResult("")
        : context.Services.GetRequiredService<ContentText>().RenderLiquidAsync(liquid, Name(name, item), item, model, context);

    // In a list a body is cut to a few words: nobody links into it.
    private static async Task<string> FinishAsync(string html, Shape model, DisplayContext context)
    {
        if (model.Metadata.DisplayType == "Summary")
        {
            return html;
        }

        html = await BodyLinks.ResolveAsync(html, context);
        var headings = new JsonArray();
        if (context.BodyIds.Count > 0 || html.Contains("<img", StringComparison.OrdinalIgnoreCase))
        {
            html = BodyHeadings.Mark(html, context.BodyIds, headings);
            model["Headings"] = headings;
            return await BodyImages.CompleteAsync(BodyTables.Wrap(html), context);
        }

        // The first body of a page, nearly always its only one, comes out the same each time unless it shows files.
        const string Kind = "body";
        var memory = context.Services.GetRequiredService<SiteSession>().Memory;
        if (memory is null || !memory.TryGet<FinishedBody>(Kind, html, out var finished))
        {
            var marked = BodyTables.Wrap(BodyHeadings.Mark(html, context.BodyIds, headings));
            finished = new(marked, headings, [.. context.BodyIds]);
            memory?.Add(Kind, html, finished, 2 * (html.Length + marked.Length));
        }

        model["Headings"] = finished!.Headings;
        context.BodyIds.UnionWith(finished.Ids);
        return finished.Html;
    }

    /// <param name="Ids">Taken by it.</param>
    private sealed record FinishedBody(string Html, JsonArray Headings, string[] Ids);

    private static string Name(string name, ContentItem item) => $"{name} of '{item.DisplayText}'";
}
