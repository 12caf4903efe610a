using System.Globalization;
using System.Text.RegularExpressions;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Comments.Spam;

/// <summary>
/// What moderators' decisions say about words: how often each was in what they called spam, and in what they published. A naive Bayes filter over the words that say most; it begins
/// to speak when it has seen a few of both. Words stay on this site.
/// </summary>
public sealed partial class SpamWords(SiteSession session)
{
    /// <summary>The row that counts comments instead of words.</summary>
    internal const string All = "";
    private const int MostWords = 200;
    private const int Telling = 15;
    private const int FewestSeen = 5;
    private const double MostWeight = 6;

    private DbSet<CommentWord> Rows => session.Database.CommentWords;

    /// <summary>What its words say about a text; null as long as too little was learnt.</summary>
    public async Task<SpamReason?> JudgeAsync(string name, string? website, string body, CancellationToken cancellationToken = default)
    {
        var words = Of(name, website, body);
        var known = await Rows.AsNoTracking().Where(row => words.Contains(row.Word) || row.Word == All).ToListAsync(cancellationToken);
        if (known.Find(row => row.Word == All) is not { Spam: >= FewestSeen, Ham: >= FewestSeen } all)
        {
            return null;
        }

        var telling = known.Where(row => row.Word != All && row.Spam + row.Ham > 0)
            .Select(row => (row.Word, Weight: Math.Log((row.Spam + 0.5) / (all.Spam + 1)) - Math.Log((row.Ham + 0.5) / (all.Ham + 1))))
            .OrderByDescending(word => Math.Abs(word.Weight)).Take(Telling).ToList();
        var sum = Math.Clamp(telling.Sum(word => word.Weight), -MostWeight, MostWeight);
        return telling.Count == 0 ? null : new SpamReason(
            string.Create(CultureInfo.InvariantCulture, $"Words that {(sum > 0 ? "spam has" : "readers use")}: {string.Join(", ", telling.Where(word => Math.Sign(word.Weight) == Math.Sign(sum)).Take(5).Select(word => word.Word))}"), sum);
    }

    /// <summary>Learns from a decision, or forgets one that was taken back.</summary>
    /// <param name="by">1 to learn, -1 to forget.</param>
    public async Task CountAsync(Comment comment, bool isSpam, int by, CancellationToken cancellationToken = default)
    {
        var words = Of(comment.Name, comment.Website, comment.Body);
        words.Add(All);
        var rows = await Rows.Where(row => words.Contains(row.Word)).ToDictionaryAsync(row => row.Word, cancellationToken);
        foreach (var word in words)
        {
            if (!rows.TryGetValue(word, out var row))
            {
                Rows.Add(row = new CommentWord { Word = word });
            }

            (row.Spam, row.Ham) = isSpam ? (Math.Max(0, row.Spam + by), row.Ham) : (row.Spam, Math.Max(0, row.Ham + by));
        }
    }

    // Words of three letters or more, and hosts of links. Nothing with an @ in it: an address is nobody's business.
    internal static HashSet<string> Of(string name, string? website, string body)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var text = Address().Replace($"{name} {body}", " ");
        foreach (Match host in Host().Matches($"{text} {website}"))
        {
            words.Add($"link:{host.Groups[1].Value.ToLowerInvariant()}"[..Math.Min(75, host.Groups[1].Length + 5)]);
        }

        foreach (var word in PhraseMatcher.Fold(text).Split(' ').Where(word => word.Length is >= 3 and <= 40))
        {
            if (words.Count >= MostWords)
            {
                break;
            }

            words.Add(word);
        }

        return words;
    }

    [GeneratedRegex(@"\S+@\S+")]
    private static partial Regex Address();

    [GeneratedRegex(@"https?://([^/\s\])>]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Host();
}
