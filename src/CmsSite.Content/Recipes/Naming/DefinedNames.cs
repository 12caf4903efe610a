using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Naming;

/// <summary>The types, parts and fields that are defined: by the site, by the recipe, by the features it enables. Against them it is told what an item or a type uses that nobody knows.</summary>
public sealed class DefinedNames
{
    // Type → attached parts, by name, with their class.
    private readonly Dictionary<string, Dictionary<string, string>> _types = new(StringComparer.OrdinalIgnoreCase);

    // Part → fields, by name, with their class.
    private readonly Dictionary<string, Dictionary<string, string>> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _customSettings = new(StringComparer.Ordinal);

    /// <summary>What the site has now.</summary>
    public static DefinedNames Of(ContentDefinitions definitions)
    {
        var names = new DefinedNames();
        foreach (var type in definitions.Types)
        {
            names._types[type.Name] = type.Parts.ToDictionary(part => part.Name, part => part.PartName, StringComparer.OrdinalIgnoreCase);
            if (type.Stereotype == "CustomSettings")
            {
                names._customSettings.Add(type.Name);
            }
        }

        foreach (var part in definitions.Parts.Values)
        {
            names._parts[part.Name] = part.Fields.DistinctBy(field => field.Name, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(field => field.Name, field => field.FieldType, StringComparer.OrdinalIgnoreCase);
        }

        return names;
    }

    /// <summary>Adds what a step defines: records of types and parts, or features that bring types.</summary>
    public void Add(JsonObject step)
    {
        foreach (var type in step.Find("ContentTypes").AsObjects())
        {
            Add(_types, type, "ContentTypePartDefinitionRecords", "PartName");
            if (type.Find("Name").Text() is { } name && ((type.Find("Settings") as JsonObject)?["ContentTypeSettings"] as JsonObject)?["Stereotype"].AsText() == "CustomSettings")
            {
                _customSettings.Add(name);
            }
        }

        foreach (var part in step.Find("ContentParts").AsObjects())
        {
            Add(_parts, part, "ContentPartFieldDefinitionRecords", "FieldName");
        }

        foreach (var feature in step.Find("enable").AsTexts())
        {
            if (BuiltInTypes.Of(FeatureCatalog.Find(feature).Id) is { } types)
            {
                Add(types);
            }
        }
    }

    public bool HasType(string type) => _types.ContainsKey(type) || BuiltInTypes.Names.Contains(type);

    public bool IsCustomSettings(string type) => _customSettings.Contains(type);

    /// <summary>The class of the part that is attached under a name; null when none is.</summary>
    public string? Attached(string type, string name) => _types.GetValueOrDefault(type)?.GetValueOrDefault(name);

    public string? Field(string part, string name) => _parts.GetValueOrDefault(part)?.GetValueOrDefault(name);

    /// <summary>
    /// What becomes of a part class: Orchard's own as <see cref="PartCatalog"/> says; one with fields, or the implicit part of a type, is data and works; anything
    /// else needs code that nobody here has.
    /// </summary>
    public RecipeNameState State(string partName) =>
        PartCatalog.Part(partName) ?? (_parts.GetValueOrDefault(partName) is { Count: > 0 } || _types.ContainsKey(partName) ? RecipeNameState.Runs : RecipeNameState.Unknown);

    private static void Add(Dictionary<string, Dictionary<string, string>> all, JsonObject record, string list, string className)
    {
        if (record.Find("Name").Text() is not { } name)
        {
            return;
        }

        if (!all.TryGetValue(name, out var members))
        {
            all[name] = members = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        }

        foreach (var member in record.Find(list).AsObjects())
        {
            if ((member.Find("Name").Text() ?? member.Find(className).Text()) is { } memberName)
            {
                members[memberName] = member.Find(className).Text() ?? memberName;
            }
        }
    }
}
