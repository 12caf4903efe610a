using CmsSite.Content.Items;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Shortcodes;

namespace CmsSite.Theming.Display;

/// <summary>What happens to text that editors wrote before it is HTML. What they wrote wrong leaves a gap in the page and a line for those who may edit templates, no more.</summary>
public sealed class ContentText(LiquidEngine engine)
{
    /// <summary>Renders Liquid in content or settings, encoding what it outputs.</summary>
    /// <param name="name">For people, in messages: <c>HtmlBodyPart of 'About us'</c>.</param>
    /// <param name="model">What the text sees as <c>Model</c>.</param>
    public async Task<string> RenderLiquidAsync(string source, string name, ContentItem? item, object? model, DisplayContext context)
    {
        try
        {
            return await engine.RenderAsync(engine.Parse(name, source), context, [new("Model", model), new("ContentItem", item)]);
        }
        catch (TemplateException failure)
        {
            Note(context, failure.Message);
            return "";
        }
    }

    /// <summary>Replaces shortcodes, <c>[image]…[/image]</c> and the site's own.</summary>
    public async Task<string> ProcessShortcodesAsync(string html, DisplayContext context)
    {
        try
        {
            return await ShortcodeProcessor.ProcessAsync(html, engine, context);
        }
        catch (TemplateException failure)
        {
            Note(context, failure.Message);
            return html;
        }
    }

    private static void Note(DisplayContext context, string message)
    {
        if (!context.TemplateErrors.Contains(message))
        {
            context.TemplateErrors.Add(message);
        }
    }
}
