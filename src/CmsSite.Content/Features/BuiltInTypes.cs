using System.Text.Json.Nodes;

namespace CmsSite.Content.Features;

/// <summary>
/// Content types that in Orchard no recipe brings: a module's migration makes them when its feature is enabled, and recipes rely on that (every menu is an item of type
/// <c>Menu</c>). Records as a <c>ContentDefinition</c> step has them.
/// </summary>
public static class BuiltInTypes
{
    private static readonly Dictionary<string, string> _byFeature = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OrchardCore.Menu"] = """
            { "ContentTypes": [
              { "Name": "Menu", "DisplayName": "Menu", "Settings": { "ContentTypeSettings": { "Creatable": true, "Listable": true, "Draftable": true, "Versionable": true } },
                "ContentTypePartDefinitionRecords": [
                  { "PartName": "TitlePart", "Name": "TitlePart", "Settings": { "ContentTypePartSettings": { "Position": "1" } } },
                  { "PartName": "AliasPart", "Name": "AliasPart", "Settings": { "ContentTypePartSettings": { "Position": "2" },
                      "AliasPartSettings": { "Pattern": "{{ Model.ContentItem | display_text | slugify }}" } } },
                  { "PartName": "MenuPart", "Name": "MenuPart", "Settings": { "ContentTypePartSettings": { "Position": "3" } } },
                  { "PartName": "MenuItemsListPart", "Name": "MenuItemsListPart", "Settings": { "ContentTypePartSettings": { "Position": "4" } } } ] },
              { "Name": "LinkMenuItem", "DisplayName": "Link Menu Item", "Settings": { "ContentTypeSettings": { "Stereotype": "MenuItem" } },
                "ContentTypePartDefinitionRecords": [ { "PartName": "LinkMenuItemPart", "Name": "LinkMenuItemPart", "Settings": {} } ] },
              { "Name": "ContentMenuItem", "DisplayName": "Content Menu Item", "Settings": { "ContentTypeSettings": { "Stereotype": "MenuItem" } },
                "ContentTypePartDefinitionRecords": [ { "PartName": "ContentMenuItemPart", "Name": "ContentMenuItemPart", "Settings": {} } ] },
              { "Name": "HtmlMenuItem", "DisplayName": "Html Menu Item", "Settings": { "ContentTypeSettings": { "Stereotype": "MenuItem" } },
                "ContentTypePartDefinitionRecords": [ { "PartName": "HtmlMenuItemPart", "Name": "HtmlMenuItemPart", "Settings": {} } ] } ],
              "ContentParts": [
              { "Name": "ContentMenuItemPart", "Settings": {}, "ContentPartFieldDefinitionRecords": [
                  { "FieldName": "ContentPickerField", "Name": "SelectedContentItem", "Settings": { "ContentPartFieldSettings": { "DisplayName": "Selected Content Item" },
                      "ContentPickerFieldSettings": { "Required": true, "Multiple": false, "DisplayAllContentTypes": true } } } ] } ] }
            """,
        ["OrchardCore.Taxonomies"] = """
            { "ContentTypes": [
              { "Name": "Taxonomy", "DisplayName": "Taxonomy", "Settings": { "ContentTypeSettings": { "Creatable": true, "Listable": true, "Draftable": true, "Versionable": true } },
                "ContentTypePartDefinitionRecords": [
                  { "PartName": "TitlePart", "Name": "TitlePart", "Settings": { "ContentTypePartSettings": { "Position": "1" } } },
                  { "PartName": "AliasPart", "Name": "AliasPart", "Settings": { "ContentTypePartSettings": { "Position": "2" },
                      "AliasPartSettings": { "Pattern": "{{ Model.ContentItem | display_text | slugify }}" } } },
                  { "PartName": "AutoroutePart", "Name": "AutoroutePart", "Settings": { "ContentTypePartSettings": { "Position": "3" },
                      "AutoroutePartSettings": { "Pattern": "{{ Model.ContentItem | display_text | slugify }}", "AllowCustomPath": true, "AllowRouteContainedItems": true } } },
                  { "PartName": "TaxonomyPart", "Name": "TaxonomyPart", "Settings": { "ContentTypePartSettings": { "Position": "4" } } } ] } ] }
            """,
        ["OrchardCore.Search"] = """
            { "ContentTypes": [
              { "Name": "SearchForm", "DisplayName": "Search Form", "Settings": { "ContentTypeSettings": { "Stereotype": "Widget" } },
                "ContentTypePartDefinitionRecords": [
                  { "PartName": "TitlePart", "Name": "TitlePart", "Settings": { "TitlePartSettings": { "RenderTitle": false } } },
                  { "PartName": "SearchFormPart", "Name": "SearchFormPart", "Settings": {} } ] } ] }
            """,
        ["OrchardCore.Forms"] = Widgets(
            ("Form", "Form", "TitlePart FormElementPart FormPart FlowPart"), ("Input", "Input", "FormInputElementPart FormElementPart InputPart"),
            ("TextArea", "Text Area", "FormInputElementPart FormElementPart TextAreaPart"), ("Select", "Select", "FormInputElementPart FormElementPart SelectPart"),
            ("Button", "Button", "FormInputElementPart FormElementPart ButtonPart"), ("Label", "Label", "TitlePart FormElementPart LabelPart"),
            ("Validation", "Validation", "ValidationPart"), ("ValidationSummary", "Validation Summary", "ValidationSummaryPart")),
        ["OrchardCore.ReCaptcha"] = Widgets(("ReCaptcha", "ReCaptcha", "ReCaptchaPart")),
        ["OrchardCore.ReCaptcha.Forms"] = Widgets(("ReCaptcha", "ReCaptcha", "ReCaptchaPart")),
        ["OrchardCore.Facebook.Widgets"] = Widgets(("FacebookPlugin", "Facebook Plugin", "FacebookPluginPart")),
        ["OrchardCore.Seo"] = """
            { "ContentTypes": [
              { "Name": "SocialMetaSettings", "DisplayName": "Social Meta Settings", "Settings": { "ContentTypeSettings": { "Stereotype": "CustomSettings" } },
                "ContentTypePartDefinitionRecords": [ { "PartName": "SocialMetaSettings", "Name": "SocialMetaSettings", "Settings": {} } ] } ],
              "ContentParts": [
              { "Name": "SocialMetaSettings", "Settings": {}, "ContentPartFieldDefinitionRecords": [
                  { "FieldName": "MediaField", "Name": "DefaultSocialImage", "Settings": { "MediaFieldSettings": { "Multiple": false } } },
                  { "FieldName": "MediaField", "Name": "OpenGraphImage", "Settings": { "MediaFieldSettings": { "Multiple": false } } },
                  { "FieldName": "TextField", "Name": "OpenGraphType", "Settings": {} },
                  { "FieldName": "TextField", "Name": "OpenGraphSiteName", "Settings": {} },
                  { "FieldName": "MediaField", "Name": "TwitterImage", "Settings": { "MediaFieldSettings": { "Multiple": false } } },
                  { "FieldName": "TextField", "Name": "TwitterCard", "Settings": {} },
                  { "FieldName": "TextField", "Name": "TwitterCreator", "Settings": {} },
                  { "FieldName": "TextField", "Name": "TwitterSite", "Settings": {} },
                  { "FieldName": "TextField", "Name": "GoogleSchema", "Settings": { "ContentPartFieldSettings": { "Editor": "TextArea" } } } ] } ] }
            """,
    };

    /// <summary>The names of all types that some feature makes.</summary>
    public static IReadOnlySet<string> Names { get; } = _byFeature.Values
        .SelectMany(json => ((JsonArray)JsonNode.Parse(json)!["ContentTypes"]!).Select(type => (string)type!["Name"]!))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Type and part records that a feature brings (<c>ContentTypes</c>, <c>ContentParts</c>); null when it brings none. A new tree each time.</summary>
    public static JsonObject? Of(string featureId) => _byFeature.TryGetValue(featureId, out var json) ? (JsonObject)JsonNode.Parse(json)! : null;

    /// <summary>The names of the types that a feature brings.</summary>
    public static IReadOnlyList<string> NamesOf(string featureId) =>
        Of(featureId)?["ContentTypes"] is JsonArray types ? [.. types.Select(type => (string)type!["Name"]!)] : [];

    private static string Widgets(params (string Name, string DisplayName, string Parts)[] types)
    {
        var records = types.Select(type => (JsonNode)new JsonObject
        {
            ["Name"] = type.Name,
            ["DisplayName"] = type.DisplayName,
            ["Settings"] = new JsonObject { ["ContentTypeSettings"] = new JsonObject { ["Stereotype"] = "Widget" } },
            ["ContentTypePartDefinitionRecords"] = new JsonArray([.. type.Parts.Split(' ').Select(part => (JsonNode)new JsonObject
            {
                ["PartName"] = part, ["Name"] = part, ["Settings"] = part == "TitlePart" ? new JsonObject { ["TitlePartSettings"] = new JsonObject { ["RenderTitle"] = false } } : [],
            })]),
        });
        return new JsonObject { ["ContentTypes"] = new JsonArray([.. records]) }.ToJsonString();
    }
}
