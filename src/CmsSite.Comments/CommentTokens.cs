using System.Globalization;
using System.Security.Cryptography;

namespace CmsSite.Comments;

/// <summary>What a token says about the form that it came with.</summary>
public enum FormAge
{
    /// <summary>Not of this site, or not for this item.</summary>
    Forged,

    /// <summary>Too long ago: its sender is asked to look once more.</summary>
    Old,

    /// <summary>From a page that is the same for everybody.</summary>
    Page,

    /// <summary>Made for this visitor; <see cref="CommentToken.Age"/> says when.</summary>
    Fresh,
}

public readonly record struct CommentToken(FormAge Kind, TimeSpan Age);

/// <summary>
/// Signed tokens of comment forms, bound to the item. Pages are kept for all visitors, so theirs only tells the day: whoever scripts such a form at least had to get the page. A form
/// that was made for one visitor (a preview, or by the script that asks for a token when somebody begins to write) tells the second, and so how long writing took.
/// </summary>
public sealed class CommentTokens(CommentKeys keys, TimeProvider clock)
{
    private const long SecondsOfDay = 86_400;
    private const int DaysOfPage = 2;
    private static readonly TimeSpan _longest = TimeSpan.FromHours(24);

    public string ForPage(string articleId) => Make("p", Now / SecondsOfDay, articleId);

    public string ForVisitor(string articleId) => Make("v", Now, articleId);

    public CommentToken Read(string? token, string articleId)
    {
        var parts = token?.Split('.') ?? [];
        if (parts.Length != 3 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || parts[0] is not ("p" or "v")
            || !CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Make(parts[0], number, articleId)), System.Text.Encoding.UTF8.GetBytes(token!)))
        {
            return new(FormAge.Forged, default);
        }

        if (parts[0] == "p")
        {
            return new((Now / SecondsOfDay) - number is >= 0 and < DaysOfPage ? FormAge.Page : FormAge.Old, default);
        }

        var age = TimeSpan.FromSeconds(Math.Max(0, Now - number));
        return new(age < _longest ? FormAge.Fresh : FormAge.Old, age);
    }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    private string Make(string kind, long number, string articleId) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}.{number}.{keys.Code($"form-{kind}", articleId, number.ToString(CultureInfo.InvariantCulture))[..24]}");
}
