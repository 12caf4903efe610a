namespace CmsSite.Content.Title;

public enum TitlePartOptions
{
    Editable,
    GeneratedDisabled,
    GeneratedHidden,
    EditableRequired,
}

public sealed class TitlePartSettings
{
    public TitlePartOptions Options { get; set; }

    /// <summary>Liquid that makes the title, for the two generated options.</summary>
    public string? Pattern { get; set; }
    public bool RenderTitle { get; set; } = true;
    public string? Placeholder { get; set; }
    public bool IsGenerated => Options is TitlePartOptions.GeneratedDisabled or TitlePartOptions.GeneratedHidden;
}
