using System.Buffers.Binary;
using System.Text;

namespace CmsSite.Content.Media.Cleaning;

/// <summary>A PNG file is a row of chunks: length, name, content, checksum.</summary>
internal static class PngCleaning
{
    private const int SignatureLength = 8;

    // What decoding needs, what colours mean, how the picture moves.
    private static readonly HashSet<string> _kept =
    [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs", "hIST", "acTL", "fcTL", "fdAT",
    ];

    public static byte[]? Clean(ReadOnlySpan<byte> png, int orientation)
    {
        var clean = new MemoryStream(png.Length);
        clean.Write(png[..SignatureLength]);
        var at = SignatureLength;
        while (at + 12 <= png.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            if (length > png.Length - at - 12)
            {
                return null;
            }

            var chunk = png.Slice(at, (int)length + 12);
            var name = Encoding.ASCII.GetString(chunk.Slice(4, 4));
            if (_kept.Contains(name))
            {
                clean.Write(chunk);
            }

            if (name == "IEND")
            {
                return clean.ToArray();
            }

            if (name == "IHDR" && orientation != 1)
            {
                Write(clean, "eXIf"u8, ImageCleaning.Orientation(orientation));
            }

            at += chunk.Length;
        }

        return null;
    }

    private static void Write(MemoryStream clean, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        byte[] checkedBytes = [.. name, .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        clean.Write(number);
        clean.Write(checkedBytes);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(checkedBytes));
        clean.Write(number);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }
        }

        return ~sum;
    }
}
