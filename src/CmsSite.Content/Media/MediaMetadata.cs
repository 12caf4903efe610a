using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Content.Media;

/// <summary>A place in a picture, from 0 (left, top) to 1.</summary>
public sealed record MediaAnchor(double X, double Y);

/// <summary>What is shown of a picture after it was turned, as fractions of its sides.</summary>
public sealed record MediaCrop(double X, double Y, double Width, double Height);

/// <summary>What people say about a file of the library. The bytes never change for it: a turned or cut picture is a rendition of the original.</summary>
public sealed record MediaMetadata
{
    public static MediaMetadata None { get; } = new();

    /// <summary>What the picture shows, for those who cannot see it: the text that a field begins with when the file is chosen.</summary>
    public string? MediaText { get; init; }

    /// <summary>Somebody said that the picture tells nothing.</summary>
    public bool IsDecorative { get; init; }

    /// <summary>What stays in sight when a template cuts the picture without saying around what; null for the middle.</summary>
    public MediaAnchor? Anchor { get; init; }

    /// <summary>Degrees clockwise: 0, 90, 180 or 270.</summary>
    public int Rotation { get; init; }

    public MediaCrop? Crop { get; init; }

    /// <summary>The id of the account that brought the file.</summary>
    public string? Owner { get; init; }

    /// <summary>The picture is shown turned or cut.</summary>
    public bool IsEdited => Rotation != 0 || Crop is not null;

    /// <summary>The same text for the same turning and cutting; empty for none. Part of file names.</summary>
    public string EditKey => !IsEdited ? "" : string.Create(CultureInfo.InvariantCulture, $"r{Rotation}") + (Crop is not { } crop ? "" : string.Create(
        CultureInfo.InvariantCulture, $"c{crop.X:0.####}.{crop.Y:0.####}.{crop.Width:0.####}.{crop.Height:0.####}"));

    public static MediaMetadata Of(MediaFileRecord file)
    {
        if (file.Metadata is null)
        {
            return None;
        }

        var json = JsonNode.Parse(file.Metadata);
        return new MediaMetadata
        {
            MediaText = json?["MediaText"].AsText(),
            IsDecorative = json?["Decorative"].AsFlag() == true,
            Anchor = json?["Anchor"] is JsonObject anchor ? new(Fraction(anchor, "X"), Fraction(anchor, "Y")) : null,
            Rotation = (int)(json?["Rotation"].AsNumber() ?? 0),
            Crop = json?["Crop"] is JsonObject crop ? new(Fraction(crop, "X"), Fraction(crop, "Y"), Fraction(crop, "Width"), Fraction(crop, "Height")) : null,
            Owner = json?["Owner"].AsText(),
        };
    }

    /// <summary>A few characters that change with what an address of the file shows: the beginning of the hash, or of one over the hash and what was done to the picture.</summary>
    public static string VersionOf(MediaFileRecord file) => Of(file) is var said && (said.IsEdited || said.Anchor is not null)
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{file.Hash} {said.EditKey} {said.Anchor?.X:0.####} {said.Anchor?.Y:0.####}"))))[..VersionLength]
        : file.Hash[..VersionLength];

    private const int VersionLength = 10;

    /// <summary>How large the picture is after turning and cutting.</summary>
    public (int Width, int Height) SizeOf(int originalWidth, int originalHeight)
    {
        var (width, height) = Rotation is 90 or 270 ? (originalHeight, originalWidth) : (originalWidth, originalHeight);
        return Crop is not { } crop ? (width, height) : (Math.Max(1, (int)Math.Round(width * crop.Width)), Math.Max(1, (int)Math.Round(height * crop.Height)));
    }

    /// <summary>Null when there is nothing to say.</summary>
    public string? ToJson()
    {
        var json = new JsonObject();
        Add("MediaText", string.IsNullOrWhiteSpace(MediaText) ? null : MediaText.Trim());
        Add("Decorative", IsDecorative ? true : null);
        Add("Anchor", Anchor is null ? null : new JsonObject { ["X"] = Round(Anchor.X), ["Y"] = Round(Anchor.Y) });
        Add("Rotation", Rotation == 0 ? null : Rotation);
        Add("Crop", Crop is null ? null : new JsonObject { ["X"] = Round(Crop.X), ["Y"] = Round(Crop.Y), ["Width"] = Round(Crop.Width), ["Height"] = Round(Crop.Height) });
        Add("Owner", Owner);
        return json.Count == 0 ? null : SiteJson.Write(json);

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    private static double Fraction(JsonObject json, string name) => Math.Clamp((double)(json[name].AsNumber() ?? 0), 0, 1);

    private static double Round(double value) => Math.Round(value, 4);
}
