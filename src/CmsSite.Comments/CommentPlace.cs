using System.Security.Cryptography;
using System.Text;

namespace CmsSite.Comments;

/// <summary>
/// Where a comment is read, as a text whose order is the order of reading: one step a level, of twelve letters each that grow with time. An answer has the place of what it
/// answers, and a step more. Below the last level answers stand beside each other, in the order of time: threads may be of any depth, and no place grows without end.
/// </summary>
public static class CommentPlace
{
    /// <summary>Levels of answers; the comment on the article itself is level 0.</summary>
    public const int MaxLevel = 4;
    public const int StepLength = 12;

    // Ascending as bytes, so that every database orders it so.
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int TimeLength = 9;

    /// <param name="parentPlace">Of what it answers; null for the article.</param>
    public static string Of(string? parentPlace, DateTime createdUtc, string contentItemId)
    {
        var parent = parentPlace ?? "";
        return parent[..Math.Min(parent.Length, MaxLevel * StepLength)] + Step(createdUtc, contentItemId);
    }

    public static int LevelOf(string place) => (place.Length / StepLength) - 1;

    public static string RootOf(string place) => place[..Math.Min(place.Length, StepLength)];

    /// <summary>Whether it is a place that this program has made. Places come back in addresses of pages, and imports may bring any.</summary>
    public static bool IsPlace(string? text) =>
        text is { Length: > 0 } && text.Length % StepLength == 0 && text.Length <= (MaxLevel + 1) * StepLength && text.All(letter => Digits.Contains(letter, StringComparison.Ordinal));

    // The moment in milliseconds, then three letters that tell two of one millisecond apart.
    private static string Step(DateTime createdUtc, string contentItemId) => string.Create(StepLength, (createdUtc, contentItemId), static (text, of) =>
    {
        var time = (ulong)Math.Max(0, new DateTimeOffset(of.createdUtc, TimeSpan.Zero).ToUnixTimeMilliseconds());
        for (var at = TimeLength - 1; at >= 0; at--, time >>= 5)
        {
            text[at] = Digits[(int)(time & 31)];
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(of.contentItemId), hash);
        for (var at = TimeLength; at < StepLength; at++)
        {
            text[at] = Digits[hash[at] & 31];
        }
    });
}
