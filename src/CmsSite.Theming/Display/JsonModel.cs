using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;

namespace CmsSite.Theming.Display;

/// <summary>JSON as members of a view model.</summary>
internal static class JsonModel
{
    private static readonly ConditionalWeakTable<ContentPartFieldDefinition, JsonObject> _definitions = [];

    /// <summary>Texts, numbers and flags as themselves, lists of texts as lists, all else as JSON.</summary>
    public static object? Value(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.AsNumber(),
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        JsonValue value => value.AsText(),
        JsonArray array when array.All(element => element is JsonValue) => array.AsTexts(),
        _ => node,
    };

    /// <summary>What views may know of a field's definition: <c>PartFieldDefinition.Name</c>, <c>.DisplayName</c>, <c>.PartDefinition.Name</c>, <c>.Settings</c>.</summary>
    public static JsonObject Definition(ContentTypePartDefinition part, ContentPartFieldDefinition field) =>
        _definitions.TryGetValue(field, out var known) ? known : MakeDefinition(part, field);

    private static JsonObject MakeDefinition(ContentTypePartDefinition part, ContentPartFieldDefinition field) => _definitions.GetValue(field, _ => new JsonObject
    {
        ["Name"] = field.Name,
        ["DisplayName"] = field.DisplayName,
        ["FieldDefinition"] = new JsonObject { ["Name"] = field.FieldType },
        ["PartDefinition"] = new JsonObject { ["Name"] = part.PartName },
        ["Settings"] = field.Settings.Json.DeepClone(),
    });
}
