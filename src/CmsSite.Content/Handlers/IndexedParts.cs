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
}
