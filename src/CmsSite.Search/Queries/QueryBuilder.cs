using CmsSite.Search.Indexes;
using CmsSite.Search.Synonyms;
using CmsSite.Search.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries;

/// <summary>
/// Makes Lucene's query of what a reader asked for. Nothing of the reader's text is ever syntax. A word has to be in the full text; that it is in the title, the summary or a name counts on
/// top.
/// </summary>
internal sealed class QueryBuilder(SearchTerms terms, SiteAnalyzer analyzer, SynonymTable synonyms)
{
    /// <summary>More than the words of any text come to, so that what holds a word as it was written comes before what holds a synonym.</summary>
    public const float AsWritten = 4096f;

    /// <summary>More than all words as they were written.</summary>
    public const float AsPinned = 1_000_000f;

    /// <summary>From so many terms on a question is a sentence: hardly a text holds every word of it.</summary>
    public const int LongQuestion = 4;

    // Of the words of a sentence fewer are what it is about.
    private const float InTitle = 3f;
    private const float InTitleAtLeast = 0.5f;
    private const float WordsForTitle = 4f;
    private const float ShareOfWords = 0.2f;
    private const float InSummary = 1.2f;
    private const float InNames = 1.5f;
    private const float TogetherInTitle = 4f;

    private readonly Question _question = Question.Of(terms, analyzer, synonyms);

    public IReadOnlyList<QueryWord> Words => _question.Words;

    public IReadOnlyList<AskedFor> Asked => _question.Asked;

    /// <summary>The terms that are worth marking in a text.</summary>
    public IEnumerable<string> Marked =>
        Words.SelectMany(word => word.Terms).Concat(terms.Phrases.SelectMany(Terms)).Concat(Asked.SelectMany(asked => asked.Synonyms).SelectMany(synonym => synonym.Terms));

    /// <summary>Everything that was asked for; with alternatives, instead of words that nothing holds.</summary>
    public Query All(IReadOnlyDictionary<string, IReadOnlyList<(string Term, float Likeness)>>? alternatives = null)
    {
        var query = Begin();
        foreach (var asked in Asked)
        {
            if (asked.Synonyms.Count > 0)
            {
                query.Add(Either(asked, alternatives), Occur.MUST);
                continue;
            }

            foreach (var term in asked.Terms)
            {
                query.Add(OneOf(term, alternatives), Occur.MUST);
            }
        }

        AddTogether(query);
        return query;
    }

    public bool IsLong => TermCount >= LongQuestion && terms.Phrases.Count == 0;

    private int TermCount => Asked.Sum(asked => asked.Terms.Count);

    private float TitleWeight => Math.Clamp(WordsForTitle / Math.Max(1, TermCount), InTitleAtLeast, InTitle);

    /// <summary>A fifth of the words or more, and what holds all of them first.</summary>
    public Query Some(IReadOnlyDictionary<string, IReadOnlyList<(string Term, float Likeness)>> alternatives)
    {
        var query = Begin();
        var any = new BooleanQuery(true);
        foreach (var term in Asked.SelectMany(asked => asked.Terms).Distinct())
        {
            any.Add(OneOf(term, alternatives), Occur.SHOULD);
        }

        any.MinimumNumberShouldMatch = (int)Math.Ceiling(any.Clauses.Count * ShareOfWords);
        foreach (var synonym in Asked.SelectMany(asked => asked.Synonyms))
        {
            any.Add(Found(synonym), Occur.SHOULD);
        }

        query.Add(any, Occur.MUST);
        var all = new BooleanQuery(true);
        foreach (var term in Asked.SelectMany(asked => asked.Terms).Distinct())
        {
            all.Add(new TermQuery(new Term(FieldNames.FullText, term)), Occur.MUST);
        }

        query.Add(new ConstantScoreQuery(all) { Boost = AsWritten }, Occur.SHOULD);
        return query;
    }

    /// <summary>The same with some items before everything else, in their order, whether they answer or not. As part of the query, they are counted, narrowed and kept from readers like all others.</summary>
    public static Query First(IReadOnlyList<string> contentItemIds, Query query)
    {
        if (contentItemIds.Count == 0)
        {
            return query;
        }

        var either = new BooleanQuery(true) { { query, Occur.SHOULD } };
        for (var i = 0; i < contentItemIds.Count; i++)
        {
            either.Add(new ConstantScoreQuery(new TermQuery(new Term(FieldNames.Id, contentItemIds[i]))) { Boost = AsPinned * (contentItemIds.Count - i) }, Occur.SHOULD);
        }

        return either;
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

    private Query OneOf(string term, IReadOnlyDictionary<string, IReadOnlyList<(string Term, float Likeness)>>? alternatives)
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

    // What is as good as a word is not as good as the word.
    private DisjunctionMaxQuery Either(AskedFor asked, IReadOnlyDictionary<string, IReadOnlyList<(string Term, float Likeness)>>? alternatives)
    {
        var written = new BooleanQuery(true) { { new MatchAllDocsQuery { Boost = AsWritten }, Occur.MUST } };
        foreach (var term in asked.Terms)
        {
            written.Add(OneOf(term, alternatives), Occur.MUST);
        }

        var either = new DisjunctionMaxQuery(0) { written };
        foreach (var synonym in asked.Synonyms)
        {
            either.Add(Found(synonym));
        }

        return either;
    }

    // The words of a phrase stand together, wherever it is said.
    private Query Found(Synonym synonym) => synonym.Terms.Count == 1 ? Word(synonym.Terms[0]) : Everywhere(field => Phrase(field, synonym.Terms, 0));

    private BooleanQuery Word(string term) => Everywhere(field => new TermQuery(new Term(field, term)));

    private BooleanQuery Everywhere(Func<string, Query> make) => new(true)
    {
        { make(FieldNames.FullText), Occur.MUST },
        { Boosted(make(FieldNames.Title), TitleWeight), Occur.SHOULD },
        { Boosted(make(FieldNames.Summary), InSummary), Occur.SHOULD },
        { Boosted(make(FieldNames.Authors), InNames), Occur.SHOULD },
        { Boosted(make(FieldNames.Terms), InNames), Occur.SHOULD },
    };

    private void AddTogether(BooleanQuery query)
    {
        var all = Words.SelectMany(word => word.Terms).ToList();
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
}
