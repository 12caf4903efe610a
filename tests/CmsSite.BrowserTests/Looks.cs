using System.Runtime.CompilerServices;
using SkiaSharp;

namespace CmsSite.BrowserTests;

/// <summary>
/// Pictures of pages as they are to look, in the folder <c>Looks</c> beside this file. They are kept at half size: that is small, and what differs from one machine to the next in the
/// edges of letters disappears in it.
/// </summary>
internal static class Looks
{
    /// <summary>Set to 1, the pages as they look now become what they are to look like.</summary>
    public const string Accept = "CMSSITE_ACCEPT_LOOKS";

    /// <summary>A pixel differs when one of its colours is off by more than this.</summary>
    private const int Tolerance = 40;

    /// <summary>So much of a picture may differ.</summary>
    private const double Share = 0.004;

    private static readonly string _folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Looks");
    private static readonly string _mismatches = Path.Combine(Path.GetTempPath(), "cmssite-looks");

    /// <summary>What is wrong with a page's look and where to see it; null when nothing is.</summary>
    public static string? Compare(string name, byte[] screenshot)
    {
        using var actual = Half(screenshot);
        var file = Path.Combine(_folder, name + ".png");
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            Save(actual, file);
            return null;
        }

        if (!File.Exists(file))
        {
            return $"{name}: there is no picture of how it is to look. See {Write(name, actual, null)}, then run with {Accept}=1.";
        }

        using var kept = SKBitmap.Decode(file);
        using var wanted = kept.Copy(SKColorType.Rgba8888);
        if (Differing(wanted, actual) is var differing && differing <= Share)
        {
            return null;
        }

        using var difference = Mark(wanted, actual);
        return $"{name}: {differing:P1} of it looks different. See {Write(name, actual, difference)}; if that is how it is to look, run with {Accept}=1.";
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static SKBitmap Half(byte[] screenshot)
    {
        using var whole = SKBitmap.Decode(screenshot);
        var half = whole.Resize(new SKImageInfo(whole.Width / 2, whole.Height / 2, SKColorType.Rgba8888, SKAlphaType.Opaque), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        // Sixteen steps a colour: a third of the bytes, and nobody sees it.
        foreach (ref var part in half.GetPixelSpan())
        {
            part = (byte)((part >> 4) * 17);
        }

        return half;
    }

    // Of all pixels that either has; what only one of them has differs.
    private static double Differing(SKBitmap wanted, SKBitmap actual)
    {
        var (width, height) = (Math.Min(wanted.Width, actual.Width), Math.Min(wanted.Height, actual.Height));
        var one = wanted.GetPixelSpan();
        var other = actual.GetPixelSpan();
        var alike = 0;
        for (var y = 0; y < height; y++)
        {
            var row = one.Slice(y * wanted.RowBytes, width * 4);
            var its = other.Slice(y * actual.RowBytes, width * 4);
            for (var x = 0; x < row.Length; x += 4)
            {
                if (Math.Abs(row[x] - its[x]) <= Tolerance && Math.Abs(row[x + 1] - its[x + 1]) <= Tolerance && Math.Abs(row[x + 2] - its[x + 2]) <= Tolerance)
                {
                    alike++;
                }
            }
        }

        return 1 - (alike / ((double)Math.Max(wanted.Width, actual.Width) * Math.Max(wanted.Height, actual.Height)));
    }

    // What differs is red, over a pale copy of what is wanted.
    private static SKBitmap Mark(SKBitmap wanted, SKBitmap actual)
    {
        var difference = new SKBitmap(Math.Max(wanted.Width, actual.Width), Math.Max(wanted.Height, actual.Height));
        for (var y = 0; y < difference.Height; y++)
        {
            for (var x = 0; x < difference.Width; x++)
            {
                var isInBoth = x < wanted.Width && y < wanted.Height && x < actual.Width && y < actual.Height;
                difference.SetPixel(x, y, isInBoth && IsClose(wanted.GetPixel(x, y), actual.GetPixel(x, y)) ? Pale(wanted.GetPixel(x, y)) : SKColors.Red);
            }
        }

        return difference;
    }

    private static bool IsClose(SKColor a, SKColor b) => Math.Abs(a.Red - b.Red) <= Tolerance && Math.Abs(a.Green - b.Green) <= Tolerance && Math.Abs(a.Blue - b.Blue) <= Tolerance;

    private static SKColor Pale(SKColor color) => new((byte)(200 + (color.Red / 5)), (byte)(200 + (color.Green / 5)), (byte)(200 + (color.Blue / 5)));

    private static string Write(string name, SKBitmap actual, SKBitmap? difference)
    {
        Save(actual, Path.Combine(_mismatches, name + ".actual.png"));
        if (difference is not null)
        {
            Save(difference, Path.Combine(_mismatches, name + ".difference.png"));
        }

        return Path.Combine(_mismatches, name + ".*.png");
    }

    private static void Save(SKBitmap picture, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stream = File.Create(file);
        using var pixels = picture.PeekPixels();
        pixels.Encode(stream, new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 9));
    }
}
