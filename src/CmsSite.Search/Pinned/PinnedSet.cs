using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CmsSite.Content.Searching;
using CmsSite.Search.Queries;
using CmsSite.Search.Synonyms;
using CmsSite.Search.Text;
using CmsSite.Storage;

namespace CmsSite.Search.Pinned;

/// <summary>What editors pinned, at one moment. Looked up by the words of a question, however many pins there are.</summary>
public sealed class PinnedSet(IReadOnlyList<PinnedResult> pins)
{
    private readonly ConcurrentDictionary<string, ILookup<string, Entry>> _tables = new(StringComparer.Ordinal);

    public static PinnedSet Empty { get; } = new([]);

    /// <summary>Those that are committed now: what an editor saved counts for the next search, on every node.</summary>
    public static PinnedSet Of(SiteSession session) => session.Project(SiteDocumentKinds.PinnedResult, Read);

    /// <summary>Whether any of them counts until a moment that is still to come.</summary>
    public bool IsOfPassage(DateTime nowUtc) => pins.Any(pin => pin.ExpiresUtc > nowUtc);

    /// <summary>The items that come first, in order; empty for most questions. What narrows a question (a word that is excluded, a filter, a time) asks for something else than was pinned.</summary>
    internal IReadOnlyList<string> For(SearchTerms terms, SiteAnalyzer analyzer, DateTime nowUtc)
    {
        if (pins.Count == 0 || terms.Excluded.Count + terms.Filters.Count > 0 || terms.From is not null || terms.Until is not null)
        {
            return [];
        }

        var asked = WordsOf(terms, analyzer);
        var table = _tables.GetOrAdd(analyzer.Key, _ => Table(analyzer));
        return
        [
            .. asked.Distinct().SelectMany(word => table[word])
                .Where(entry => !entry.Pin.IsOver(nowUtc) && (entry.Pin.Match == PinnedMatch.Exact ? entry.Words.SequenceEqual(asked) : entry.Words.All(asked.Contains)))
                // What was pinned for exactly this, then what says more of it.
                .OrderBy(entry => entry.Pin.Match).ThenByDescending(entry => entry.Words.Count).ThenBy(entry => entry.Pin.Id, StringComparer.Ordinal)
                .SelectMany(entry => entry.Pin.ContentItemIds).Distinct().Take(PinnedResult.MostItems),
        ];
    }

    /// <summary>Whether a pin's words are words of a question, so that it can ever be shown.</summary>
    public static bool CanMatch(string query, Indexes.SearchProfile profile) =>
        SearchTerms.Parse(query) is { Excluded.Count: 0, Filters.Count: 0, From: null, Until: null } terms && WordsOf(terms, profile.Analyzer()).Count > 0;

    private static PinnedSet Read(IReadOnlyDictionary<string, JsonNode> stored) => new([.. stored.Select(pin => PinnedResult.Read(pin.Key, pin.Value))]);

    // By one word each; the others are compared then.
    private ILookup<string, Entry> Table(SiteAnalyzer analyzer) => pins.Select(pin => new Entry(pin, WordsOf(SearchTerms.Parse(pin.Query), analyzer))).Where(entry => entry.Words.Count > 0)
        .ToLookup(entry => entry.Words.MaxBy(word => word.Length)!, StringComparer.Ordinal);

    private static List<string> WordsOf(SearchTerms terms, SiteAnalyzer analyzer) =>
    [
        .. Question.Of(terms with { Phrases = [] }, analyzer, SynonymTable.Empty).Words.SelectMany(word => word.Terms), .. terms.Phrases.SelectMany(analyzer.Tokens).Select(token => token.Term),
    ];

    private sealed record Entry(PinnedResult Pin, IReadOnlyList<string> Words);
}
