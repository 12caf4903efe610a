using System.Globalization;
using System.Text.Json;

namespace CmsSite.Content.Recipes.Conversion.Ghost;

/// <summary>Values of a row, which eight years of Ghost wrote in different ways.</summary>
internal static class GhostRow
{
    /// <summary>Text, also where it is a number; null for null, nothing and empty text.</summary>
    public static string? Text(this JsonElement row, string name) => !row.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>Addresses of the site itself are written with a name that stands for it.</summary>
    public static string? Address(this JsonElement row, string name) => row.Text(name)?.Replace("__GHOST_URL__", "", StringComparison.Ordinal);

    public static bool Flag(this JsonElement row, string name) => row.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.Number && value.GetDouble() != 0));

    public static int Number(this JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;

    /// <summary>Milliseconds since 1970, or text, in UTC.</summary>
    public static DateTime? Utc(this JsonElement row, string name)
    {
        if (!row.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var milliseconds))
        {
            return milliseconds is > -62_000_000_000_000 and < 253_000_000_000_000 ? DateTime.UnixEpoch.AddMilliseconds(milliseconds) : null;
        }

        return value.ValueKind == JsonValueKind.String && DateTime.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc) ? utc : null;
    }
}
