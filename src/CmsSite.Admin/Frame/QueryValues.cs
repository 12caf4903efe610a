using System.Globalization;

namespace CmsSite.Admin.Frame;

/// <summary>
/// Values of an address's query. A screen takes them as text and reads them here: typed parameters end in an error when somebody's old bookmark or half a link holds something else.
/// </summary>
public static class QueryValues
{
    /// <summary>Whether a switch is on: <c>true</c> in any case, or <c>1</c>. Anything else is off.</summary>
    public static bool IsOn(string? value) => value is "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A number of digits only, or null for anything else.</summary>
    public static long? WholeNumber(string? value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
