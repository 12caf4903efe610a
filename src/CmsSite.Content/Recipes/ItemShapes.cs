using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes;

/// <summary>
/// Says where parts and fields of an imported item are not made as they must be: a text where an object belongs, a text instead of a list. Such values would count as missing ones,
/// and either be lost without a word or be asked for in words that do not help.
/// </summary>
internal sealed class ItemShapes(RecipeStepContext step, ContentDefinitions definitions)
{
    private const string List = "[]";

    // Where parts and fields have their values, lists marked. What is not named here may be anything.
    private static readonly FrozenDictionary<string, string[]> _values = new Dictionary<string, string[]>
    {
        ["TextField"] = ["Text"],
        ["HtmlField"] = ["Html"],
        ["MarkdownField"] = ["Markdown"],
        ["LinkField"] = ["Url", "Text"],
        ["YoutubeField"] = ["RawAddress", "EmbeddedAddress"],
        ["MultiTextField"] = ["Values" + List],
        ["ContentPickerField"] = ["ContentItemIds" + List],
        ["LocalizationSetContentPickerField"] = ["LocalizationSets" + List],
        ["UserPickerField"] = ["UserIds" + List],
        ["TaxonomyField"] = ["TermContentItemIds" + List, "TaxonomyContentItemId"],
        ["MediaField"] = ["Paths" + List],
        ["TitlePart"] = ["Title"],
        ["HtmlBodyPart"] = ["Html"],
        ["MarkdownBodyPart"] = ["Markdown"],
        ["LiquidPart"] = ["Liquid"],
        ["AliasPart"] = ["Alias"],
        ["AutoroutePart"] = ["Path"],
    }.ToFrozenDictionary();

    /// <summary>True when the item is made as it must be; else what is not has been said.</summary>
    public bool Check(JsonObject item, string path)
    {
        var isRight = true;
        foreach (var date in (string[])["CreatedUtc", "ModifiedUtc", "PublishedUtc"])
        {
            if (item[date] is { } value && value.AsText() != "" && value.AsUtc() is null)
            {
                isRight = Wrong($"{path}.{date}", $"{date} is {RecipeJson.Describe(value)}, which is no date", "Write it as 2026-03-01T12:00:00Z");
            }
        }

        foreach (var part in definitions.Type(item["ContentType"].AsText() ?? "")?.Parts ?? [])
        {
            if (Holder(item, part.Name, part.PartName, path, out var data))
            {
                isRight &= data is null || Values(data, part.PartName, $"{path}.{part.Name}");
                foreach (var field in part.Part.Fields)
                {
                    isRight &= data is null || (Holder(data, field.Name, field.FieldType, $"{path}.{part.Name}", out var values)
                        && (values is null || Values(values, field.FieldType, $"{path}.{part.Name}.{field.Name}")));
                }
            }
            else
            {
                isRight = false;
            }
        }

        return isRight;
    }

    // The object in which a part or a field has its values; null where there is none, which is right.
    private bool Holder(JsonObject outer, string name, string kind, string path, out JsonObject? holder)
    {
        var given = outer[name];
        holder = given as JsonObject;
        return given is null or JsonObject || Wrong($"{path}.{name}", $"{name} ({kind}) is {RecipeJson.Describe(given)} instead of an object", $"Write {Example(kind)}");
    }

    private bool Values(JsonObject holder, string kind, string path)
    {
        var isRight = true;
        foreach (var marked in _values.GetValueOrDefault(kind) ?? [])
        {
            var isList = marked.EndsWith(List, StringComparison.Ordinal);
            var name = isList ? marked[..^List.Length] : marked;
            var value = holder[name];
            if (value is not null && !(isList ? value is JsonArray list && list.All(IsText) : IsText(value)))
            {
                isRight = Wrong($"{path}.{name}", $"{name} is {RecipeJson.Describe(value)} instead of {(isList ? "a list of texts" : "a text")}", $"Write {Example(kind)}");
            }
        }

        return isRight;
    }

    private static bool IsText(JsonNode? value) => value is null || value.GetValueKind() == JsonValueKind.String;

    private static string Example(string kind) => _values.GetValueOrDefault(kind) is not [var marked, ..] ? "{ … }"
        : marked.EndsWith(List, StringComparison.Ordinal) ? $$"""{ "{{marked[..^List.Length]}}": [ "…" ] }"""
        : $$"""{ "{{marked}}": "…" }""";

    private bool Wrong(string path, string message, string hint)
    {
        step.Error(path, message, hint);
        return false;
    }
}
