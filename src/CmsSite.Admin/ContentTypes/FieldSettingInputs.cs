using CmsSite.Admin.Inputs;

namespace CmsSite.Admin.ContentTypes;

/// <summary>A class of field: what it is for, and its editors and display modes besides the standard ones.</summary>
internal sealed record KnownField(string Name, string Gives)
{
    public IReadOnlyList<SettingChoice> Editors { get; init; } = [];
    public IReadOnlyList<string> DisplayModes { get; init; } = [];
}

/// <summary>The fields that a part can have, and the settings that each reads.</summary>
internal static class FieldSettingInputs
{
    private static readonly SettingChoice[] _behaviors = [new("Editable", "Written"), new("GeneratedDisabled", "Made from the pattern, shown"), new("GeneratedHidden", "Made from the pattern, not shown")];

    public static IReadOnlyList<KnownField> Fields { get; } =
    [
        new("TextField", "A line or a paragraph, or one of a list.")
        {
            Editors =
            [
                new("TextArea", "Several lines"), new("PredefinedList", "One of a list"), new("Email", "E-mail address"), new("Url", "Web address"), new("Tel", "Telephone number"),
                new("Color", "Colour"), new("CodeMirror", "Code"), new("Monaco", "Code (Monaco)"), new("IconPicker", "Icon"),
            ],
            DisplayModes = ["Header"],
        },
        new("HtmlField", "A text with headings, pictures and links.") { Editors = [new("Wysiwyg", "Rich text"), new("Trumbowyg", "Rich text (Trumbowyg)"), new("Multiline", "HTML source"), new("Monaco", "HTML source (Monaco)")] },
        new("MarkdownField", "A text in Markdown.") { Editors = [new("Wysiwyg", "With a toolbar")] },
        new("BooleanField", "Yes or no.") { Editors = [new("Switch", "A switch")] },
        new("NumericField", "A number.") { Editors = [new("Range", "Range"), new("Select", "Select"), new("Slider", "Slider"), new("Spinner", "Spinner")] },
        new("DateField", "A day.") { Editors = [new("Localized", "In the site's language")] },
        new("DateTimeField", "A day and a time."),
        new("TimeField", "A time of day."),
        new("LinkField", "An address and what it says."),
        new("MediaField", "Files of the media library.") { Editors = [new("Gallery", "Gallery"), new("Attached", "Files of this item alone")] },
        new("ContentPickerField", "Other items.") { Editors = [new("Lucene", "With the search index")] },
        new("TaxonomyField", "Terms of a taxonomy.") { Editors = [new("Tags", "Tags")], DisplayModes = ["Tags"] },
        new("MultiTextField", "Several of a list.") { Editors = [new("CheckboxList", "Checkboxes"), new("Picker", "A picker")] },
        new("UserPickerField", "Accounts.") { DisplayModes = ["UserNames"] },
        new("YoutubeField", "A video of YouTube."),
        new("GeoPointField", "A place on the map.") { Editors = [new("Leaflet", "A map")] },
        new("LocalizationSetContentPickerField", "Items, each with its translations."),
    ];

    private static readonly Dictionary<string, IReadOnlyList<SettingInput>> _byField = new Dictionary<string, SettingInput[]>
    {
        ["TextField"] =
        [
            new("TextFieldSettings", "DefaultValue", SettingKind.Text, "Value of a new item"),
            new("TextFieldSettings", "Placeholder", SettingKind.Text, "Placeholder"),
            new("TextFieldSettings", "Type", SettingKind.Enumeration, "Text") { Choices = _behaviors },
            new("TextFieldSettings", "Pattern", SettingKind.Liquid, "Pattern") { Hint = "Liquid that makes the text where it is not written." },
            new("TextFieldSettings", "MinLength", SettingKind.Number, "Fewest characters") { Default = 0, Minimum = 0 },
            new("TextFieldSettings", "MaxLength", SettingKind.Number, "Most characters") { Default = 0, Minimum = 0, Hint = "0: no limit." },
            new("TextFieldPredefinedListEditorSettings", "Options", SettingKind.Options, "Options") { Editor = "PredefinedList" },
            new("TextFieldPredefinedListEditorSettings", "Editor", SettingKind.Enumeration, "Shown as") { Editor = "PredefinedList", Choices = [new("Radio", "Radio buttons"), new("Dropdown", "A list that opens")] },
            new("TextFieldPredefinedListEditorSettings", "DefaultValue", SettingKind.Text, "Option of a new item") { Editor = "PredefinedList", Hint = "What is stored of it." },
            new("TextFieldHeaderDisplaySettings", "Level", SettingKind.Number, "Level of the heading") { DisplayMode = "Header", Default = 1, Minimum = 1, Maximum = 6 },
        ],
        ["HtmlField"] = Texts("HtmlFieldSettings"),
        ["MarkdownField"] = Texts("MarkdownFieldSettings"),
        ["BooleanField"] =
        [
            new("BooleanFieldSettings", "Label", SettingKind.Text, "Label beside the box"),
            new("BooleanFieldSettings", "DefaultValue", SettingKind.Flag, "Yes in a new item"),
        ],
        ["NumericField"] =
        [
            new("NumericFieldSettings", "Scale", SettingKind.Number, "Digits after the point") { Default = 0, Minimum = 0, Maximum = 20 },
            new("NumericFieldSettings", "Minimum", SettingKind.Decimal, "Least") { NotAbove = "Maximum" },
            new("NumericFieldSettings", "Maximum", SettingKind.Decimal, "Most"),
            new("NumericFieldSettings", "Placeholder", SettingKind.Text, "Placeholder"),
            new("NumericFieldSettings", "DefaultValue", SettingKind.Text, "Value of a new item"),
        ],
        ["TimeField"] = [new("TimeFieldSettings", "Step", SettingKind.Text, "Step in seconds")],
        ["LinkField"] =
        [
            new("LinkFieldSettings", "LinkTextMode", SettingKind.Enumeration, "Text of the link")
            {
                Choices = [new("Optional", "May be written"), new("Required", "Needed to publish"), new("Static", "Always the one of a new item"), new("Url", "Always the address")],
            },
            new("LinkFieldSettings", "HintLinkText", SettingKind.Text, "Hint for the text"),
            new("LinkFieldSettings", "UrlPlaceholder", SettingKind.Text, "Placeholder of the address"),
            new("LinkFieldSettings", "TextPlaceholder", SettingKind.Text, "Placeholder of the text"),
            new("LinkFieldSettings", "DefaultUrl", SettingKind.Text, "Address of a new item"),
            new("LinkFieldSettings", "DefaultText", SettingKind.Text, "Text of a new item"),
            new("LinkFieldSettings", "DefaultTarget", SettingKind.Text, "Target of a new item") { Hint = "_blank opens it in another tab." },
        ],
        ["MediaField"] =
        [
            new("MediaFieldSettings", "Multiple", SettingKind.Flag, "Several files") { Default = true },
            new("MediaFieldSettings", "AllowMediaText", SettingKind.Flag, "Editors may describe them") { Default = true },
            new("MediaFieldSettings", "AllowAnchors", SettingKind.Flag, "Editors may set a focal point"),
            new("MediaFieldSettings", "AllowedExtensions", SettingKind.Lines, "Kinds of files") { Hint = "Endings with their point, one a line. Empty: whatever the library takes." },
        ],
        ["ContentPickerField"] =
        [
            new("ContentPickerFieldSettings", "Multiple", SettingKind.Flag, "Several items"),
            new("ContentPickerFieldSettings", "DisplayAllContentTypes", SettingKind.Flag, "Items of every type"),
            new("ContentPickerFieldSettings", "DisplayedContentTypes", SettingKind.ContentTypes, "Types"),
            new("ContentPickerFieldSettings", "DisplayedStereotypes", SettingKind.Lines, "Stereotypes") { Hint = "One a line; items of every type of these may be picked too." },
            new("ContentPickerFieldSettings", "Placeholder", SettingKind.Text, "Placeholder"),
            new("ContentPickerFieldSettings", "TitlePattern", SettingKind.Liquid, "Pattern for titles"),
        ],
        ["TaxonomyField"] =
        [
            new("TaxonomyFieldSettings", "TaxonomyContentItemId", SettingKind.Taxonomy, "Taxonomy") { Hint = "Without one the field has nothing to choose." },
            new("TaxonomyFieldSettings", "Unique", SettingKind.Flag, "One term at most"),
            new("TaxonomyFieldSettings", "LeavesOnly", SettingKind.Flag, "Only terms without terms below them"),
            new("TaxonomyFieldSettings", "Open", SettingKind.Flag, "Editors may add terms"),
            new("TaxonomyFieldTagsEditorSettings", "Open", SettingKind.Flag, "Editors may add tags") { Editor = "Tags", Default = true },
        ],
        ["MultiTextField"] = [new("MultiTextFieldSettings", "Options", SettingKind.Options, "Options")],
        ["UserPickerField"] =
        [
            new("UserPickerFieldSettings", "Multiple", SettingKind.Flag, "Several accounts"),
            new("UserPickerFieldSettings", "DisplayAllUsers", SettingKind.Flag, "Accounts of every role") { Default = true },
            new("UserPickerFieldSettings", "DisplayedRoles", SettingKind.Roles, "Roles"),
            new("UserPickerFieldSettings", "Placeholder", SettingKind.Text, "Placeholder"),
        ],
        ["LocalizationSetContentPickerField"] =
        [
            new("LocalizationSetContentPickerFieldSettings", "Multiple", SettingKind.Flag, "Several items"),
            new("LocalizationSetContentPickerFieldSettings", "DisplayedContentTypes", SettingKind.ContentTypes, "Types") { Stereotype = "" },
        ],
        ["YoutubeField"] =
        [
            new("YoutubeFieldSettings", "Label", SettingKind.Text, "Label"),
            new("YoutubeFieldSettings", "Width", SettingKind.Number, "Width in pixels") { Default = 0, Minimum = 0 },
            new("YoutubeFieldSettings", "Height", SettingKind.Number, "Height in pixels") { Default = 0, Minimum = 0 },
            new("YoutubeFieldSettings", "Placeholder", SettingKind.Text, "Placeholder"),
        ],
        ["DateField"] = [], ["DateTimeField"] = [], ["GeoPointField"] = [],
    }.ToDictionary(field => field.Key, field => (IReadOnlyList<SettingInput>)[.. Common(field.Key), .. field.Value], StringComparer.Ordinal);

    public static KnownField? Known(string fieldType) => Fields.FirstOrDefault(field => field.Name == fieldType);

    /// <summary>All settings of a field class, those of every editor and display mode too.</summary>
    public static IReadOnlyList<SettingInput> Of(string fieldType) => [.. General(fieldType), .. _byField.GetValueOrDefault(fieldType, [])];

    /// <summary>The settings of a field class with this editor and display mode.</summary>
    public static IReadOnlyList<SettingInput> Of(string fieldType, string? editor, string? displayMode) =>
        [.. Of(fieldType).Where(input => (input.Editor is null || input.Editor == editor) && (input.DisplayMode is null || input.DisplayMode == displayMode))];

    private static IEnumerable<SettingInput> General(string fieldType)
    {
        var known = Known(fieldType);
        yield return new("ContentPartFieldSettings", "DisplayName", SettingKind.Text, "Display name") { Hint = "Above it in the editor. Empty: its name." };
        yield return new("ContentPartFieldSettings", "Description", SettingKind.Text, "Description");
        if (known is null || known.Editors.Count > 0)
        {
            yield return new("ContentPartFieldSettings", "Editor", known is null ? SettingKind.Text : SettingKind.Choice, "Editor") { Choices = [new("", "Standard"), .. known?.Editors ?? []] };
        }

        yield return new("ContentPartFieldSettings", "DisplayMode", SettingKind.Text, "Display mode")
        {
            Hint = known is { DisplayModes: [var mode, ..] } ? $"Empty, {mode}, or one that a template of the theme has in its name." : "Empty, or one that a template of the theme has in its name.",
        };
    }

    private static SettingInput[] Common(string fieldType) =>
    [
        new($"{fieldType}Settings", "Hint", SettingKind.Text, "Hint") { Hint = "Below it in the editor." },
        new($"{fieldType}Settings", "Required", SettingKind.Flag, "Needed to publish"),
    ];

    private static SettingInput[] Texts(string settings) =>
    [
        new(settings, "SanitizeHtml", SettingKind.Flag, "Take out what could run scripts") { Default = true },
        new(settings, "RenderLiquid", SettingKind.Flag, "Run Liquid in it") { Hint = "Whoever may write such an item then writes programs." },
    ];
}
