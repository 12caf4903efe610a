using System.Buffers.Binary;

namespace CmsSite.Content.Media.Cleaning;

/// <summary>A JPEG file is a row of segments, some of them followed by packed pixels, up to a mark at its end.</summary>
internal static class JpegCleaning
{
    private const byte StartOfScan = 0xDA;
    private const byte End = 0xD9;

    public static byte[]? Clean(ReadOnlySpan<byte> jpeg, int orientation)
    {
        var clean = new MemoryStream(jpeg.Length + 64);
        clean.Write(jpeg[..2]);
        var isOriented = orientation == 1;
        var at = 2;
        while (at + 3 < jpeg.Length && jpeg[at] == 0xFF)
        {
            var marker = jpeg[at + 1];
            if (marker == 0xFF)
            {
                at++; // padding
                continue;
            }

            if (marker == End)
            {
                break;
            }

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (length < 4 || at + length > jpeg.Length)
            {
                return null;
            }

            // JFIF's own segment is to be the first.
            if (!isOriented && marker != 0xE0)
            {
                WriteOrientation(clean, orientation);
                isOriented = true;
            }

            if (IsKept(marker, jpeg.Slice(at + 4, length - 4)))
            {
                clean.Write(jpeg.Slice(at, length));
            }

            at += length;
            if (marker == StartOfScan)
            {
                var end = EndOfScan(jpeg, at);
                clean.Write(jpeg[at..end]);
                at = end;
            }
        }

        // Of a file that ends too early browsers show what there is; what follows the end is of no concern to anybody.
        clean.Write([0xFF, End]);
        return clean.ToArray();
    }

    // What decoding needs, the colour profile, and Adobe's word on how colours are stored; nothing else of applications, no comments.
    private static bool IsKept(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        0xE0 => content.StartsWith("JFIF\0"u8),
        0xE2 => content.StartsWith("ICC_PROFILE\0"u8),
        0xEE => content.StartsWith("Adobe"u8),
        >= 0xE0 and <= 0xEF or 0xFE => false,
        _ => true,
    };

    private static int EndOfScan(ReadOnlySpan<byte> jpeg, int from)
    {
        for (var at = from; at + 1 < jpeg.Length; at++)
        {
            var next = jpeg[at + 1];
            if (jpeg[at] == 0xFF && next is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }
        }

        return jpeg.Length;
    }

    private static void WriteOrientation(MemoryStream clean, int orientation)
    {
        var exif = ImageCleaning.Orientation(orientation);
        clean.Write([0xFF, 0xE1, 0, (byte)(8 + exif.Length), .. "Exif\0\0"u8, .. exif]);
    }
}
