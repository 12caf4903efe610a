using System.Globalization;

namespace CmsSite.Content.Media;

/// <summary>How an image fills the width and height asked for; Orchard's modes by number and name.</summary>
public enum ResizeMode
{
    Undefined,
    Max,
    Crop,
    Pad,
    BoxPad,
    Min,
    Stretch,
}

/// <summary>What a resized image is to be, as its address says it (<c>width</c>, <c>height</c>, <c>rmode</c>, <c>rxy</c>, <c>format</c>, <c>quality</c>, <c>bgcolor</c>).</summary>
/// <param name="Width">Pixels; null to follow from the height.</param>
/// <param name="AnchorX">What to keep in sight when cropping, from 0 (left) to 1 (right).</param>
/// <param name="Quality">1 to 100.</param>
/// <param name="Background">Six hexadecimal digits, for padding.</param>
public sealed record ImageSize(int? Width, int? Height, ResizeMode Mode, double AnchorX, double AnchorY, string? Format, int Quality, string? Background)
{
    private const int MaxSide = 4096;
    private const int DefaultQuality = 82;
    private const int WholeQuality = 90;

    /// <summary>The picture as large as it is, when it is not what its file holds.</summary>
    public static ImageSize Whole { get; } = new(null, null, ResizeMode.Max, 0.5, 0.5, null, WholeQuality, null);

    /// <summary>The address says what to keep in sight; otherwise the library does, or it is the middle.</summary>
    public bool HasAnchor { get; init; }

    /// <summary>What anybody may ask for without a signature: width and height, and how they are filled.</summary>
    public bool IsPlain => this is { AnchorX: 0.5, AnchorY: 0.5, Format: null, Background: null, Quality: DefaultQuality };

    /// <summary>Reads an address's query; null when it asks for no other size or format, or for something impossible.</summary>
    public static ImageSize? FromQuery(IReadOnlyDictionary<string, string> query)
    {
        var width = Side(query, "width");
        var height = Side(query, "height");
        var format = query.GetValueOrDefault("format")?.ToLowerInvariant() switch
        {
            "jpg" or "jpeg" => "jpg",
            "png" => "png",
            "webp" => "webp",
            _ => null,
        };
        if (width is null && height is null && format is null)
        {
            return null;
        }

        var mode = Enum.TryParse<ResizeMode>(query.GetValueOrDefault("rmode"), ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : ResizeMode.Max;
        var anchor = (query.GetValueOrDefault("rxy") ?? "").Split(',');
        var quality = int.TryParse(query.GetValueOrDefault("quality"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 100) : DefaultQuality;
        var background = query.GetValueOrDefault("bgcolor")?.TrimStart('#');
        return new ImageSize(width, height, mode, Fraction(anchor, 0), Fraction(anchor, 1), format, quality,
            background is { Length: 6 } && background.All(char.IsAsciiHexDigit) ? background : null) { HasAnchor = anchor.Length == 2 };
    }

    private static int? Side(IReadOnlyDictionary<string, string> query, string name) =>
        int.TryParse(query.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is > 0 and <= MaxSide ? side : null;

    private static double Fraction(string[] anchor, int index) =>
        anchor.Length == 2 && double.TryParse(anchor[index], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? Math.Clamp(value, 0, 1) : 0.5;
}
