using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Display;

/// <summary>What the settings of parts and fields with HTML or Markdown have in common.</summary>
internal readonly record struct BodySettings(bool SanitizeHtml, bool RenderLiquid);

/// <summary>Bodies on their way to the page: Liquid where it is allowed, shortcodes, and last the sanitiser, so that neither can bring in what it removes.</summary>
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

        return settings.SanitizeHtml ? HtmlSanitizing.Sanitize(html) : html;
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

        return html;
    }

    public static Task<string> LiquidAsync(string? liquid, string name, ContentItem item, Shape model, DisplayContext context) => string.IsNullOrEmpty(liquid)
        ? Task.FromResult("")
        : context.Services.GetRequiredService<ContentText>().RenderLiquidAsync(liquid, Name(name, item), item, model, context);

    private static string Name(string name, ContentItem item) => $"{name} of '{item.DisplayText}'";
}
