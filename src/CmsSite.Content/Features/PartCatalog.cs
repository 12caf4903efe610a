using System.Collections.Frozen;
using CmsSite.Recipes;

namespace CmsSite.Content.Features;

/// <summary>The part and field classes that Orchard has in code, and which of them do their work here.</summary>
public static class PartCatalog
{
    private static readonly FrozenDictionary<string, RecipeNameState> _parts = States(
        runs:
        [
            "TitlePart", "AutoroutePart", "AliasPart", "HtmlBodyPart", "MarkdownBodyPart", "LiquidPart", "ListPart", "ContainedPart", "BagPart", "FlowPart", "FlowMetadata",
            "WidgetsListPart", "WidgetMetadata", "TaxonomyPart", "TermPart", "MenuPart", "MenuItemsListPart", "LinkMenuItemPart", "ContentMenuItemPart", "HtmlMenuItemPart",
            "MenuItemPermissionPart", "CommonPart", "PublishLaterPart", "ArchiveLaterPart", "PreviewPart", "LocalizationPart", "SeoMetaPart", "SitemapPart", "LayerMetadata",
            "SearchFormPart", "CommentsPart", "FormPart", "FormElementPart", "FormInputElementPart", "FormElementLabelPart", "FormElementValidationPart", "InputPart", "TextAreaPart", "SelectPart", "LabelPart",
            "ButtonPart", "ValidationPart", "ValidationSummaryPart", "FacebookPluginPart", "DashboardPart", "ReCaptchaPart",
        ],
        kept:
        [
            "AuditTrailPart", "UserNotificationPreferencesPart", "FormInputElementVisibilityPart",
        ]);

    private static readonly FrozenDictionary<string, RecipeNameState> _fields = States(
        runs:
        [
            "TextField", "HtmlField", "MarkdownField", "BooleanField", "NumericField", "DateField", "DateTimeField", "TimeField", "LinkField", "MediaField",
            "ContentPickerField", "UserPickerField", "TaxonomyField", "MultiTextField", "YoutubeField", "GeoPointField", "LocalizationSetContentPickerField",
        ],
        kept: []);

    // Items carry them without their type saying so.
    private static readonly FrozenSet<string> _welded =
        new[] { "ContainedPart", "LayerMetadata", "FlowMetadata", "WidgetMetadata", "TermPart", "LocalizationPart", "Terms", "@WeldedPartSettings", "MenuItemsListPart" }
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The part classes that Orchard has, and those of this site.</summary>
    public static IEnumerable<string> Parts => _parts.Keys;

    /// <summary>The field classes that Orchard has.</summary>
    public static IEnumerable<string> Fields => _fields.Keys;

    /// <summary>Null when Orchard has no part of that class.</summary>
    public static RecipeNameState? Part(string partName) => _parts.TryGetValue(partName, out var state) ? state : null;

    /// <summary>Null when Orchard has no field of that class.</summary>
    public static RecipeNameState? Field(string fieldType) => _fields.TryGetValue(fieldType, out var state) ? state : null;

    /// <summary>Whether items have that property at their root although it is not attached to their type.</summary>
    public static bool IsWelded(string name) => _welded.Contains(name);

    private static FrozenDictionary<string, RecipeNameState> States(string[] runs, string[] kept) =>
        runs.Select(name => KeyValuePair.Create(name, RecipeNameState.Runs))
            .Concat(kept.Select(name => KeyValuePair.Create(name, RecipeNameState.Kept)))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
