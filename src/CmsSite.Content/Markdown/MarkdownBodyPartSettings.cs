namespace CmsSite.Content.Markdown;

/// <summary>The Markdown is kept as written; what it becomes is sanitised when it is rendered.</summary>
public sealed class MarkdownBodyPartSettings
{
    public bool SanitizeHtml { get; set; } = true;
    public bool RenderLiquid { get; set; }
}
