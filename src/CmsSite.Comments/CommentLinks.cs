using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CmsSite.Comments;

/// <summary>Links that stand for an account: whoever has one may do the one thing that it is for, to the one thing that it names, until it ends. Signed, never stored.</summary>
public sealed class CommentLinks(CommentKeys keys, TimeProvider clock)
{
    /// <summary>To change or delete a comment.</summary>
    public const string Edit = "edit";

    /// <summary>To say that an address is one's own.</summary>
    public const string Confirm = "confirm";

    /// <summary>To hear no more.</summary>
    public const string Unsubscribe = "unsubscribe";

    /// <summary>To see, take along and erase all that was written with an address.</summary>
    public const string Mine = "mine";

    public static readonly TimeSpan EditTime = TimeSpan.FromMinutes(10);
    private const int CodeLength = 32;

    public string Make(string purpose, string subject, TimeSpan time) => Make(purpose, subject, clock.GetUtcNow().Add(time).ToUnixTimeSeconds());

    public bool IsValid(string purpose, string subject, string? token) =>
        token?.Split('-') is [var ends, _] && long.TryParse(ends, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= clock.GetUtcNow().ToUnixTimeSeconds()
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Make(purpose, subject, seconds)), Encoding.UTF8.GetBytes(token));

    private string Make(string purpose, string subject, long ends) =>
        string.Create(CultureInfo.InvariantCulture, $"{ends}-{keys.Code($"link-{purpose}", subject, ends.ToString(CultureInfo.InvariantCulture))[..CodeLength]}");
}
