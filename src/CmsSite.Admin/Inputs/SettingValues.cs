using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Admin.Inputs;

/// <summary>
/// Reads and writes single values of settings objects and leaves all else in them as it is. As in Orchard names of properties are found in any case; what was not there and is given the
/// value that it counts as anyway stays out.
/// </summary>
public static class SettingValues
{
    public static JsonNode? Read(JsonObject settings, SettingInput input) => Named(Container(settings, input), input.Property).Value;

    /// <summary>Writes the value; null takes it out.</summary>
    public static void Write(JsonObject settings, SettingInput input, JsonNode? value)
    {
        var container = Container(settings, input);
        var (name, before) = Named(container, input.Property);
        if (JsonNode.DeepEquals(before, value) || (before is null && value is not null && IsDefault(input, value)))
        {
            return;
        }

        if (value is null)
        {
            container?.Remove(name);
            return;
        }

        if (container is null)
        {
            settings[input.Object] = container = [];
        }

        container[name] = value;
    }

    public static string Text(JsonObject settings, SettingInput input) => Read(settings, input) switch
    {
        null => Convert.ToString(input.Default, CultureInfo.InvariantCulture) ?? "",
        var value => value.AsText() ?? (value is JsonValue ? value.ToJsonString() : ""),
    };

    public static bool Flag(JsonObject settings, SettingInput input) => Read(settings, input).AsFlag() ?? input.Default is true;

    /// <summary>The texts of a list.</summary>
    public static IReadOnlyList<string> Texts(JsonObject settings, SettingInput input) => Read(settings, input).AsTexts();

    /// <summary>The <see cref="SettingChoice.Value"/> that is chosen; something else when none of them is stored.</summary>
    public static string Chosen(JsonObject settings, SettingInput input)
    {
        if (input.Kind != SettingKind.Enumeration)
        {
            return Text(settings, input);
        }

        var stored = Read(settings, input);
        if (stored is null)
        {
            return (string?)input.Default ?? input.Choices[0].Value;
        }

        return stored.AsNumber() is { } number
            ? number >= 0 && number < input.Choices.Count && decimal.Truncate(number) == number ? input.Choices[(int)number].Value : number.ToString(CultureInfo.InvariantCulture)
            : input.Choices.FirstOrDefault(choice => choice.Value.Equals(stored.AsText(), StringComparison.OrdinalIgnoreCase))?.Value ?? stored.ToJsonString();
    }

    public static void Choose(JsonObject settings, SettingInput input, string value)
    {
        if (value == Chosen(settings, input))
        {
            return;
        }

        if (input.Kind != SettingKind.Enumeration)
        {
            Write(settings, input, value.Length == 0 ? null : value);
        }
        else if (input.Choices.Select(choice => choice.Value).ToList().IndexOf(value) is >= 0 and var number)
        {
            Write(settings, input, number);
        }
    }

    /// <summary>A number where it is one, else the text as it was typed, for its problem to be said; nothing for nothing.</summary>
    public static JsonNode? Number(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
        : text.Trim();

    private static JsonObject? Container(JsonObject settings, SettingInput input) => input.Object.Length == 0 ? settings : settings[input.Object] as JsonObject;

    private static (string Name, JsonNode? Value) Named(JsonObject? container, string property)
    {
        foreach (var (name, value) in container ?? [])
        {
            if (name.Equals(property, StringComparison.OrdinalIgnoreCase))
            {
                return (name, value);
            }
        }

        return (property, null);
    }

    private static bool IsDefault(SettingInput input, JsonNode value) => input.Default switch
    {
        null => value.AsText() == "" || value.AsFlag() == false || value is JsonArray { Count: 0 },
        bool flag => value.AsFlag() == flag,
        string text when input.Kind != SettingKind.Enumeration => value.AsText() == text,
        int number => value.AsNumber() == number,
        _ => false,
    };
}
