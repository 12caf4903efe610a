using System.Globalization;

namespace CmsSite.Content.Definitions;

/// <summary>The places of parts and fields in editors.</summary>
public static class Positions
{
    /// <summary>Orchard's positions are numbers with more numbers behind points, or nothing: what has none comes last.</summary>
    public static decimal Of(string? position) =>
        decimal.TryParse(position, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : decimal.MaxValue;
}
