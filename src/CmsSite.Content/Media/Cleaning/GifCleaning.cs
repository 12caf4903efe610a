namespace CmsSite.Content.Media.Cleaning;

/// <summary>A GIF file is a header, a table of colours, and blocks: pictures, and extensions of which only those count that make it move.</summary>
internal static class GifCleaning
{
    private const byte Extension = 0x21;
    private const byte Picture = 0x2C;
    private const byte End = 0x3B;

    public static byte[]? Clean(ReadOnlySpan<byte> gif)
    {
        if (gif.Length < 14)
        {
            return null;
        }

        var clean = new MemoryStream(gif.Length);
        var at = 13 + TableLength(gif[10]);
        if (at > gif.Length)
        {
            return null;
        }

        clean.Write(gif[..at]);
        while (at < gif.Length && gif[at] != End)
        {
            var head = gif[at] switch
            {
                Extension => 2,
                Picture when at + 10 < gif.Length => 11 + TableLength(gif[at + 9]),
                _ => -1,
            };
            if (head < 0 || EndOfBlocks(gif, at + head) is not { } end)
            {
                return null;
            }

            if (gif[at] == Picture || IsKept(gif[at..end]))
            {
                clean.Write(gif[at..end]);
            }

            at = end;
        }

        clean.WriteByte(End);
        return clean.ToArray();
    }

    private static bool IsKept(ReadOnlySpan<byte> extension) =>
        extension[1] == 0xF9 || (extension[1] == 0xFF && extension.Length > 14 && (extension[3..14].SequenceEqual("NETSCAPE2.0"u8) || extension[3..14].SequenceEqual("ANIMEXTS1.0"u8)));

    private static int TableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));

    // Blocks of up to 255 bytes, each with its length before it, until one of none.
    private static int? EndOfBlocks(ReadOnlySpan<byte> gif, int at)
    {
        while (at < gif.Length)
        {
            if (gif[at] == 0)
            {
                return at + 1;
            }

            at += gif[at] + 1;
        }

        return null;
    }
}
