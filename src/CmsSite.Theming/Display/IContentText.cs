using CmsSite.Content.Items;

namespace CmsSite.Theming.Display;

/// <summary>What happens to text that editors wrote before it is HTML.</summary>
public interface IContentText
{
    /// <summary>Renders Liquid in content or settings, encoding what it outputs; a failure is noted and leaves the text empty.</summary>
    /// <param name="name">For people, in messages: <c>HtmlBodyPart of 'About us'</c>.</param>
    Task<string> RenderLiquidAsync(string source, string name, ContentItem? item, object? model, DisplayContext context);

    /// <summary>Replaces shortcodes, <c>[image]…[/image]</c> and the site's own.</summary>
    Task<string> ProcessShortcodesAsync(string html, ContentItem item, DisplayContext context);
}
