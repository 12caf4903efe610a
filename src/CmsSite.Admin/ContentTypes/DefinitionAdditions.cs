using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Admin.ContentTypes;

/// <summary>Parts added to types, and fields to parts. They take nothing from anybody, so they are added to whatever is stored.</summary>
internal static class DefinitionAdditions
{
    /// <summary>Parts that may be attached to a type and are not yet: those built in, those of the site, and the one with the type's own fields where it was taken away.</summary>
    public static IReadOnlyList<KnownPart> Attachable(ContentDefinitions definitions, ContentTypeDefinition type) =>
    [
        .. PartSettingInputs.Parts.Where(part => type.Part(part.Name) is null),
        .. OwnParts(definitions, part => part.Settings.Get<ContentPartSettings>().Attachable || part.Name.Equals(type.Name, StringComparison.OrdinalIgnoreCase)).Where(part => type.Part(part.Name) is null),
    ];

    /// <summary>Parts of which a type may have several.</summary>
    public static IReadOnlyList<KnownPart> Reusable(ContentDefinitions definitions) =>
        [.. PartSettingInputs.Parts.Where(part => part.IsReusable), .. OwnParts(definitions, part => part.Settings.Get<ContentPartSettings>().Reusable)];

    /// <exception cref="RefusedException">The user may not change definitions.</exception>
    public static Task<DefinitionOutcome> AttachAsync(AdminScope scope, string type, IReadOnlyCollection<string> parts)
    {
        var definitions = scope.Get<ContentDefinitions>();
        if (definitions.Type(type) is not { } known || definitions.TypeRecord(type) is not { } record)
        {
            return Task.FromResult<DefinitionOutcome>(new DefinitionOutcome.Overtaken());
        }

        foreach (var part in parts.Where(part => known.Part(part) is null))
        {
            DefinitionRecords.Add(record, DefinitionRecords.Parts, DefinitionRecords.NewAttached(part, part));
        }

        return DefinitionChanges.SaveAsync(scope, [Type(definitions, known, record)]);
    }

    /// <summary>Attaches a part under a name of its own.</summary>
    /// <exception cref="RefusedException">The user may not change definitions.</exception>
    public static Task<DefinitionOutcome> AttachNamedAsync(AdminScope scope, string type, string part, string displayName, string name)
    {
        var definitions = scope.Get<ContentDefinitions>();
        if (definitions.Type(type) is not { } known || definitions.TypeRecord(type) is not { } record)
        {
            return Task.FromResult<DefinitionOutcome>(new DefinitionOutcome.Overtaken());
        }

        var problem = displayName.Length == 0 ? "A display name is needed."
            : TechnicalNames.Problem(name) is { } wrong ? $"{wrong[..1].ToUpperInvariant()}{wrong[1..]}."
            : known.Parts.Any(attached => attached.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ? $"{known.DisplayName} has a part called {name} already."
            : name.Equals(known.Name, StringComparison.OrdinalIgnoreCase) || PartCatalog.Part(name) is not null || definitions.Part(name) is not null ? $"{name} is the name of a part; give this one a name of its own."
            : null;
        if (problem is not null)
        {
            return Task.FromResult<DefinitionOutcome>(new DefinitionOutcome.Wrong(displayName.Length == 0 ? "definition-display-name" : "definition-name", problem));
        }

        var attachedPart = DefinitionRecords.NewAttached(part, name);
        attachedPart["Settings"] = new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["DisplayName"] = displayName } };
        DefinitionRecords.Add(record, DefinitionRecords.Parts, attachedPart);
        return DefinitionChanges.SaveAsync(scope, [Type(definitions, known, record)]);
    }

    /// <summary>Adds a field to a part; a type's own fields are in the part of its name, which comes with the first of them.</summary>
    /// <exception cref="RefusedException">The user may not change definitions.</exception>
    public static Task<DefinitionOutcome> AddFieldAsync(AdminScope scope, string part, string fieldType, string displayName, string name)
    {
        var definitions = scope.Get<ContentDefinitions>();
        var (record, type) = (definitions.PartRecord(part), definitions.Type(part));
        var (id, problem) = displayName.Length == 0 ? ("definition-display-name", "A display name is needed.")
            : TechnicalNames.Problem(name) is { } wrong ? ("definition-name", $"{wrong[..1].ToUpperInvariant()}{wrong[1..]}.")
            : DefinitionRecords.Find(record, DefinitionRecords.Fields, name) is not null ? ("definition-name", $"There is a field called {name} already.")
            : FieldSettingInputs.Known(fieldType) is null ? ("definition-field-type", "Choose what kind of field it is.")
            : ("", null);
        if (problem is not null)
        {
            return Task.FromResult<DefinitionOutcome>(new DefinitionOutcome.Wrong(id, problem));
        }

        var field = DefinitionRecords.NewField(fieldType, name);
        field["Settings"] = new JsonObject { ["ContentPartFieldSettings"] = new JsonObject { ["DisplayName"] = displayName } };
        var written = record?.DeepClone() as JsonObject ?? DefinitionRecords.NewPart(type?.Name ?? part);
        DefinitionRecords.Add(written, DefinitionRecords.Fields, field);
        List<WrittenDefinition> changes = [new(SiteDocumentKinds.ContentPart, written["Name"].AsText() ?? part, record, written)];
        if (type is not null && !type.Has(type.Name) && definitions.TypeRecord(part) is { } typeRecord)
        {
            DefinitionRecords.Add(typeRecord, DefinitionRecords.Parts, DefinitionRecords.NewAttached(type.Name, type.Name));
            changes.Add(Type(definitions, type, typeRecord));
        }

        return DefinitionChanges.SaveAsync(scope, changes);
    }

    private static WrittenDefinition Type(ContentDefinitions definitions, ContentTypeDefinition type, JsonObject written) =>
        new(SiteDocumentKinds.ContentType, type.Name, definitions.TypeRecord(type.Name), written);

    private static IEnumerable<KnownPart> OwnParts(ContentDefinitions definitions, Func<ContentPartDefinition, bool> may) =>
        from part in definitions.Parts.Values
        let settings = part.Settings.Get<ContentPartSettings>()
        where may(part) && PartSettingInputs.Parts.All(known => known.Name != part.Name)
        orderby part.Name
        select new KnownPart(part.Name, settings.Description ?? "A part of this site.", settings.Reusable);
}
