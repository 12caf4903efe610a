using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Storage;
using Fluid;
using Fluid.Values;

namespace CmsSite.Theming.Liquid.Values;

/// <summary>JSON as Liquid sees it: objects with case-sensitive members, lists, texts, numbers as decimals.</summary>
internal static class JsonToLiquid
{
    public static FluidValue From(JsonNode? node) => node switch
    {
        null => NilValue.Instance,
        JsonObject json => new JsonObjectValue(json),
        JsonArray { Count: 0 } => ArrayValue.Empty,
        JsonArray array => new ArrayValue([.. array.Select(From)]),
        JsonValue value => FromValue(value),
        _ => NilValue.Instance,
    };

    public static FluidValue From(JsonElement element) => From(element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        _ => JsonValue.Create(element),
    });

    private static FluidValue FromValue(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => BooleanValue.True,
        JsonValueKind.False => BooleanValue.False,
        JsonValueKind.String => value.TryGetValue(out string? text) ? StringValue.Create(text) : FluidText(value),
        JsonValueKind.Number => Number(value),
        _ => NilValue.Instance,
    };

    // Made in code from a date or an id: what its JSON will say.
    private static StringValue FluidText(JsonValue value) => new(JsonSerializer.Deserialize<string>(value.ToJsonString()));

    private static FluidValue Number(JsonValue value)
    {
        if (value.TryGetValue(out decimal number))
        {
            return NumberValue.Create(number);
        }

        // Made in code from another numeric type, or larger than a decimal.
        return decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? NumberValue.Create(number) : StringValue.Create(value.ToJsonString());
    }
}

/// <summary>A JSON object. Shared with caches: nothing here changes it.</summary>
internal sealed class JsonObjectValue(JsonObject json) : FluidValue
{
    public JsonObject Json => json;
    public override FluidValues Type => FluidValues.Dictionary;
    public override bool Equals(FluidValue other) => other is JsonObjectValue same ? JsonNode.DeepEquals(json, same.Json) : other is EmptyValue or BlankValue && json.Count == 0;
    public override bool Equals(object? obj) => obj is FluidValue other && Equals(other);
    public override int GetHashCode() => json.Count;
    public override bool ToBooleanValue() => true;
    public override decimal ToNumberValue() => json.Count; // what Fluid asks to know whether it is empty
    public override object ToObjectValue() => json;
    public override string ToStringValue() => SiteJson.Write(json);

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) =>
        json.TryGetPropertyValue(name, out var node) ? JsonToLiquid.From(node) : name == "size" ? NumberValue.Create(json.Count) : NilValue.Instance;

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => GetValueAsync(index.ToStringValue(), context);

    public override IEnumerable<FluidValue> Enumerate(TemplateContext context) =>
        json.Select(pair => new ArrayValue([new StringValue(pair.Key), JsonToLiquid.From(pair.Value)]));

    public override bool Contains(FluidValue value) => json.ContainsKey(value.ToStringValue());

    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
        writer.Write(encoder.Encode(ToStringValue()));
        return default;
    }
}
