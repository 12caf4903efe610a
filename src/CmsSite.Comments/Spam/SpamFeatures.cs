using System.Globalization;
using System.Text.RegularExpressions;

namespace CmsSite.Comments.Spam;

/// <summary>What can be told of a comment by looking at it, and at the form it came with.</summary>
internal static partial class SpamFeatures
{
    private const int Shown = 5;
    private static readonly TimeSpan _tooFast = TimeSpan.FromSeconds(4);

    public static IEnumerable<SpamReason> Of(CommentSubmission comment)
    {
        if (comment.Trap.Length > 0)
        {
            yield return new("Filled in the field that people do not see", 9);
        }

        if (comment.Token.Kind == FormAge.Fresh && comment.Token.Age < _tooFast)
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"Written within {comment.Token.Age.TotalSeconds:0} s"), 2);
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

        if (Elsewhere().IsMatch(comment.Body))
        {
            yield return new("Asks to be written to elsewhere", 1.5);
        }

        if (Address().IsMatch(comment.Body))
        {
            yield return new("An e-mail address or telephone number", 1.6);
        }

        if (comment.Website.Length > 0)
        {
            yield return new("Leaves a website", 1.2);
        }

        var (trades, sales) = SpamTrades.In(PhraseMatcher.Fold($"{comment.Name} {comment.Website} {comment.Body}"));
        if (trades.Count > 0)
        {
            yield return new($"Words of a trade: {string.Join(", ", trades.Take(Shown))}", Math.Min(3.5, 0.3 + (0.8 * trades.Count)));
        }

        if (sales.Count > 0)
        {
            yield return new($"Words of selling: {string.Join(", ", sales.Take(Shown))}", Math.Min(1.6, 0.4 * sales.Count));
        }

        var leads = links > 0 || comment.Website.Length > 0;
        if (!leads && !Elsewhere().IsMatch(comment.Body) && !Address().IsMatch(comment.Body) && !Markup().IsMatch(comment.Body) && !Link().IsMatch(comment.Name))
        {
            yield return new("Leads nowhere", -2.5);
        }

        if (leads && CheapHost().IsMatch($"{comment.Website} {comment.Body}"))
        {
            yield return new("Leads to where spam often does", 1.2);
        }

        // "Great blog, I will come back": says nothing of what it stands under, and wants a site visited.
        if (leads && Praise().Count(comment.Body) is > 0 and var praises)
        {
            yield return new("Speaks of the site and leaves an address", praises == 1 ? 1.3 : 3);
        }

        if (Spaced().IsMatch(comment.Body))
        {
            yield return new("Letters kept apart, or numbers for letters", 1.5);
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

    [GeneratedRegex(@"\b(whats\s?app|telegram)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    // V.i.a.g.r.a, V1agra, C!alis; not e.g. or U.S.A., nor 1st, A4 or H2O.
    [GeneratedRegex(@"\b(\p{L}[.\-_*]){3,}\p{L}{1,2}\b|\b\p{L}+[!|]\p{L}{2,}|\b\p{L}\d\p{L}{3,}\b")]
    private static partial Regex Spaced();

    [GeneratedRegex(@"[\w.+-]{2,}@[\w-]+\.\w{2,}|\+\d{1,3}[\s\d().-]{7,}|\(\d{3}\)\s?\d{3}-\d{2,}")]
    private static partial Regex Address();

    [GeneratedRegex(@"\.(top|xyz|club|shop|vip|icu|online|site|store|live|bet|casino|loan|click|link|buzz|cc|biz|win|bid|fun|cyou|sbs)\b|\b(bit\.ly|t\.me|tinyurl\.com|cutt\.ly|goo\.gl)/", RegexOptions.IgnoreCase)]
    private static partial Regex CheapHost();

    [GeneratedRegex(@"\b(web\s?(log|site|page)s?|blog(s|ging)?|homepage|site|sito|sitio|página|(this|your) (\w+ ){0,2}(post|posts|article|articles|content|writing|write-?up|information)|layout|bookmark(ed)?|visit my|first time (here|commenting)|(come|check) back|stumbled upon|(great|good|nice) (job|work|info)|share (it )?with my|new posts|(diese|deine|ihre) seite|(votre|ton) (blog|site)|(tu|su) (blog|sitio|web))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Praise();

    [GeneratedRegex(@"<a\s|\[url|\[link", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();
}
