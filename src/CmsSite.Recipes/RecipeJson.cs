using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace CmsSite.Recipes;

/// <summary>Reading recipe JSON as forgivingly as public recipes need it.</summary>
public static partial class RecipeJson
{
    /// <summary>Deeper than the reader lets any recipe be.</summary>
    private const int MaxDepth = 256;

    /// <summary>
    /// Names in any case; numbers, booleans and text in each other's spelling (scripts give typed results, older recipes quote everything); enums by name or
    /// number; dates without a zone are UTC; comments and trailing commas.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Frozen(new JsonSerializerOptions
    {
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = MaxDepth,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new TextConverter(), new FlagConverter(), new UtcDateTimeConverter(), new UtcDateTimeOffsetConverter() },
    });

    /// <summary>A string's text, or a number's or boolean's as JSON spells it; null for anything else.</summary>
    public static string? Text(this JsonNode? node) => node is not JsonValue value ? null : value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
        _ => null,
    };

    /// <summary>The property of that name, the exact spelling first, then any case.</summary>
    public static JsonNode? Find(this JsonObject parent, string name)
    {
        if (parent.TryGetPropertyValue(name, out var exact))
        {
            return exact;
        }

        foreach (var (key, value) in parent)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A model from a node; see <see cref="Options"/>.</summary>
    /// <exception cref="RecipeException">A value has the wrong shape; <see cref="RecipeException.At"/> is its path from the node.</exception>
    public static T Bind<T>(JsonNode node)
    {
        try
        {
            return node.Deserialize<T>(Options) ?? throw new RecipeException("a value is needed here, not null");
        }
        catch (JsonException wrong)
        {
            var path = wrong.Path is { Length: > 0 } at ? at.TrimStart('$').TrimStart('.') : "";
            var found = Follow(node, path);
            var wanted = TargetType().Match(wrong.Message) is { Success: true } match ? Wanted(match.Groups[1].Value) : null;
            var message = wanted is null
                ? $"{Describe(found)} does not fit here"
                : $"{wanted} is needed here, not {Describe(found)}";
            throw new RecipeException(message, at: path, inner: wrong);
        }
    }

    internal static JsonNode? Follow(JsonNode? node, string path)
    {
        foreach (var part in JsonPath.Split(path))
        {
            node = (node, part) switch
            {
                (JsonObject parent, string name) => parent.Find(name),
                (JsonArray items, int index) when index < items.Count => items[index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>A value in words, for messages: <c>null</c>, <c>an object</c>, <c>a list</c>, or itself, shortened.</summary>
    public static string Describe(JsonNode? node)
    {
        const int enough = 40;
        return node switch
        {
            null => "null",
            JsonObject => "an object",
            JsonArray => "a list",
            _ => Shortened(node.ToJsonString(Options)),
        };

        static string Shortened(string json) => json.Length > enough ? json[..enough] + "…" : json;
    }

    private static string Wanted(string type) => type switch
    {
        "System.String" => "text",
        "System.Boolean" or "System.Nullable`1[System.Boolean]" => "true or false",
        _ when type.Contains("DateTime", StringComparison.Ordinal) => "a date such as 2026-01-31T12:00:00Z",
        _ when type.Contains("Int", StringComparison.Ordinal) && type.Contains("System.", StringComparison.Ordinal)
            && !type.Contains("Collections", StringComparison.Ordinal) => "a whole number",
        "System.Double" or "System.Decimal" or "System.Single" => "a number",
        _ when type.EndsWith("[]", StringComparison.Ordinal) || type.Contains("List`1", StringComparison.Ordinal)
            || type.Contains("IEnumerable`1", StringComparison.Ordinal) => "a list",
        "System.Text.Json.Nodes.JsonArray" => "a list",
        _ when type.Contains("Dictionary`2", StringComparison.Ordinal) || type is "System.Text.Json.Nodes.JsonObject" => "an object",
        _ => $"a value for {type[(type.LastIndexOfAny(['.', '+']) + 1)..]}",
    };

    [GeneratedRegex(@"converted to (\S+?)\.(?: |$)")]
    private static partial Regex TargetType();

    private static JsonSerializerOptions Frozen(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class TextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.Number => JsonElement.ParseValue(ref reader).GetRawText(),
            _ => throw new JsonException("The JSON value could not be converted to System.String."),
        };

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
    }

    private sealed class FlagConverter : JsonConverter<bool>
    {
        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String when bool.TryParse(reader.GetString(), out var flag) => flag,
            _ => throw new JsonException("The JSON value could not be converted to System.Boolean."),
        };

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
    }

    private sealed class UtcDateTimeConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadUtc(ref reader).UtcDateTime;

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    private sealed class UtcDateTimeOffsetConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadUtc(ref reader);

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    private static DateTimeOffset ReadUtc(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && DateTimeOffset.TryParse(
            reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date))
        {
            return date;
        }

        throw new JsonException("The JSON value could not be converted to System.DateTime.");
    }
}
