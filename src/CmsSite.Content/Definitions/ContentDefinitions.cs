using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Content.Definitions;

/// <summary>
/// The content types and parts of the site, as the current scope sees them. A definition is stored as Orchard's record
/// (<c>ContentTypeDefinitionRecord</c>, <c>ContentPartDefinitionRecord</c>), one site document each, so a change to one type is one change.
/// </summary>
public sealed class ContentDefinitions(SiteSession session)
{
    public IReadOnlyCollection<ContentTypeDefinition> Types => [.. TypesByName.Values];

    public IReadOnlyDictionary<string, ContentPartDefinition> Parts => session.Project(SiteDocumentKinds.ContentPart, MakeParts).ByName;

    /// <summary>The type of that name, in any case; null when there is none.</summary>
    public ContentTypeDefinition? Type(string name) => TypesByName.GetValueOrDefault(name);

    public ContentPartDefinition? Part(string name) => Parts.GetValueOrDefault(name);

    /// <summary>Orchard's record of a type, to be changed and given back to <see cref="ContentDefinitionManager.PutTypeAsync"/>; null when there is none.</summary>
    public JsonObject? TypeRecord(string name) => session.Document(SiteDocumentKinds.ContentType, name)?.DeepClone() as JsonObject;

    public JsonObject? PartRecord(string name) => session.Document(SiteDocumentKinds.ContentPart, name)?.DeepClone() as JsonObject;

    private Dictionary<string, ContentTypeDefinition> TypesByName
    {
        get
        {
            // Types hold their parts' definitions, so the projection lives as long as both stay the same.
            var parts = session.Project(SiteDocumentKinds.ContentPart, MakeParts);
            return session.Project(SiteDocumentKinds.ContentType, _ => new TypesFor()).For(parts, () => MakeTypes(session.Documents(SiteDocumentKinds.ContentType), parts));
        }
    }

    private static PartsByName MakeParts(IReadOnlyDictionary<string, JsonNode> records) => new(records.ToDictionary(
        record => record.Key, record => ContentPartDefinition.FromJson(record.Key, (JsonObject)record.Value), StringComparer.OrdinalIgnoreCase));

    private static Dictionary<string, ContentTypeDefinition> MakeTypes(IReadOnlyDictionary<string, JsonNode> records, PartsByName parts)
    {
        var types = new Dictionary<string, ContentTypeDefinition>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, record) in records)
        {
            types[name] = new ContentTypeDefinition
            {
                Name = name,
                DisplayName = record["DisplayName"].AsText() ?? name,
                Settings = new DefinitionSettings(record["Settings"] as JsonObject ?? []),
                Parts = [.. record["ContentTypePartDefinitionRecords"].AsObjects().Select(part => Attached(part, parts))],
            };
        }

        return types;
    }

    private static ContentTypePartDefinition Attached(JsonObject record, PartsByName parts)
    {
        var partName = record["PartName"].AsText() ?? "";
        return new ContentTypePartDefinition
        {
            Name = record["Name"].AsText() ?? partName,
            PartName = partName,
            Settings = new DefinitionSettings(record["Settings"] as JsonObject ?? []),
            Part = parts.ByName.GetValueOrDefault(partName) ?? ContentPartDefinition.FromJson(partName, []),
        };
    }

    private sealed record PartsByName(Dictionary<string, ContentPartDefinition> ByName);

    private sealed class TypesFor
    {
        private Made? _made;

        public Dictionary<string, ContentTypeDefinition> For(PartsByName parts, Func<Dictionary<string, ContentTypeDefinition>> make)
        {
            var made = _made;
            if (made is null || !ReferenceEquals(made.Parts, parts))
            {
                _made = made = new Made(parts, make());
            }

            return made.Types;
        }

        private sealed record Made(PartsByName Parts, Dictionary<string, ContentTypeDefinition> Types);
    }
}
