using System.Collections.Concurrent;
using CmsSite.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace CmsSite.Content.Media;

/// <summary>What became of the wish for an image in another size.</summary>
public abstract record RenditionResult
{
    /// <summary>The file that holds it.</summary>
    public sealed record Made(string Location) : RenditionResult;

    /// <summary>The original is what there is to show: it is no image that can be unpacked, it moves, or it is as small already.</summary>
    public sealed record Original : RenditionResult;

    /// <summary>Too many images are being made; the original can be shown until one can be.</summary>
    public sealed record Busy : RenditionResult;
}

/// <summary>
/// Resized images, computed once each and kept on disk under the hash of the original, so a replaced file never shows an old picture. Wishes that come to the same are one
/// file. Metadata (EXIF, GPS) does not survive. Few images are unpacked at once, large ones one after the other, and whoever would wait long is told so.
/// </summary>
public sealed class ImageRenditions(IOptions<MediaOptions> options, RenditionCache cache, ILogger<ImageRenditions> log) : IDisposable
{
    private const int LargePixels = 12_000_000;
    private const int MostRemembered = 1000;
    private static readonly SKSamplingOptions _sampling = new(SKCubicResampler.Mitchell);
    private static readonly SKSamplingOptions _shrinking = new(SKFilterMode.Linear, SKMipmapMode.Linear);
    private static readonly RenditionResult _original = new RenditionResult.Original();
    private static readonly RenditionResult _busy = new RenditionResult.Busy();
    private readonly MediaOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, Lazy<Task<RenditionResult>>> _running = new();

    // What cannot be unpacked once cannot be unpacked again: it is not tried for every visitor.
    private readonly ConcurrentDictionary<string, bool> _unreadable = new();
    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount));
    private readonly SemaphoreSlim _large = new(1);
    private int _waiting;

    /// <param name="location">Where the original's bytes are.</param>
    public async Task<RenditionResult> GetAsync(MediaFileRecord file, string location, ImageSize size)
    {
        if (!MediaTypes.IsResizable(file.ContentType) || file is not { Width: > 0 and var width, Height: > 0 and var height } || _unreadable.ContainsKey(file.Hash))
        {
            return _original;
        }

        var said = MediaMetadata.Of(file);
        if (!size.HasAnchor && said.Anchor is { } anchor)
        {
            size = size with { AnchorX = anchor.X, AnchorY = anchor.Y };
        }

        var format = size.Format ?? (file.ContentType switch { "image/png" => "png", "image/webp" => "webp", "image/gif" => "png", _ => "jpg" });
        var layout = ImageLayout.Of(width, height, size);
        var target = cache.PathOf(file.Hash, $"{layout.Key}{said.EditKey}-q{size.Quality}{(size.Background is null ? "" : "-" + size.Background)}.{format}");
        if (cache.Has(target))
        {
            return new RenditionResult.Made(target);
        }

        var task = _running.GetOrAdd(target, _ => new Lazy<Task<RenditionResult>>(() => Begin(file, location, target, layout, size, format)));
        try
        {
            return await task.Value;
        }
        finally
        {
            _running.TryRemove(target, out _);
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _large.Dispose();
    }

    public static string ContentTypeOf(string rendition) => MediaTypes.Of(rendition);

    // Counted here already: what waits for a thread waits too.
    private Task<RenditionResult> Begin(MediaFileRecord file, string location, string target, ImageLayout layout, ImageSize size, string format)
    {
        if (Interlocked.Increment(ref _waiting) > _options.MaxWaitingRenditions)
        {
            Interlocked.Decrement(ref _waiting);
            return Task.FromResult(_busy);
        }

        return Task.Run(() => MakeInTurnAsync(file, location, target, layout, size, format));
    }

    private async Task<RenditionResult> MakeInTurnAsync(MediaFileRecord file, string location, string target, ImageLayout layout, ImageSize size, string format)
    {
        var isLarge = (long)file.Width!.Value * file.Height!.Value > LargePixels;
        try
        {
            if (isLarge)
            {
                await _large.WaitAsync();
            }

            try
            {
                await _places.WaitAsync();
                try
                {
                    return Make(file, location, target, layout, size, format);
                }
                finally
                {
                    _places.Release();
                }
            }
            finally
            {
                if (isLarge)
                {
                    _large.Release();
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private RenditionResult Make(MediaFileRecord file, string location, string target, ImageLayout layout, ImageSize size, string format)
    {
        using var codec = ImageDecoding.Open(location, _options.MaxPixels);
        var said = MediaMetadata.Of(file);
        using var original = codec is not null && SizeOf(codec, said) == (file.Width, file.Height) && ImageDecoding.Decode(codec, layout.Scale) is { } upright ? ImageEditing.Apply(upright, said) : null;
        using var data = original is null ? null : Draw(original, file, layout, size, format);
        if (data is null)
        {
            if (File.Exists(location) && _unreadable.Count < MostRemembered && _unreadable.TryAdd(file.Hash, true))
            {
                log.LogInformation("'{Path}' is shown as it is: it moves, is damaged, or is too large to be unpacked.", file.Path);
            }

            return _original;
        }

        // Packed well already, and not a pixel of it is missing: nothing is won. (A photograph is packed anew all the same, since a camera writes into it where it was.)
        if (data.Size >= file.Length && !said.IsEdited && format == "png" && file.ContentType == "image/png" && layout.IsWhole(file.Width!.Value, file.Height!.Value))
        {
            cache.Copy(location, target);
        }
        else
        {
            cache.Write(target, data);
        }

        return new RenditionResult.Made(target);
    }

    private static (int Width, int Height) SizeOf(SKCodec codec, MediaMetadata said)
    {
        var (width, height) = ImageDecoding.SizeOf(codec);
        return said.SizeOf(width, height);
    }

    private static SKData? Draw(SKBitmap original, MediaFileRecord file, ImageLayout layout, ImageSize size, string format)
    {
        using var surface = SKSurface.Create(new SKImageInfo(layout.Width, layout.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        if (surface is null)
        {
            return null;
        }

        // It may have been unpacked smaller than it is.
        var (x, y) = ((float)original.Width / file.Width!.Value, (float)original.Height / file.Height!.Value);
        var source = new SKRect(layout.Source.Left * x, layout.Source.Top * y, layout.Source.Right * x, layout.Source.Bottom * y);
        var isShrunk = layout.Destination.Width < source.Width / 2 || layout.Destination.Height < source.Height / 2;
        using var image = SKImage.FromBitmap(original);
        // What shines through is white where a format cannot say so.
        surface.Canvas.Clear(size.Background is { } color ? SKColor.Parse(color) : format == "jpg" ? SKColors.White : SKColors.Transparent);
        surface.Canvas.DrawImage(image, source, layout.Destination, isShrunk ? _shrinking : _sampling);
        using var picture = surface.Snapshot();
        return picture.Encode(format switch { "png" => SKEncodedImageFormat.Png, "webp" => SKEncodedImageFormat.Webp, _ => SKEncodedImageFormat.Jpeg }, size.Quality);
    }
}
