using System.Net.Mail;
using System.Text;

namespace CmsSite.Comments;

/// <summary>What a comment must be, whoever writes it, in words for its writer.</summary>
public static class CommentChecks
{
    public const int MaxName = 80;
    public const int MaxEmail = 254;
    public const int MaxWebsite = 400;
    public const int MaxBody = 10_000;

    public static IReadOnlyList<CommentProblem> Of(CommentSubmission comment)
    {
        var problems = new List<CommentProblem>();
        Check("Name", comment.Name, MaxName, "Please say how you want to be called.");
        Check("Email", comment.Email, MaxEmail, "Please give your e-mail address. Nobody but the moderators will see it.");
        Check("Website", comment.Website, MaxWebsite, null);
        Check("Body", comment.Body, MaxBody, "Please write your comment.");
        if (comment.Name.EnumerateRunes().All(rune => !Rune.IsLetterOrDigit(rune)) && comment.Name.Trim().Length > 0)
        {
            problems.Add(new("Name", "Please give a name with letters in it."));
        }

        if (comment.Email.Trim().Length > 0 && !IsEmail(comment.Email.Trim()))
        {
            problems.Add(new("Email", "This does not look like an e-mail address. It should be like name@example.org."));
        }

        if (comment.Website.Trim().Length > 0 && WebsiteOf(comment.Website) is null)
        {
            problems.Add(new("Website", "This does not look like a web address. It should be like https://example.org."));
        }

        return [.. problems.DistinctBy(problem => problem.Field)];

        void Check(string field, string text, int most, string? required)
        {
            if (text.Contains('\uFFFD', StringComparison.Ordinal))
            {
                problems.Add(new(field, "This has characters in it that could not be read. Please write them again."));
            }
            else if (text.Length > most)
            {
                problems.Add(new(field, $"This is too long: {text.Length:N0} characters, where {most:N0} are the most."));
            }
            else if (required is not null && string.IsNullOrWhiteSpace(text))
            {
                problems.Add(new(field, required));
            }
        }
    }

    /// <summary>The address as a link; null when it is none. What begins without a scheme is believed to be a site.</summary>
    public static string? WebsiteOf(string? text)
    {
        var given = text?.Trim() ?? "";
        var address = given.Contains("://", StringComparison.Ordinal) ? given : $"https://{given}";
        return given.Length is > 0 and <= MaxWebsite && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Contains('.', StringComparison.Ordinal)
            && uri.UserInfo.Length == 0 ? uri.AbsoluteUri : null;
    }

    /// <summary>One line without the marks that turn text around or hide it, for names that stand beside other text.</summary>
    public static string Line(string text) => string.Join(' ', new string([.. text.Where(letter => !IsInvisible(letter))]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsInvisible(char letter) => letter is '\u200b' or '\u200e' or '\u200f' or '\u2060' or '\ufeff' or '\u00ad' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')
        || (char.IsControl(letter) && !char.IsWhiteSpace(letter));

    private static bool IsEmail(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal)
        && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter));
}
