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
    private const string LinkTo = "link:";
    private const int BeginningLength = 5;
    private const int MostWords = 200;
    private const int Telling = 15;
    private const int FewestSeen = 5;
    private const double MostWeight = 6;

    // Whoever advertises can put as many of a reader's words around it as they like.
    private const double MostWeightForReaders = 2.5;

    // Words that both use say nothing, however many there are.
    private const double LeastOfOne = 0.7;

    // How often a word has to be seen until it is believed as much as doubted.
    private const double Doubt = 2;

    // No word alone is enough, however often it was in spam.
    private const double MostOfOne = 1.5;

    // That there is a link is counted elsewhere.
    private static readonly HashSet<string> _ofAddresses = ["http", "https", "www", "com", "org", "net", "html"];

    private DbSet<CommentWord> Rows => session.Database.CommentWords;

    /// <summary>What their words say about comments, in their order; null for all as long as too little was learnt.</summary>
    public async Task<IReadOnlyList<SpamReason?>> JudgeAsync(IReadOnlyList<CommentSubmission> comments, CancellationToken cancellationToken = default)
    {
        var words = comments.Select(comment => Of(comment.Name, comment.Website, comment.Body)).ToList();
        string[] asked = [All, .. words.SelectMany(WithBeginnings).Distinct(StringComparer.Ordinal)];
        // One parameter however many words there are: the statement stays the same, and is translated once.
        var known = await Rows.AsNoTracking().Where(row => EF.Parameter(asked).Contains(row.Word)).ToDictionaryAsync(row => row.Word, StringComparer.Ordinal, cancellationToken);
        return known.GetValueOrDefault(All) is { Spam: >= FewestSeen, Ham: >= FewestSeen } all
            ? [.. words.Select(of => Judge(of.Select(word => Known(word, known)).OfType<CommentWord>().DistinctBy(row => row.Word), all))]
            : [.. words.Select(_ => (SpamReason?)null)];
    }

    private static SpamReason? Judge(IEnumerable<CommentWord> words, CommentWord all)
    {
        var telling = words.Where(row => row.Spam + row.Ham > 0).Select(row => (row.Word, Weight: WeightOf(row, all))).Where(word => Math.Abs(word.Weight) >= LeastOfOne)
            .OrderByDescending(word => Math.Abs(word.Weight)).Take(Telling).ToList();
        var sum = Math.Clamp(telling.Sum(word => word.Weight), -MostWeightForReaders, MostWeight);
        return telling.Count == 0 ? null : new SpamReason(
            string.Create(CultureInfo.InvariantCulture, $"Words that {(sum > 0 ? "spam has" : "readers use")}: {string.Join(", ", telling.Where(word => Math.Sign(word.Weight) == Math.Sign(sum)).Take(5).Select(word => word.Word))}"), sum);
    }

    // How much a word speaks for spam. One that was seen once says little, whichever way it points.
    private static double WeightOf(CommentWord word, CommentWord all)
    {
        var (spam, ham, seen) = ((double)word.Spam / all.Spam, (double)word.Ham / all.Ham, word.Spam + word.Ham);
        var share = ((0.5 * Doubt) + (seen * spam / (spam + ham))) / (Doubt + seen);
        return Math.Clamp(Math.Log(share / (1 - share)), -MostOfOne, MostOfOne);
    }

    // A word that was hardly seen yet speaks through its beginning: "Kredite" is known by "Kredit", "prestito" by "prestiti".
    private static CommentWord? Known(string word, Dictionary<string, CommentWord> known)
    {
        var row = known.GetValueOrDefault(word);
        return row is not null && row.Spam + row.Ham >= FewestSeen || BeginningOf(word) is not { } beginning ? row : known.GetValueOrDefault(beginning) ?? row;
    }

    private static IEnumerable<string> WithBeginnings(HashSet<string> words) => words.Concat(words.Select(BeginningOf).OfType<string>());

    private static string? BeginningOf(string word) => word.Length > BeginningLength && !word.StartsWith(LinkTo, StringComparison.Ordinal) ? $"{word.AsSpan(0, BeginningLength)}…" : null;

    /// <summary>Learns from a decision, or forgets one that was taken back.</summary>
    /// <param name="by">1 to learn, -1 to forget.</param>
    public async Task CountAsync(Comment comment, bool isSpam, int by, CancellationToken cancellationToken = default)
    {
        var words = Of(comment.Name, comment.Website, comment.Body);
        string[] asked = [All, .. WithBeginnings(words).Distinct(StringComparer.Ordinal)];
        var rows = await Rows.Where(row => EF.Parameter(asked).Contains(row.Word)).ToDictionaryAsync(row => row.Word, cancellationToken);
        foreach (var word in asked)
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
            words.Add($"{LinkTo}{host.Groups[1].Value.ToLowerInvariant()}"[..Math.Min(75, host.Groups[1].Length + LinkTo.Length)]);
        }

        foreach (var word in PhraseMatcher.Fold(text).Split(' ').Where(word => word.Length is >= 3 and <= 40 && !_ofAddresses.Contains(word)))
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
