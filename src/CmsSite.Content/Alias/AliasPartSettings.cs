namespace CmsSite.Content.Alias;

public enum AliasPartOptions
{
    Editable,
    GeneratedDisabled,
}

public sealed class AliasPartSettings
{
    /// <summary>Liquid that makes the alias when none is given.</summary>
    public string? Pattern { get; set; } = "{{ Model.ContentItem.DisplayText | slugify }}";
    public AliasPartOptions Options { get; set; }
}
