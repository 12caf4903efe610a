using CmsSite.Search.Indexes;
using CmsSite.Search.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries;

/// <summary>
/// Makes Lucene's query of what a reader asked for. Nothing of the reader's text is ever syntax. A word has to be in the full text; that it is in the title, the summary or a name counts on
/// top.
/// </summary>
internal sealed class QueryBuilder(SearchTerms terms, SiteAnalyzer analyzer)
{
    private const float InTitle = 3f;
    private const float InSummary = 1.2f;
    private const float InNames = 1.5f;
    private const float TogetherInTitle = 4f;

    // Words that say too little count only where nothing else was said. Made once: the words in the order of the text, each with its terms.
    private readonly List<QueryWord> _words = WordsOf(terms, analyzer);

    public IReadOnlyList<QueryWord> Words => _words;

    /// <summary>The terms that are worth marking in a text.</summary>
    public IEnumerable<string> Marked => _words.SelectMany(word => word.Terms).Concat(terms.Phrases.SelectMany(Terms));

    /// <summary>Everything that was asked for; with alternatives, instead of words that nothing holds.</summary>
    public Query All(IReadOnlyDictionary<string, IReadOnlyList<(string Term, float Likeness)>>? alternatives = null)
    {
        var query = Begin();
        foreach (var word in _words)
        {
            foreach (var term in word.Terms)
            {
                query.Add(OneOf(term, alternatives), Occur.MUST);
            }
        }

        AddTogether(query);
        return query;
    }

    /// <summary>At least half of the words.</summary>
    public Query Some(IReadOnlyDictionary<string, IReadOnlyList<(string Term, float Likeness)>> alternatives)
    {
        var query = Begin();
        var any = new BooleanQuery(true);
        foreach (var term in _words.SelectMany(word => word.Terms).Distinct())
        {
            any.Add(OneOf(term, alternatives), Occur.SHOULD);
        }

        any.MinimumNumberShouldMatch = Math.Max(1, any.Clauses.Count / 2);
        query.Add(any, Occur.MUST);
        return query;
    }

    // What is never given up: phrases, exclusions, filters.
    private BooleanQuery Begin()
    {
        var query = new BooleanQuery(true);
        foreach (var phrase in terms.Phrases.Select(Terms).Where(phrase => phrase.Count > 0))
        {
            query.Add(Phrase(FieldNames.FullText, phrase, 0), Occur.MUST);
            query.Add(Boosted(Phrase(FieldNames.Title, phrase, 0), InTitle), Occur.SHOULD);
        }

        foreach (var excluded in terms.Excluded.Select(Terms).Where(excluded => excluded.Count > 0))
        {
            query.Add(Phrase(FieldNames.FullText, excluded, 0), Occur.MUST_NOT);
        }

        foreach (var (field, value) in terms.Filters)
        {
            query.Add(new ConstantScoreQuery(Filter(field, value)) { Boost = 0 }, Occur.MUST);
        }

        return query;
    }

    private Query Filter(string field, string value)
    {
        if (field != Facets.Author)
        {
            return new TermQuery(new Term(FieldNames.Is, SearchDocuments.Is(field, value)));
        }

        // A part of the name will do.
        var name = new BooleanQuery(true);
        foreach (var term in Terms(value))
        {
            name.Add(new TermQuery(new Term(FieldNames.Authors, term)), Occur.MUST);
        }

        return name;
    }

    private static Query OneOf(string term, IReadOnlyDictionary<string, IReadOnlyList<(string Term, float Likeness)>>? alternatives)
    {
        if (alternatives?.GetValueOrDefault(term) is not { Count: > 0 } similar)
        {
            return Word(term);
        }

        var any = new BooleanQuery(true);
        foreach (var (other, likeness) in similar)
        {
            any.Add(Boosted(Word(other), likeness), Occur.SHOULD);
        }

        return any;
    }

    private static BooleanQuery Word(string term) => new(true)
    {
        { new TermQuery(new Term(FieldNames.FullText, term)), Occur.MUST },
        { Boosted(new TermQuery(new Term(FieldNames.Title, term)), InTitle), Occur.SHOULD },
        { Boosted(new TermQuery(new Term(FieldNames.Summary, term)), InSummary), Occur.SHOULD },
        { Boosted(new TermQuery(new Term(FieldNames.Authors, term)), InNames), Occur.SHOULD },
        { Boosted(new TermQuery(new Term(FieldNames.Terms, term)), InNames), Occur.SHOULD },
    };

    private void AddTogether(BooleanQuery query)
    {
        var all = _words.SelectMany(word => word.Terms).ToList();
        if (all.Count is > 1 and < 8)
        {
            query.Add(Boosted(Phrase(FieldNames.Title, all, 2), TogetherInTitle), Occur.SHOULD);
        }
    }

    private static Query Phrase(string field, IReadOnlyList<string> phrase, int slop)
    {
        if (phrase.Count == 1)
        {
            return new TermQuery(new Term(field, phrase[0]));
        }

        var query = new PhraseQuery { Slop = slop };
        foreach (var term in phrase)
        {
            query.Add(new Term(field, term));
        }

        return query;
    }

    private static Query Boosted(Query query, float boost)
    {
        query.Boost = boost;
        return query;
    }

    private List<string> Terms(string text) => [.. analyzer.Tokens(text).Select(token => token.Term)];

    private static List<QueryWord> WordsOf(SearchTerms terms, SiteAnalyzer analyzer)
    {
        var all = terms.Words.Select(word => new QueryWord(word, [.. analyzer.Tokens(word).Select(token => token.Term)], analyzer.IsStop(word))).Where(word => word.Terms.Count > 0).ToList();
        return all.Any(word => !word.IsStop) || terms.Phrases.Count > 0 ? [.. all.Where(word => !word.IsStop)] : all;
    }
}

/// <summary>A word as it was written, and the terms it stands for.</summary>
internal sealed record QueryWord(string Text, IReadOnlyList<string> Terms, bool IsStop);
