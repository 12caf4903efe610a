using System.Collections.Concurrent;
using CmsSite.Storage;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace CmsSite.Content.Media;

/// <summary>
/// Resized images, computed once each and kept on disk under the hash of the original, so a replaced file never shows an old picture. One
/// computation at a time per image, and no more at once than the machine has cores. Metadata (EXIF, GPS) does not survive.
/// </summary>
public sealed class ImageRenditions(IOptions<MediaOptions> options) : IDisposable
{
    private static readonly SKSamplingOptions _sampling = new(SKCubicResampler.Mitchell);
    private readonly MediaOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _running = new();
    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount));

    /// <summary>The file of the rendition, made if need be; null when the original cannot be read as an image or is too large to be unpacked.</summary>
    /// <param name="location">Where the original's bytes are.</param>
    public async Task<string?> GetAsync(MediaFileRecord file, string location, ImageSize size)
    {
        if (!MediaTypes.IsResizable(file.ContentType))
        {
            return null;
        }

        var format = size.Format ?? (file.ContentType switch { "image/png" => "png", "image/webp" => "webp", "image/gif" => "png", _ => "jpg" });
        var target = Path.Combine(_options.CacheFolder, file.Hash[..2], $"{file.Hash}-{size.Key}.{format}");
        if (File.Exists(target))
        {
            return target;
        }

        var task = _running.GetOrAdd(target, _ => new Lazy<Task<string?>>(() => Task.Run(() => MakeAsync(location, target, size, format))));
        try
        {
            return await task.Value;
        }
        finally
        {
            _running.TryRemove(target, out _);
        }
    }

    public void Dispose() => _cores.Dispose();

    public static string ContentTypeOf(string rendition) => MediaTypes.Of(rendition);

    private async Task<string?> MakeAsync(string location, string target, ImageSize size, string format)
    {
        await _cores.WaitAsync();
        try
        {
            using var original = Decode(location);
            if (original is null)
            {
                return null;
            }

            using var resized = Resize(original, size);
            using var data = resized.Encode(format switch { "png" => SKEncodedImageFormat.Png, "webp" => SKEncodedImageFormat.Webp, _ => SKEncodedImageFormat.Jpeg }, size.Quality);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var temporary = $"{target}.{Guid.NewGuid():n}.part";
            await using (var stream = File.Create(temporary))
            {
                data.SaveTo(stream);
            }

            File.Move(temporary, target, overwrite: true);
            return target;
        }
        finally
        {
            _cores.Release();
        }
    }

    private SKBitmap? Decode(string location)
    {
        using var codec = SKCodec.Create(location);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > _options.MaxPixels)
        {
            return null;
        }

        var bitmap = SKBitmap.Decode(codec);
        return bitmap is null ? null : Orient(bitmap, codec.EncodedOrigin);
    }

    // Cameras store which way up a picture is instead of turning it.
    private static SKBitmap Orient(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
        {
            return bitmap;
        }

        var swaps = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = swaps ? (bitmap.Height, bitmap.Width) : (bitmap.Width, bitmap.Height);
        var turned = new SKBitmap(width, height);
        using var canvas = new SKCanvas(turned);
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
            _ => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
        });
        canvas.DrawBitmap(bitmap, 0, 0, _sampling);
        bitmap.Dispose();
        return turned;
    }

    private static SKImage Resize(SKBitmap original, ImageSize size)
    {
        using var image = SKImage.FromBitmap(original);
        var (width, height, source, destination) = Layout(original.Width, original.Height, size);
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(size.Background is { } color ? SKColor.Parse(color) : SKColors.Transparent);
        surface.Canvas.DrawImage(image, source, destination, _sampling);
        return surface.Snapshot();
    }

    // The picture's size, what is taken of the original, and where it goes. Nothing is enlarged, except to fill a box that asks for it.
    internal static (int Width, int Height, SKRect Source, SKRect Destination) Layout(int originalWidth, int originalHeight, ImageSize size)
    {
        double ratio = (double)originalWidth / originalHeight;
        double width = size.Width ?? (size.Height is { } h ? h * ratio : originalWidth);
        double height = size.Height ?? width / ratio;
        var whole = new SKRect(0, 0, originalWidth, originalHeight);
        switch (size.Mode)
        {
            case ResizeMode.Stretch:
                return Fit(width, height, whole);

            case ResizeMode.Crop when size is { Width: not null, Height: not null }:
                // A box larger than the picture shrinks with its shape kept: a page scales better than an enlargement looks.
                var shrink = Math.Min(1, Math.Min(originalWidth / width, originalHeight / height));
                (width, height) = (width * shrink, height * shrink);
                var scale = Math.Max(width / originalWidth, height / originalHeight);
                // Rounding must not make it a hair larger than the original (1600 wide cut to 1120 by 630).
                var (takenWidth, takenHeight) = (Math.Min(originalWidth, width / scale), Math.Min(originalHeight, height / scale));
                var left = Math.Clamp((size.AnchorX * originalWidth) - (takenWidth / 2), 0, originalWidth - takenWidth);
                var top = Math.Clamp((size.AnchorY * originalHeight) - (takenHeight / 2), 0, originalHeight - takenHeight);
                return Fit(width, height, new SKRect((float)left, (float)top, (float)(left + takenWidth), (float)(top + takenHeight)));

            case ResizeMode.Pad or ResizeMode.BoxPad when size is { Width: not null, Height: not null }:
                var inside = Math.Min(width / originalWidth, height / originalHeight);
                if (size.Mode == ResizeMode.BoxPad)
                {
                    inside = Math.Min(1, inside);
                }

                var (w, hh) = (originalWidth * inside, originalHeight * inside);
                var (x, y) = ((width - w) / 2, (height - hh) / 2);
                return ((int)Math.Round(width), (int)Math.Round(height), whole, new SKRect((float)x, (float)y, (float)(x + w), (float)(y + hh)));

            default:
                var factor = size.Mode == ResizeMode.Min ? Math.Max(width / originalWidth, height / originalHeight) : Math.Min(width / originalWidth, height / originalHeight);
                factor = Math.Min(1, factor);
                return Fit(originalWidth * factor, originalHeight * factor, whole);
        }
    }

    private static (int Width, int Height, SKRect Source, SKRect Destination) Fit(double width, double height, SKRect source)
    {
        var (w, h) = (Math.Max(1, (int)Math.Round(width)), Math.Max(1, (int)Math.Round(height)));
        return (w, h, source, new SKRect(0, 0, w, h));
    }
}
