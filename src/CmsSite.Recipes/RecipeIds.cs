using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CmsSite.Recipes;

/// <summary>Ids as Orchard Core makes them: 26 letters and digits, without i, l, o and u, from 128 random bits.</summary>
public static class RecipeIds
{
    public const int Length = 26;

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string New() => From(Guid.NewGuid());

    /// <summary>The id that stands for <paramref name="text"/>; the same for the same one.</summary>
    public static string From(string text) => From(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)));

    /// <summary>The id that stands for <paramref name="value"/>; the same for the same one.</summary>
    public static string From(Guid value) => string.Create(Length, value, static (text, random) =>
    {
        Span<byte> bytes = stackalloc byte[16];
        random.TryWriteBytes(bytes);
        var bits = new UInt128(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
        for (var at = 0; at < Length; at++, bits >>= 5)
        {
            text[at] = Alphabet[(int)(bits & 31)];
        }
    });
}
