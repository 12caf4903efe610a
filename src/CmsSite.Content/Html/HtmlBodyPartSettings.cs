namespace CmsSite.Content.Html;

public sealed class HtmlBodyPartSettings
{
    public bool SanitizeHtml { get; set; } = true;
    public bool RenderLiquid { get; set; }
}
