using System.Globalization;
using SkiaSharp;

namespace CmsSite.Content.Media;

/// <summary>What a resized image comes to for one original: its size, what is taken of the original, and where that goes.</summary>
/// <param name="Source">In pixels of the original, as it is to be looked at.</param>
internal sealed record ImageLayout(int Width, int Height, SKRect Source, SKRect Destination)
{
    /// <summary>Pixels of the picture for each one of the original.</summary>
    public float Scale => Math.Max(Destination.Width / Source.Width, Destination.Height / Source.Height);

    /// <summary>The same text for the same outcome, however it was asked for; part of a file name.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture,
        $"{Width}x{Height}-{Source.Left:0}.{Source.Top:0}.{Source.Width:0}.{Source.Height:0}-{Destination.Left:0}.{Destination.Top:0}.{Destination.Width:0}.{Destination.Height:0}");

    /// <summary>Nothing is cut off, added or stretched.</summary>
    public bool IsWhole(int originalWidth, int originalHeight) =>
        Source.Width == originalWidth && Source.Height == originalHeight && Destination.Width == Width && Destination.Height == Height
        && Math.Abs(((double)Width / Height) - ((double)originalWidth / originalHeight)) < 0.1;

    /// <summary>Nothing is enlarged, except to fill a box that asks for it.</summary>
    public static ImageLayout Of(int originalWidth, int originalHeight, ImageSize size)
    {
        var ratio = (double)originalWidth / originalHeight;
        var width = size.Width ?? (size.Height is { } h ? h * ratio : originalWidth);
        var height = size.Height ?? width / ratio;
        var whole = new SKRect(0, 0, originalWidth, originalHeight);
        switch (size.Mode)
        {
            case ResizeMode.Stretch when size is { Width: not null, Height: not null }:
                return Fit(width, height, whole);

            case ResizeMode.Crop when size is { Width: not null, Height: not null }:
                // A box larger than the picture shrinks with its shape kept: a page scales better than an enlargement looks.
                var shrink = Math.Min(1, Math.Min(originalWidth / width, originalHeight / height));
                (width, height) = (width * shrink, height * shrink);
                var scale = Math.Max(width / originalWidth, height / originalHeight);
                var (takenWidth, takenHeight) = (width / scale, height / scale);
                var left = Math.Clamp((size.AnchorX * originalWidth) - (takenWidth / 2), 0, Math.Max(0, originalWidth - takenWidth));
                var top = Math.Clamp((size.AnchorY * originalHeight) - (takenHeight / 2), 0, Math.Max(0, originalHeight - takenHeight));
                return Fit(width, height, new SKRect((float)left, (float)top, (float)(left + takenWidth), (float)(top + takenHeight)));

            case ResizeMode.Pad or ResizeMode.BoxPad when size is { Width: not null, Height: not null }:
                var inside = Math.Min(width / originalWidth, height / originalHeight);
                if (size.Mode == ResizeMode.BoxPad)
                {
                    inside = Math.Min(1, inside);
                }

                var (w, hh) = (originalWidth * inside, originalHeight * inside);
                var (x, y) = ((width - w) / 2, (height - hh) / 2);
                return new((int)Math.Round(width), (int)Math.Round(height), whole, new SKRect((float)x, (float)y, (float)(x + w), (float)(y + hh)));

            default:
                var factor = size.Mode == ResizeMode.Min ? Math.Max(width / originalWidth, height / originalHeight) : Math.Min(width / originalWidth, height / originalHeight);
                factor = Math.Min(1, factor);
                return Fit(originalWidth * factor, originalHeight * factor, whole);
        }
    }

    private static ImageLayout Fit(double width, double height, SKRect source)
    {
        var (w, h) = (Math.Max(1, (int)Math.Round(width)), Math.Max(1, (int)Math.Round(height)));
        return new(w, h, source, new SKRect(0, 0, w, h));
    }
}
