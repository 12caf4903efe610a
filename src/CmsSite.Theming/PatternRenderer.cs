using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Theming.Liquid;

namespace CmsSite.Theming;

/// <summary>Renders the Liquid in content: patterns of titles, aliases and paths, generated fields. Plain text, not HTML.</summary>
public sealed class PatternRenderer(LiquidEngine engine, DisplayContext scope) : IPatternRenderer
{
    public async Task<string> RenderAsync(string pattern, ContentItem item, CancellationToken cancellationToken)
    {
        // A page of its own: an import renders thousands, and what one has read must not be what the next one sees.
        var page = scope.Another();
        page.Cancellation = cancellationToken;
        try
        {
            var model = new Dictionary<string, object?> { ["ContentItem"] = item };
            var text = await engine.RenderAsync(engine.Parse($"a pattern of {item.ContentType}", pattern), page, [new("Model", model), new("ContentItem", item)], LiquidEngine.Plain);
            return text.Trim();
        }
        catch (TemplateException exception)
        {
            throw new LiquidPatternException(exception.Message);
        }
    }
}
