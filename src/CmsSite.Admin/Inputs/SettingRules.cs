using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes.Scripting;
using CmsSite.Theming.Liquid;

namespace CmsSite.Admin.Inputs;

/// <summary>What is wrong with the values of settings.</summary>
public static class SettingRules
{
    public static IReadOnlyList<SettingProblem> Check(JsonObject settings, IEnumerable<SettingInput> inputs, LiquidEngine liquid) =>
        [.. from input in inputs let wrong = Check(settings, input, liquid) where wrong is not null select new SettingProblem(input.Id, wrong)];

    private static string? Check(JsonObject settings, SettingInput input, LiquidEngine liquid)
    {
        var stored = SettingValues.Read(settings, input);
        var text = SettingValues.Text(settings, input);
        if (input.IsRequired && string.IsNullOrWhiteSpace(text))
        {
            return $"{input.Label} is needed.";
        }

        return stored is null or JsonValue && text.Length == 0 ? null : input.Kind switch
        {
            SettingKind.Number or SettingKind.Decimal => CheckNumber(input, stored) ?? CheckOrder(settings, input, stored),
            SettingKind.Liquid => CheckLiquid(input, text, liquid),
            SettingKind.Script => ScriptRunner.Check(text),
            SettingKind.Options => CheckOptions(stored),
            SettingKind.TimeZone => TimeZoneInfo.TryFindSystemTimeZoneById(text, out _) ? null : $"\"{text}\" is no time zone. Choose one from the list, such as Europe/Berlin.",
            SettingKind.Culture => IsCulture(text) ? null : $"\"{text}\" is no culture. Give a name such as en or pt-BR.",
            SettingKind.Cultures => stored.AsTexts().FirstOrDefault(name => !IsCulture(name)) is { } wrong ? $"\"{wrong}\" is no culture. Give names such as en or pt-BR, one a line." : null,
            SettingKind.Address => IsAddress(text) ? null : "Give an address in full, such as https://example.org, without a query.",
            _ => null,
        };
    }

    private static string? CheckNumber(SettingInput input, JsonNode? stored)
    {
        var isWhole = input.Kind == SettingKind.Number;
        if (stored is null)
        {
            return null;
        }

        if (stored.AsNumber() is not { } number || (isWhole && decimal.Truncate(number) != number))
        {
            return isWhole ? $"{input.Label} is a whole number." : $"{input.Label} is a number.";
        }

        var (least, most) = (input.Minimum ?? decimal.MinValue, input.Maximum ?? (isWhole ? int.MaxValue : decimal.MaxValue));
        return number < least ? $"{input.Label} is at least {least.ToString(CultureInfo.InvariantCulture)}."
            : number > most ? $"{input.Label} is at most {most.ToString(CultureInfo.InvariantCulture)}."
            : null;
    }

    private static string? CheckOrder(JsonObject settings, SettingInput input, JsonNode? stored) =>
        input.NotAbove is { } other && SettingValues.Read(settings, input with { Property = other }).AsNumber() is { } most && stored.AsNumber() > most
            ? $"{input.Label} is at most {most.ToString(CultureInfo.InvariantCulture)}, as another setting here says."
            : null;

    private static string? CheckLiquid(SettingInput input, string text, LiquidEngine liquid)
    {
        try
        {
            liquid.Parse(input.Label, text);
            return null;
        }
        catch (TemplateException wrong)
        {
            return $"Line {wrong.Line}, column {wrong.Column}: {wrong.Reason}";
        }
    }

    private static string? CheckOptions(JsonNode? stored)
    {
        var values = stored.AsObjects().Select(option => OptionRow.Text(option, "value")).ToList();
        return values.GroupBy(value => value).FirstOrDefault(same => same.Count() > 1) is { } twice ? $"The value \"{twice.Key}\" is there twice. What is stored is the value, so each needs its own." : null;
    }

    private static bool IsCulture(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { Host.Length: > 0, Query.Length: 0, Fragment.Length: 0, UserInfo.Length: 0 };
}

/// <summary>Reading one option of a list of options, whatever the case of its names.</summary>
internal static class OptionRow
{
    public static string Text(JsonObject option, string name) => option.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value.AsText() ?? "";

    public static bool Flag(JsonObject option, string name) => option.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value.AsFlag() == true;

    public static void Set(JsonObject option, string name, JsonNode? value)
    {
        var key = option.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Key ?? name;
        option[key] = value;
    }
}
