using SkiaSharp;

namespace CmsSite.Content.Media.Cleaning;

/// <summary>
/// Takes out of a picture what is no picture: where and when it was taken, by whom and with what, notes, and whatever is hidden behind its end. What is seen stays
/// bit for bit; which way up it is stays too.
/// </summary>
public static class ImageCleaning
{
    public static bool Knows(string contentType) => contentType is "image/jpeg" or "image/png" or "image/webp" or "image/gif";

    /// <exception cref="MediaException">It is no such picture, is damaged, or has too many pixels; the message says which.</exception>
    public static byte[] Clean(string name, string contentType, byte[] picture, long maxPixels)
    {
        using var data = SKData.CreateCopy(picture);
        using var codec = SKCodec.Create(data) ?? throw new MediaException($"'{name}' is damaged: it cannot be read as a picture.");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > maxPixels)
        {
            throw new MediaException(FormattableString.Invariant(
                $"'{name}' is too large to be shown: {width:N0} × {height:N0} pixels are more than {maxPixels / 1_000_000:N0} million (Media:MaxPixels). Make it smaller first."));
        }

        var orientation = codec.EncodedOrigin is 0 ? 1 : (int)codec.EncodedOrigin;
        var cleaned = contentType switch
        {
            "image/jpeg" => JpegCleaning.Clean(picture, orientation),
            "image/png" => PngCleaning.Clean(picture, orientation),
            "image/webp" => WebPCleaning.Clean(picture, orientation),
            _ => GifCleaning.Clean(picture),
        };
        return cleaned ?? throw new MediaException($"'{name}' is damaged: its parts do not fit together.");
    }

    /// <summary>The least that says which way up a picture is (TIFF, as EXIF holds it).</summary>
    internal static byte[] Orientation(int orientation) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
}
