using System.Collections.Frozen;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Fields;

/// <summary>The values of fields that SQL queries may ask for (Orchard's <c>TextFieldIndex</c>, <c>ContentPickerFieldIndex</c>, …). A field without a value has no row.</summary>
public sealed class FieldIndexProvider : IContentIndexProvider
{
    private const int MaxLength = 766;

    private static readonly FrozenSet<string> _types =
        ((string[])["TextField", "BooleanField", "NumericField", "DateField", "DateTimeField", "TimeField", "ContentPickerField", "UserPickerField", "MultiTextField", "LinkField"]).ToFrozenSet();

    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        foreach (var part in type?.Parts ?? [])
        {
            if (item.Part(part.Name) is not { } data)
            {
                continue;
            }

            foreach (var field in part.Part.Fields)
            {
                if (data[field.Name] is JsonObject value)
                {
                    FillField(field.FieldType, value, () => Add(rows, part.Name, field));
                }
            }
        }
    }

    public IEnumerable<string> Sources(ContentTypeDefinition type) => type.SourcesOf(_types.Contains);

    private static void FillField(string fieldType, JsonObject json, Func<FieldIndexRow> add)
    {
        switch (fieldType)
        {
            case "TextField" when json["Text"].AsText() is { Length: > 0 } text:
                SetText(add(), text);
                break;
            case "BooleanField" when json["Value"].AsFlag() is { } flag:
                add().Flag = flag;
                break;
            case "NumericField" when json["Value"].AsNumber() is { } number:
                add().Number = (double)number;
                break;
            case "DateField" or "DateTimeField" when json["Value"].AsUtc() is { } moment:
                add().Moment = moment;
                break;
            case "TimeField" when json["Value"].AsText() is { Length: > 0 } time:
                add().Value = Cut(time);
                break;
            case "ContentPickerField":
                AddEach(json["ContentItemIds"], add);
                break;
            case "UserPickerField":
                AddEach(json["UserIds"], add);
                break;
            case "MultiTextField":
                AddEach(json["Values"], add);
                break;
            case "LinkField" when json["Url"].AsText() is { Length: > 0 } || json["Text"].AsText() is { Length: > 0 }:
                var link = add();
                (link.Value, link.Text) = (Cut(json["Url"].AsText()), Cut(json["Text"].AsText()));
                break;
        }
    }

    // Orchard keeps the whole text beside the cut one only where they differ.
    private static void SetText(FieldIndexRow row, string text) => (row.Value, row.Text) = (Cut(text), text.Length > MaxLength ? text : null);

    private static void AddEach(JsonNode? values, Func<FieldIndexRow> add)
    {
        foreach (var value in values.AsTexts().Where(value => value.Length > 0).Distinct())
        {
            add().Value = Cut(value);
        }
    }

    private static string? Cut(string? text) => text?.Length > MaxLength ? text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)] : text;

    private static FieldIndexRow Add(ICollection<ContentIndexRow> rows, string part, ContentPartFieldDefinition field)
    {
        var row = new FieldIndexRow { FieldType = field.FieldType, ContentPart = part, ContentField = field.Name };
        rows.Add(row);
        return row;
    }
}
