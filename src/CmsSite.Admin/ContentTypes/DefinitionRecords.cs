using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;

namespace CmsSite.Admin.ContentTypes;

/// <summary>Orchard's records of types and parts, read and changed in place. What is in them besides stays as it is.</summary>
internal static class DefinitionRecords
{
    public const string Parts = "ContentTypePartDefinitionRecords";
    public const string Fields = "ContentPartFieldDefinitionRecords";

    public static JsonObject NewType(string name, string displayName) => new()
    {
        ["Name"] = name,
        ["DisplayName"] = displayName,
        // As Orchard begins a type.
        ["Settings"] = new JsonObject { ["ContentTypeSettings"] = new JsonObject { ["Creatable"] = true, ["Listable"] = true, ["Draftable"] = true, ["Versionable"] = true, ["Securable"] = true } },
        [Parts] = new JsonArray(),
    };

    public static JsonObject NewPart(string name) => new() { ["Name"] = name, ["Settings"] = new JsonObject(), [Fields] = new JsonArray() };

    public static JsonObject NewAttached(string partName, string name) => new() { ["PartName"] = partName, ["Name"] = name, ["Settings"] = new JsonObject() };

    public static JsonObject NewField(string fieldType, string name) => new() { ["FieldName"] = fieldType, ["Name"] = name, ["Settings"] = new JsonObject() };

    public static string NameOf(JsonObject record) => record["Name"].AsText() ?? record["PartName"].AsText() ?? "";

    /// <summary>The settings of a record; an empty object is put into it where it has none.</summary>
    public static JsonObject Settings(JsonObject record)
    {
        if (record["Settings"] is not JsonObject settings)
        {
            record["Settings"] = settings = [];
        }

        return settings;
    }

    /// <summary>The attached part or the field of that name, in any case; null when the record has none.</summary>
    public static JsonObject? Find(JsonObject? record, string list, string name) =>
        record?[list].AsObjects().FirstOrDefault(inner => NameOf(inner).Equals(name, StringComparison.OrdinalIgnoreCase));

    public static void Add(JsonObject record, string list, JsonObject inner)
    {
        if (record[list] is not JsonArray array)
        {
            record[list] = array = [];
        }

        array.Add(inner);
    }

    /// <summary>Puts another record in the place of one; null takes it out.</summary>
    public static void Replace(JsonObject record, string list, JsonObject inner, JsonObject? other)
    {
        var array = (JsonArray)record[list]!;
        var at = array.IndexOf(inner);
        array.RemoveAt(at);
        if (other is not null)
        {
            array.Insert(at, other.DeepClone());
        }
    }

    /// <summary>A copy that lacks the attached parts or fields of these names.</summary>
    public static JsonObject Without(JsonObject record, string list, IReadOnlySet<string> names)
    {
        var copy = (JsonObject)record.DeepClone();
        foreach (var inner in copy[list].AsObjects().Where(inner => names.Contains(NameOf(inner))).ToList())
        {
            ((JsonArray)copy[list]!).Remove(inner);
        }

        return copy;
    }

    /// <summary>Attached parts or fields in the order in which editors show them.</summary>
    public static IReadOnlyList<JsonObject> InOrder(JsonObject record, string list) =>
        [.. record[list].AsObjects().OrderBy(inner => Positions.Of(((inner["Settings"] as JsonObject)?[PositionSettings(list)] as JsonObject)?["Position"].AsText()))];

    /// <summary>Gives the list this order. Editors go by positions and pages by the order itself, so both are set, as in Orchard.</summary>
    public static void SetOrder(JsonObject record, string list, IReadOnlyList<JsonObject> order)
    {
        var array = (JsonArray)record[list]!;
        array.Clear();
        for (var i = 0; i < order.Count; i++)
        {
            var settings = Settings(order[i]);
            if (settings[PositionSettings(list)] is not JsonObject general)
            {
                settings[PositionSettings(list)] = general = [];
            }

            general["Position"] = i.ToString(CultureInfo.InvariantCulture);
            array.Add(order[i]);
        }
    }

    private static string PositionSettings(string list) => list == Parts ? "ContentTypePartSettings" : "ContentPartFieldSettings";
}
