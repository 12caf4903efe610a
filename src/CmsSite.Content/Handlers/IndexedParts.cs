using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;

namespace CmsSite.Content.Handlers;

internal static class IndexedParts
{
    /// <summary>
    /// The part's data, if it counts: what stays in an item after its type has lost the part does not. A type that nobody has defined (yet) is believed what its items say.
    /// </summary>
    public static JsonObject? Attached(this ContentItem item, ContentTypeDefinition? type, string partName) =>
        type is null ? item.Part(partName)
        : type.Parts.FirstOrDefault(part => part.PartName == partName) is { } attached ? item.Part(attached.Name)
        : null;

    /// <summary>Of a provider's sources: that the part is attached, and under which name.</summary>
    public static IEnumerable<string> SourceOf(this ContentTypeDefinition type, string partName) =>
        type.Parts.Where(part => part.PartName == partName).Take(1).Select(part => $"{partName} as {part.Name}");

    /// <summary>Of a provider's sources: the fields of these types.</summary>
    public static IEnumerable<string> SourcesOf(this ContentTypeDefinition type, Func<string, bool> isIndexed) =>
        from part in type.Parts from field in part.Part.Fields where isIndexed(field.FieldType) select $"{part.Name}.{field.Name}: {field.FieldType}";
}
