using SkiaSharp;

namespace CmsSite.Tests.Content.Media;

/// <summary>Image files of every awkward kind.</summary>
internal static class Pictures
{
    /// <summary>24 by 16, red, in the colours of a printer.</summary>
    public static byte[] Cmyk => Convert.FromBase64String(
        "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwAFAwQEBAMFBAQEBQUFBgcMCAcHBwcPCwsJDBEPEhIRDxERExYcFxMUGhURERghGBodHR8fHxMXIiQiHiQcHh8e/9sAQwEFBQUHBgcOCAgOHhQRFB4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4e"
        + "Hh4eHh4eHh4eHh4eHh4eHh4e/8AAFAgAEAAYBAEiAAIRAQMRAQQiAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAHCP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAWAQEBAQAAAAAAAAAAAAAAAAAABwj/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADgQB"
        + "AAIRAxEEAAA/AKkAorGTZYAAAA//2Q==");

    /// <summary>8 by 8 with sixteen bits a colour, blue above and red below.</summary>
    public static byte[] Deep => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAIEAIAAAAb/fWfAAAABGdBTUEAALGPC/xhBQAAACBjSFJNAAB6JgAAgIQAAPoAAACA6AAAdTAAAOpgAAA6mAAAF3CculE8AAAABmJLR0T///////8JWPfcAAAAQklEQVQY05XQQQ0AIBADwSVBShGDGBBzeMHM"
        + "4QUs0P4nabYA3Mv3igJyGKALdv6DqoAzDdCWeWkndBkgBygM4CQFeJHmEAOBUYViAAAAJXRFWHRkYXRlOmNyZWF0ZQAyMDI2LTExLTI2VDAxOjU2OjMwKzAwOjAwZBV8LAAAACV0RVh0ZGF0ZTptb2RpZnkAMjAyNi0xMS0yNlQwMTo1NjozMCswMDow"
        + "MBVIxJAAAAAASUVORK5CYII=");

    /// <summary>6 by 6, red and blue in turn.</summary>
    public static byte[] Moving => Convert.FromBase64String(
        "R0lGODlhBgAGAPAAAP8AAAAAACH5BAAAAAAAIf8LTkVUU0NBUEUyLjADAQAAACwAAAAABgAGAAACBYSPqcsFACH5BAAAAAAALAAAAAAGAAYAgAAA/wAAAAIFhI+pywUAOw==");

    /// <summary>A few bytes that say they are a picture of a thousand million pixels.</summary>
    public static byte[] Bomb
    {
        get
        {
            var bytes = Plain(4, 4);
            byte[] side = [0x00, 0x00, 0x7F, 0xFF];
            side.CopyTo(bytes, 16);
            side.CopyTo(bytes, 20);
            var crc = Crc(bytes.AsSpan(12, 17));
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), crc);
            return bytes;
        }
    }

    public static byte[] Plain(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png, Action<SKCanvas, SKPaint>? draw = null)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.Red);
        using var paint = new SKPaint();
        draw?.Invoke(surface.Canvas, paint);
        using var image = surface.Snapshot();
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>A photograph that says how the camera was held and where: 80 by 40 in its bytes, its upper left quarter blue.</summary>
    public static byte[] Photograph(int orientation)
    {
        var jpeg = Plain(80, 40, SKEncodedImageFormat.Jpeg, (canvas, paint) =>
        {
            paint.Color = SKColors.Blue;
            canvas.DrawRect(0, 0, 40, 20, paint);
        });
        byte[] exif =
        [
            0xFF, 0xE1, 0x00, 0x3E, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 2,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
            0x01, 0x0E, 0, 2, 0, 0, 0, 16, 0, 0, 0, 38, 0, 0, 0, 0,
            .. "at home, N52 E13"u8,
        ];
        exif[3] = (byte)(exif.Length - 2);
        return [.. jpeg.AsSpan(0, 2), .. exif, .. jpeg.AsSpan(2)];
    }

    // The checksum of a part of a PNG file.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
