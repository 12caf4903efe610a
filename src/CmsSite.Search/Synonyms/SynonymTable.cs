using CmsSite.Content.Searching;
using CmsSite.Search.Text;

namespace CmsSite.Search.Synonyms;

/// <summary>A word or phrase that is found as well.</summary>
/// <param name="Text">As the editor wrote it.</param>
internal sealed record Synonym(string Text, IReadOnlyList<string> Terms);

/// <summary>Synonyms by what has to be asked for, as terms of an index. Words that an index takes for the same are the same here.</summary>
internal sealed class SynonymTable
{
    /// <summary>How much is looked for besides one word or phrase, at most.</summary>
    public const int MostSynonyms = 20;

    private readonly Dictionary<string, List<Entry>> _byFirst = new(StringComparer.Ordinal);

    private SynonymTable()
    {
    }

    public static SynonymTable Empty { get; } = new();

    public static SynonymTable Make(IReadOnlyList<SynonymRule> rules, SiteAnalyzer analyzer)
    {
        var table = new SynonymTable();
        foreach (var rule in rules)
        {
            var to = rule.To.Select(text => Analysed(text, analyzer)).Where(synonym => synonym.Terms.Count > 0).ToList();
            foreach (var from in rule.From.Select(text => Analysed(text, analyzer)).Where(from => from.Terms.Count > 0))
            {
                table.EntryOf(from.Terms).Add(to);
            }
        }

        foreach (var entries in table._byFirst.Values)
        {
            entries.Sort((left, right) => right.Terms.Count.CompareTo(left.Terms.Count));
        }

        return table;
    }

    /// <summary>The longest phrase with synonyms that begins at a place, and these; null when there is none.</summary>
    public (int Length, IReadOnlyList<Synonym> Synonyms)? At(IReadOnlyList<string> terms, int place)
    {
        foreach (var entry in _byFirst.TryGetValue(terms[place], out var entries) ? entries : [])
        {
            if (entry.Synonyms.Count > 0 && place + entry.Terms.Count <= terms.Count && entry.Terms.Select((term, i) => term == terms[place + i]).All(isSame => isSame))
            {
                return (entry.Terms.Count, entry.Synonyms);
            }
        }

        return null;
    }

    private static Synonym Analysed(string text, SiteAnalyzer analyzer) => new(text, [.. analyzer.Tokens(text).Select(token => token.Term)]);

    private Entry EntryOf(IReadOnlyList<string> terms)
    {
        if (!_byFirst.TryGetValue(terms[0], out var entries))
        {
            _byFirst[terms[0]] = entries = [];
        }

        var entry = entries.Find(entry => entry.Terms.SequenceEqual(terms));
        if (entry is null)
        {
            entries.Add(entry = new Entry(terms));
        }

        return entry;
    }

    private sealed record Entry(IReadOnlyList<string> Terms)
    {
        public List<Synonym> Synonyms { get; } = [];

        public void Add(IEnumerable<Synonym> more)
        {
            foreach (var synonym in more)
            {
                if (Synonyms.Count < MostSynonyms && !synonym.Terms.SequenceEqual(Terms) && !Synonyms.Exists(known => known.Terms.SequenceEqual(synonym.Terms)))
                {
                    Synonyms.Add(synonym);
                }
            }
        }
    }
}
