using CmsSite.Admin.Contents.Editors.Fields;
using CmsSite.Admin.Contents.Editors.Parts;

namespace CmsSite.Admin.Contents.Editors;

/// <summary>Which component edits which class of part or field. What has none is shown as it is stored, and kept so.</summary>
public sealed class EditorRegistry
{
    private readonly Dictionary<string, Type> _parts = new(StringComparer.Ordinal)
    {
        ["TitlePart"] = typeof(TitlePartEditor),
        ["AutoroutePart"] = typeof(AutoroutePartEditor),
        ["AliasPart"] = typeof(AliasPartEditor),
        ["HtmlBodyPart"] = typeof(HtmlBodyPartEditor),
        ["MarkdownBodyPart"] = typeof(MarkdownBodyPartEditor),
        ["PublishLaterPart"] = typeof(PublishLaterPartEditor),
        ["ArchiveLaterPart"] = typeof(ArchiveLaterPartEditor),
        ["SeoMetaPart"] = typeof(SeoMetaPartEditor),
        ["CommentsPart"] = typeof(CommentsPartEditor),
        ["BagPart"] = typeof(BagPartEditor),
        ["FlowPart"] = typeof(FlowPartEditor),
        ["WidgetsListPart"] = typeof(WidgetsListPartEditor),
        ["ListPart"] = typeof(ListPartEditor),
        ["MenuPart"] = typeof(MenuPartEditor),
        ["MenuItemsListPart"] = typeof(NothingToEdit), // MenuPart's editor has them all
        ["LinkMenuItemPart"] = typeof(LinkMenuItemPartEditor),
        ["ContentMenuItemPart"] = typeof(ContentMenuItemPartEditor),
        ["HtmlMenuItemPart"] = typeof(HtmlMenuItemPartEditor),
        ["TaxonomyPart"] = typeof(TaxonomyPartEditor),
        ["TermPart"] = typeof(NothingToEdit),
        ["LiquidPart"] = typeof(LiquidPartEditor),
        ["CommonPart"] = typeof(NothingToEdit),
        ["PreviewPart"] = typeof(NothingToEdit),
        ["LocalizationPart"] = typeof(LocalizationPartEditor),
    };

    private readonly Dictionary<string, Type> _fields = new(StringComparer.Ordinal)
    {
        ["TextField"] = typeof(TextFieldEditor),
        ["HtmlField"] = typeof(HtmlFieldEditor),
        ["MarkdownField"] = typeof(MarkdownFieldEditor),
        ["BooleanField"] = typeof(BooleanFieldEditor),
        ["NumericField"] = typeof(NumericFieldEditor),
        ["DateField"] = typeof(DateFieldEditor),
        ["DateTimeField"] = typeof(DateTimeFieldEditor),
        ["TimeField"] = typeof(TimeFieldEditor),
        ["LinkField"] = typeof(LinkFieldEditor),
        ["MultiTextField"] = typeof(MultiTextFieldEditor),
        ["MediaField"] = typeof(MediaFieldEditor),
        ["ContentPickerField"] = typeof(ContentPickerFieldEditor),
        ["TaxonomyField"] = typeof(TaxonomyFieldEditor),
        ["UserPickerField"] = typeof(UserPickerFieldEditor),
        ["LocalizationSetContentPickerField"] = typeof(LocalizationSetContentPickerFieldEditor),
        ["YoutubeField"] = typeof(YoutubeFieldEditor),
        ["GeoPointField"] = typeof(GeoPointFieldEditor),
    };

    // Beside the text rather than below it: about the item, not in it.
    private readonly HashSet<string> _aside = new(StringComparer.Ordinal) { "AutoroutePart", "AliasPart", "PublishLaterPart", "ArchiveLaterPart", "SeoMetaPart", "CommentsPart", "LocalizationPart" };

    /// <summary>Null when the part has no editor, which is no loss when it has nothing but fields.</summary>
    public Type? Part(string partName) => _parts.GetValueOrDefault(partName);

    public Type? Field(string fieldType) => _fields.GetValueOrDefault(fieldType);

    public bool IsAside(string partName) => _aside.Contains(partName);
}
