using System.Text.Json.Serialization;

namespace CmsSite.Content.Fields;

/// <summary>What all fields' settings have.</summary>
public abstract class FieldSettings
{
    public string? Hint { get; set; }
    public bool Required { get; set; }
}

public enum FieldBehavior
{
    Editable,
    GeneratedDisabled,
    GeneratedHidden,
}

public sealed class TextFieldSettings : FieldSettings
{
    public string? DefaultValue { get; set; }
    public FieldBehavior Type { get; set; }

    /// <summary>Liquid that makes the text, unless it is editable.</summary>
    public string? Pattern { get; set; }
    public string? Placeholder { get; set; }

    /// <summary>In characters; 0 is no limit.</summary>
    public int MinLength { get; set; }
    public int MaxLength { get; set; }
}

/// <summary>One choice of a predefined list or a multi text field.</summary>
public sealed class FieldOption
{
    public string? Name { get; set; }
    public string? Value { get; set; }

    /// <summary>Chosen in a new item (multi text fields).</summary>
    [JsonPropertyName("default")]
    public bool IsDefault { get; set; }
}

public enum PredefinedListEditor
{
    Radio,
    Dropdown,
}

public sealed class TextFieldPredefinedListEditorSettings
{
    public FieldOption[] Options { get; set; } = [];
    public PredefinedListEditor Editor { get; set; }
    public string? DefaultValue { get; set; }
}

public sealed class TextFieldHeaderDisplaySettings
{
    public int Level { get; set; } = 1;
}

public sealed class HtmlFieldSettings : FieldSettings
{
    public bool SanitizeHtml { get; set; } = true;
    public bool RenderLiquid { get; set; }
}

public sealed class MarkdownFieldSettings : FieldSettings
{
    public bool SanitizeHtml { get; set; } = true;
    public bool RenderLiquid { get; set; }
}

public sealed class BooleanFieldSettings : FieldSettings
{
    public string? Label { get; set; }
    public bool DefaultValue { get; set; }
}

public sealed class NumericFieldSettings : FieldSettings
{
    /// <summary>Digits after the point.</summary>
    public int Scale { get; set; }
    public decimal? Minimum { get; set; }
    public decimal? Maximum { get; set; }
    public string? Placeholder { get; set; }
    public string? DefaultValue { get; set; }
}

public sealed class DateFieldSettings : FieldSettings;

public sealed class DateTimeFieldSettings : FieldSettings;

public sealed class TimeFieldSettings : FieldSettings
{
    public string? Step { get; set; }
}

public enum LinkTextMode
{
    Optional,
    Required,
    Static,
    Url,
}

public sealed class LinkFieldSettings : FieldSettings
{
    public string? HintLinkText { get; set; }
    public LinkTextMode LinkTextMode { get; set; }
    public string? UrlPlaceholder { get; set; }
    public string? TextPlaceholder { get; set; }
    public string? DefaultUrl { get; set; }
    public string? DefaultText { get; set; }
    public string? DefaultTarget { get; set; }
}

public sealed class MediaFieldSettings : FieldSettings
{
    public bool Multiple { get; set; } = true;
    public bool AllowMediaText { get; set; } = true;
    public bool AllowAnchors { get; set; }

    /// <summary>With the point: <c>.jpg</c>. Empty: whatever the library takes.</summary>
    public string[] AllowedExtensions { get; set; } = [];
}

public sealed class ContentPickerFieldSettings : FieldSettings
{
    public bool Multiple { get; set; }
    public bool DisplayAllContentTypes { get; set; }
    public string[] DisplayedContentTypes { get; set; } = [];
    public string[] DisplayedStereotypes { get; set; } = [];
    public string? Placeholder { get; set; }
    public string? TitlePattern { get; set; }
}

public sealed class LocalizationSetContentPickerFieldSettings : FieldSettings
{
    public bool Multiple { get; set; }
    public string[] DisplayedContentTypes { get; set; } = [];
}

public sealed class UserPickerFieldSettings : FieldSettings
{
    public bool Multiple { get; set; }
    public bool DisplayAllUsers { get; set; } = true;
    public string[] DisplayedRoles { get; set; } = [];
    public string? Placeholder { get; set; }
}

public sealed class TaxonomyFieldSettings : FieldSettings
{
    public string? TaxonomyContentItemId { get; set; }

    /// <summary>At most one term.</summary>
    public bool Unique { get; set; }

    /// <summary>Only terms that have no terms below them.</summary>
    public bool LeavesOnly { get; set; }

    public bool Open { get; set; }
    public string? Placeholder { get; set; }
}

public sealed class TaxonomyFieldTagsEditorSettings
{
    /// <summary>Editors may add terms.</summary>
    public bool Open { get; set; } = true;
}

public sealed class MultiTextFieldSettings : FieldSettings
{
    public FieldOption[] Options { get; set; } = [];
}

public sealed class YoutubeFieldSettings : FieldSettings
{
    public string? Label { get; set; }
    public int Width { get; set; }
    public int Height { get; set; }
    public string? Placeholder { get; set; }
}

public sealed class GeoPointFieldSettings : FieldSettings;
