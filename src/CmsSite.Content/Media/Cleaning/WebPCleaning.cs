using System.Buffers.Binary;
using System.Text;

namespace CmsSite.Content.Media.Cleaning;

/// <summary>A WebP file is a RIFF container: chunks of name, length and content, the lengths made even.</summary>
internal static class WebPCleaning
{
    private const int HeaderLength = 12;
    private const byte HasExif = 0x08;
    private const byte HasXmp = 0x04;

    private static readonly HashSet<string> _kept = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"];

    public static byte[]? Clean(ReadOnlySpan<byte> webp, int orientation)
    {
        var clean = new MemoryStream(webp.Length);
        clean.Write(webp[..HeaderLength]);
        var end = Math.Min(webp.Length, 8 + (long)BinaryPrimitives.ReadUInt32LittleEndian(webp[4..]));
        var isExtended = false;
        for (var at = HeaderLength; at + 8 <= end;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(webp[(at + 4)..]);
            if (length > end - at - 8)
            {
                return null;
            }

            var name = Encoding.ASCII.GetString(webp.Slice(at, 4));
            var chunk = webp.Slice(at, (int)length + 8);
            if (name == "VP8X" && length >= 10)
            {
                byte[] extended = [.. chunk];
                extended[8] = (byte)((extended[8] & ~(HasExif | HasXmp)) | (orientation == 1 ? 0 : HasExif));
                isExtended = true;
                Write(clean, extended);
            }
            else if (_kept.Contains(name))
            {
                Write(clean, chunk);
            }

            at += chunk.Length + (chunk.Length & 1);
        }

        if (isExtended && orientation != 1)
        {
            var exif = ImageCleaning.Orientation(orientation);
            Write(clean, [.. "EXIF"u8, (byte)exif.Length, 0, 0, 0, .. exif]);
        }

        var cleaned = clean.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(cleaned.AsSpan(4), (uint)cleaned.Length - 8);
        return cleaned;
    }

    private static void Write(MemoryStream clean, ReadOnlySpan<byte> chunk)
    {
        clean.Write(chunk);
        if ((chunk.Length & 1) == 1)
        {
            clean.WriteByte(0);
        }
    }
}
