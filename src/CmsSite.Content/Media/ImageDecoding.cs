using SkiaSharp;

namespace CmsSite.Content.Media;

/// <summary>Original images unpacked: upright, in eight bits of red, green and blue, and no larger than is needed.</summary>
internal static class ImageDecoding
{
    private static readonly SKEncodedImageFormat[] _formats = [SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp, SKEncodedImageFormat.Gif];

    /// <summary>Opens a still image without unpacking it; null when it is none, or moves, or has more pixels than the limit.</summary>
    public static SKCodec? Open(string location, long maxPixels)
    {
        var codec = SKCodec.Create(location);
        if (codec is not null && _formats.Contains(codec.EncodedFormat) && codec.FrameCount <= 1
            && codec.Info is { Width: > 0, Height: > 0 } info && (long)info.Width * info.Height <= maxPixels)
        {
            return codec;
        }

        codec?.Dispose();
        return null;
    }

    /// <summary>The size of the image as it is to be looked at: cameras store which way up a picture is instead of turning it.</summary>
    public static (int Width, int Height) SizeOf(SKCodec codec) => IsOnItsSide(codec) ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);

    /// <summary>The image for a picture of that scale; null when its bytes end too early or mean nothing.</summary>
    /// <param name="scale">Pixels of the picture for each one of the original. A format that can be unpacked smaller is, to twice the size that is needed.</param>
    public static SKBitmap? Decode(SKCodec codec, float scale)
    {
        var size = codec.GetScaledDimensions(Math.Min(1, scale * 2));
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
        {
            bitmap.Dispose();
            return null;
        }

        return Upright(bitmap, codec.EncodedOrigin);
    }

    private static bool IsOnItsSide(SKCodec codec) => codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;

    private static SKBitmap Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or 0)
        {
            return bitmap;
        }

        var (width, height) = origin >= SKEncodedOrigin.LeftTop ? (bitmap.Height, bitmap.Width) : (bitmap.Width, bitmap.Height);
        var turned = new SKBitmap(bitmap.Info.WithSize(width, height));
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
        canvas.DrawBitmap(bitmap, 0, 0, SKSamplingOptions.Default);
        bitmap.Dispose();
        return turned;
    }
}
