using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Normalising;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes;

/// <summary>
/// Writes the type and part records of a recipe. Merging keeps what the record does not name and unites arrays, as Orchard does. Unlike there, a type's settings count also when the record
/// has no <c>DisplayName</c>.
/// </summary>
internal sealed class DefinitionImport(ContentDefinitions definitions, ContentDefinitionManager manager)
{
    private const string Parts = "ContentTypePartDefinitionRecords";
    private const string Fields = "ContentPartFieldDefinitionRecords";

    /// <param name="replace">True starts each listed type and part from nothing.</param>
    public async Task ImportAsync(RecipeStepContext step, JsonObject records, bool replace, CancellationToken cancellationToken)
    {
        var notes = new NormalisationNotes();
        foreach (var (record, path) in Records(step, records, "ContentTypes"))
        {
            await ImportTypeAsync(step, record, path, replace, notes, cancellationToken);
        }

        foreach (var (record, path) in Records(step, records, "ContentParts"))
        {
            await ImportPartAsync(step, record, path, replace, notes, cancellationToken);
        }

        await manager.ReindexAsync(cancellationToken);
        notes.ReportTo(step);
    }

    private async Task ImportTypeAsync(RecipeStepContext step, JsonObject record, string path, bool replace, NormalisationNotes notes, CancellationToken cancellationToken)
    {
        var name = record.Find("Name").Text();
        if (TechnicalNames.ProblemOfDefinition(name) is { } problem)
        {
            step.Error($"{path}.Name", $"the content type cannot be defined: {problem}");
            return;
        }

        var stored = (replace ? null : definitions.TypeRecord(name!)) ?? new JsonObject { ["Name"] = name, ["DisplayName"] = name, ["Settings"] = new JsonObject(), [Parts] = new JsonArray() };
        if (record.Find("DisplayName").Text() is { Length: > 0 } displayName)
        {
            stored["DisplayName"] = displayName;
        }

        var settings = SettingsOf(step, record, path, "ContentTypeSettings", FlatSettings.OfType, null, notes);
        SettingsMerge.Into(Settings(stored), settings);

        var attached = List(stored, Parts);
        var i = 0;
        foreach (var given in Objects(step, record, path, Parts))
        {
            Attach(step, attached, (JsonObject)given.DeepClone(), $"{path}.{Parts}[{i++}]", notes);
        }

        await manager.PutTypeAsync(stored["Name"].AsText()!, stored, cancellationToken);
    }

    private static void Attach(RecipeStepContext step, JsonArray attached, JsonObject record, string path, NormalisationNotes notes)
    {
        if (BodyPart.NormaliseAttached(record))
        {
            notes.Add($"{path}.PartName", "BodyPart is read as HtmlBodyPart");
        }

        var partName = record.Find("PartName").Text();
        if (string.IsNullOrEmpty(partName))
        {
            step.Error(path, "the attached part has no PartName", "Give the part's class, such as \"TitlePart\"");
            return;
        }

        var name = record.Find("Name").Text() is { Length: > 0 } given ? given : partName;
        if (TechnicalNames.Problem(name) is { } problem)
        {
            step.Error($"{path}.Name", $"the part cannot be attached: {problem}");
            return;
        }

        var existing = attached.AsObjects().FirstOrDefault(part => name.Equals(part["Name"].AsText(), StringComparison.OrdinalIgnoreCase));
        if (existing is null)
        {
            attached.Add(existing = new JsonObject { ["PartName"] = partName, ["Name"] = name, ["Settings"] = new JsonObject() });
        }
        else if (existing["PartName"].AsText() is { } now && !now.Equals(partName, StringComparison.Ordinal))
        {
            step.Warn($"{path}.PartName", $"\"{name}\" is attached already as a {now}, and stays one", "Detach it first if it shall become another");
        }

        SettingsMerge.Into(Settings(existing), SettingsOf(step, record, path, "ContentTypePartSettings", FlatSettings.OfAttachedPart, $"{partName}Settings", notes));
    }

    private async Task ImportPartAsync(RecipeStepContext step, JsonObject record, string path, bool replace, NormalisationNotes notes, CancellationToken cancellationToken)
    {
        var name = record.Find("Name").Text();
        if (TechnicalNames.ProblemOfDefinition(name) is { } problem)
        {
            step.Error($"{path}.Name", $"the content part cannot be defined: {problem}");
            return;
        }

        var stored = (replace ? null : definitions.PartRecord(name!)) ?? new JsonObject { ["Name"] = name, ["Settings"] = new JsonObject(), [Fields] = new JsonArray() };
        SettingsMerge.Into(Settings(stored), SettingsOf(step, record, path, "ContentPartSettings", FlatSettings.OfPart, null, notes));

        var fields = List(stored, Fields);
        var i = 0;
        foreach (var given in Objects(step, record, path, Fields))
        {
            AddField(step, fields, given, $"{path}.{Fields}[{i++}]", notes);
        }

        await manager.PutPartAsync(stored["Name"].AsText()!, stored, cancellationToken);
    }

    private static void AddField(RecipeStepContext step, JsonArray fields, JsonObject record, string path, NormalisationNotes notes)
    {
        var name = record.Find("Name").Text();
        var fieldType = record.Find("FieldName").Text();
        if (TechnicalNames.Problem(name) is { } problem)
        {
            step.Error($"{path}.Name", $"the field cannot be defined: {problem}");
            return;
        }

        var existing = fields.AsObjects().FirstOrDefault(field => name!.Equals(field["Name"].AsText(), StringComparison.OrdinalIgnoreCase));
        if (existing is null && string.IsNullOrEmpty(fieldType))
        {
            step.Error(path, $"the field \"{name}\" has no FieldName", "Give the field's class, such as \"TextField\"");
            return;
        }

        if (existing is null)
        {
            fields.Add(existing = new JsonObject { ["FieldName"] = fieldType, ["Name"] = name, ["Settings"] = new JsonObject() });
        }
        else if (!string.IsNullOrEmpty(fieldType))
        {
            existing["FieldName"] = fieldType;
        }

        SettingsMerge.Into(Settings(existing), SettingsOf(step, record, path, "ContentPartFieldSettings", FlatSettings.OfField, $"{existing["FieldName"].AsText()}Settings", notes));
    }

    // The record's settings in today's shape; a copy.
    private static JsonObject SettingsOf(RecipeStepContext step, JsonObject record, string path, string general, IReadOnlySet<string> names, string? own, NormalisationNotes notes)
    {
        var given = record.Find("Settings");
        if (given is not (null or JsonObject))
        {
            step.Error($"{path}.Settings", "settings are an object", "Write { \"ContentTypeSettings\": { … } }");
        }

        var settings = (given as JsonObject)?.DeepClone() as JsonObject ?? [];
        if (FlatSettings.Normalise(settings, general, names, own))
        {
            notes.Add($"{path}.Settings", "settings without a class name are read as the objects they belong to", "Orchard from 1.0 on ignores them; export the definition again");
        }

        if (IndexSettings.Normalise(settings))
        {
            notes.Add($"{path}.Settings", "ContentIndexSettings are read as LuceneContentIndexSettings");
        }

        return settings;
    }

    private static IEnumerable<(JsonObject Record, string Path)> Records(RecipeStepContext step, JsonObject records, string list)
    {
        var node = records.Find(list);
        if (node is not (null or JsonArray))
        {
            step.Error(list, $"{list} is a list of definitions");
        }

        var array = node as JsonArray ?? [];
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is JsonObject record)
            {
                yield return (record, $"{list}[{i}]");
            }
            else
            {
                step.Error($"{list}[{i}]", "a definition is an object with a Name");
            }
        }
    }

    private static List<JsonObject> Objects(RecipeStepContext step, JsonObject record, string path, string list)
    {
        var node = record.Find(list);
        if (node is not (null or JsonArray) || node is JsonArray array && array.Any(item => item is not JsonObject))
        {
            step.Error($"{path}.{list}", $"{list} is a list of objects");
        }

        return [.. node.AsObjects()];
    }

    private static JsonObject Settings(JsonObject record)
    {
        if (record["Settings"] is not JsonObject settings)
        {
            record["Settings"] = settings = [];
        }

        return settings;
    }

    private static JsonArray List(JsonObject record, string name)
    {
        if (record[name] is not JsonArray list)
        {
            record[name] = list = [];
        }

        return list;
    }
}
