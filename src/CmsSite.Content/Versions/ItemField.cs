using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;

namespace CmsSite.Content.Versions;

/// <summary>What a value is, as far as comparing needs to know.</summary>
public enum ValueKind
{
    Text,
    Html,
    Markdown,

    /// <summary>Anything that is chosen rather than written: it is one value or another.</summary>
    Choice,
}

/// <summary>
/// One thing in an item that somebody changes as a whole: a field, or a property of a part (<c>HtmlBodyPart.Html</c>). What two versions say is compared and merged field by field.
/// </summary>
/// <param name="Part">Name of the part in the item's JSON.</param>
/// <param name="Name">The field or property; empty where the part is no object.</param>
public sealed record ItemField(string Part, string Name)
{
    /// <summary>All fields that any of the items has, in the order of the type's parts, then as they stand.</summary>
    public static IReadOnlyList<ItemField> Of(ContentTypeDefinition type, params IReadOnlyList<ContentItem> items)
    {
        var parts = type.Parts.Select(part => part.Name).Concat(items.SelectMany(item => item.Content.Select(pair => pair.Key))).Distinct();
        return
        [
            .. parts.SelectMany(part => items.SelectMany(item => item.Content[part] switch
            {
                JsonObject data => data.Select(pair => new ItemField(part, pair.Key)),
                null => [],
                _ => [new ItemField(part, "")],
            }).Distinct()),
        ];
    }

    public string Path => Name.Length == 0 ? Part : $"{Part}.{Name}";

    public JsonNode? In(ContentItem item) => Name.Length == 0 ? item.Content[Part] : item.Part(Part)?[Name];

    /// <summary>Gives the item a copy of the value; null takes it out.</summary>
    public void Set(ContentItem item, JsonNode? value)
    {
        if (value is null)
        {
            (Name.Length == 0 ? item.Content : item.Part(Part))?.Remove(Name.Length == 0 ? Part : Name);
        }
        else if (Name.Length == 0)
        {
            item.Content[Part] = value.DeepClone();
        }
        else
        {
            item.EnsurePart(Part)[Name] = value.DeepClone();
        }
    }

    public ContentPartFieldDefinition? Definition(ContentTypeDefinition type) => type.Part(Part)?.Part.Field(Name);

    /// <summary>What people call it.</summary>
    public string Label(ContentTypeDefinition type) => (Definition(type), type.Part(Part)?.PartName, Name) switch
    {
        ({ } field, _, _) => field.DisplayName,
        (_, "TitlePart", "Title") => "Title",
        (_, "HtmlBodyPart", "Html") or (_, "MarkdownBodyPart", "Markdown") => "Text",
        (_, "AutoroutePart", "Path") => "Address",
        (_, "AliasPart", "Alias") => "Alias",
        (_, "PublishLaterPart", _) => "Publish later",
        (_, "ArchiveLaterPart", _) => "Unpublish later",
        (_, _, "") => Part,
        _ => $"{type.Part(Part)?.DisplayName ?? Part}: {Name}",
    };

    public ValueKind Kind(ContentTypeDefinition type) => (Definition(type)?.FieldType ?? type.Part(Part)?.PartName ?? Part, Name) switch
    {
        ("HtmlField", _) or ("HtmlBodyPart", "Html") => ValueKind.Html,
        ("MarkdownField", _) or ("MarkdownBodyPart", "Markdown") => ValueKind.Markdown,
        ("TextField", _) or ("TitlePart", "Title") => ValueKind.Text,
        ("SeoMetaPart", "PageTitle" or "MetaDescription") => ValueKind.Text,
        _ => ValueKind.Choice,
    };

    /// <summary>The text inside a value that is written: a string, or a field's one string.</summary>
    public static string TextOf(JsonNode? value) => value.AsText() ?? (value as JsonObject)?[TextProperty(value)].AsText() ?? "";

    /// <summary>The value with another text in it.</summary>
    public static JsonNode WithText(JsonNode? value, string text, ValueKind kind)
    {
        if (value is not JsonObject field)
        {
            return JsonValue.Create(text);
        }

        var copy = (JsonObject)field.DeepClone();
        copy[field.Count == 0 ? kind.ToString() : TextProperty(field)] = text;
        return copy;
    }

    private static string TextProperty(JsonNode? value) => new[] { "Text", "Html", "Markdown" }.FirstOrDefault(name => value?[name] is not null) ?? "Text";
}
