using System.Globalization;
using System.Text.RegularExpressions;

namespace CmsSite.Comments.Spam;

/// <summary>What can be told of a comment by looking at it, and at the form it came with.</summary>
internal static partial class SpamFeatures
{
    private static readonly TimeSpan _tooFast = TimeSpan.FromSeconds(4);

    public static IEnumerable<SpamReason> Of(CommentSubmission comment)
    {
        if (comment.Trap.Length > 0)
        {
            yield return new("Filled in the field that people do not see", 9);
        }

        if (comment.Token.Kind == FormAge.Fresh && comment.Token.Age < _tooFast)
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"Written within {comment.Token.Age.TotalSeconds:0} seconds"), 2);
        }

        var links = Link().Count(comment.Body);
        if (links > 0)
        {
            yield return new(links == 1 ? "One link" : $"{links} links", links switch { 1 => 0.7, 2 => 1.6, _ => Math.Min(5, 1 + links) });
        }

        if (Markup().IsMatch(comment.Body))
        {
            yield return new("Links in HTML or BBCode", 3);
        }

        if (Link().IsMatch(comment.Name) || comment.Name.Contains("www.", StringComparison.OrdinalIgnoreCase))
        {
            yield return new("A web address for a name", 4);
        }

        var words = comment.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (links > 0 && words.Length < 8)
        {
            yield return new("Hardly a word beside the link", 1.5);
        }

        var letters = comment.Body.Count(char.IsLetter);
        if (letters > 20 && comment.Body.Count(char.IsUpper) > letters * 0.6)
        {
            yield return new("Mostly capitals", 1.2);
        }

        if (comment.Body.Count(letter => letter is '!' or '$' or '€' or '£') is >= 4 and var shouts)
        {
            yield return new("Shouting", Math.Min(2, shouts * 0.3));
        }

        if (words.Length >= 12 && words.Distinct(StringComparer.OrdinalIgnoreCase).Count() < words.Length * 0.4)
        {
            yield return new("The same words again and again", 1.5);
        }
    }

    [GeneratedRegex(@"https?://|\bwww\.\w", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"<a\s|\[url|\[link", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();
}
