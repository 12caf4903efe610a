using System.Globalization;
using CmsSite.Search.Indexes;
using CmsSite.Search.Synonyms;
using CmsSite.Search.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries;

/// <summary>Answers searches of readers.</summary>
public sealed class SiteSearch(SearchIndexes indexes)
{
    public const int MostReached = 1000;
    private const int ShownValues = 10;

    // What says all of a sentence is so seldom that it would hide what answers it.
    private const int Few = 10;
    private static readonly Dictionary<string, IReadOnlyList<(string Term, float Likeness)>> _none = [];

    /// <summary>Null while the index is not there: it is being made.</summary>
    public SearchResults? Find(SearchProfile profile, SearchRequest request) =>
        InIndex(profile, index => index.Search(searcher => Find(searcher, index.Analyzer, profile, request)));

    /// <summary>Why the hits of the first pages stand where they stand; null while the index is not there.</summary>
    public ExplainedResults? Explain(SearchProfile profile, SearchRequest request) =>
        InIndex(profile, index => index.Search(searcher => Explain(searcher, index.Analyzer, profile, request)));

    /// <summary>Titles and names that begin with what was typed; nothing while the index is not there.</summary>
    /// <param name="types">The content types that the reader may see at all.</param>
    public Suggestions Suggest(SearchProfile profile, string text, IReadOnlyCollection<string> types, int titles, int names) => InIndex(profile, index => index.Search(searcher =>
        SuggestionFinder.Find(searcher, text.Length > SearchTerms.LongestText ? text[..SearchTerms.LongestText] : text, Visible(profile, types), titles, names))) ?? Suggestions.None;

    /// <summary>Uses the index as it is at this moment; null while it is not there.</summary>
    internal T? InIndex<T>(SearchProfile profile, Func<SearchIndex, T> use) where T : class
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (indexes.Find(profile.Name) is not { } index)
            {
                return null;
            }

            try
            {
                return use(index);
            }
            catch (ObjectDisposedException)
            {
                // Replaced in this moment by a newer one.
            }
            catch (IOException exception)
            {
                indexes.Distrust(profile.Name, exception);
                return null;
            }
        }

        return null;
    }

    internal static SearchResults Find(IndexSearcher searcher, SiteAnalyzer analyzer, SearchProfile profile, SearchRequest request)
    {
        if (Answer(searcher, analyzer, profile, request) is not { } answer)
        {
            return SearchResults.Empty;
        }

        var (found, builder) = (answer.Found, answer.Builder);
        var marked = new TermMatcher(analyzer, builder.Marked.Concat(answer.Similar.Values.SelectMany(words => words).Select(word => word.Term)).ToHashSet(StringComparer.Ordinal));
        var suggestion = answer.Match is SearchMatch.Exact or SearchMatch.Few || found.Total == 0 ? null : Suggest(searcher, found.Documents, request.Terms, builder, answer.Similar, analyzer);
        return new SearchResults(
            [.. found.Documents.Skip((request.Page - 1) * request.PageSize).Select(document => Hit(searcher, document, marked, answer.Pinned))],
            found.Total, found.Total == 0 ? SearchMatch.None : answer.Match, FacetsOf(found.Counts, request.Selected), suggestion)
        {
            IsPinned = answer.Pinned.Count > 0,
        };
    }

    private static ExplainedResults Explain(IndexSearcher searcher, SiteAnalyzer analyzer, SearchProfile profile, SearchRequest request)
    {
        if (Answer(searcher, analyzer, profile, request) is not { } answer)
        {
            return new ExplainedResults([], SearchMatch.None, 0, []);
        }

        var explainer = new HitExplainer(answer.Builder, answer.Similar);
        var hits = answer.Found.Documents.Select(document =>
        {
            var (stored, explanation) = (searcher.Doc(document), searcher.Explain(answer.Query, document));
            var seconds = stored.GetField(FieldNames.Time)?.GetInt64Value() ?? 0;
            return new ExplainedHit(Text(stored, FieldNames.Id), Text(stored, FieldNames.TitleKeyword), DateTime.UnixEpoch.AddSeconds(seconds), explainer.Reasons(explanation), explanation.ToString());
        }).ToList();
        return new ExplainedResults(
            SynonymPreview.Of(request.Terms.Text, request.Synonyms, profile), answer.Found.Total == 0 ? SearchMatch.None : answer.Match, answer.Found.Total, hits);
    }

    // Null when nothing was asked for.
    private static Answered? Answer(IndexSearcher searcher, SiteAnalyzer analyzer, SearchProfile profile, SearchRequest request)
    {
        var builder = new QueryBuilder(request.Terms, analyzer, request.Synonyms.For(analyzer));
        if (builder.Words.Count == 0 && request.Terms.IsEmpty)
        {
            return null;
        }

        var surroundings = Surroundings(profile, request);
        var byTime = request.Sort == SearchSort.Newest || (builder.Words.Count == 0 && request.Terms.Phrases.Count == 0);
        // Whoever asks for the newest has another order in mind.
        var pinned = byTime ? [] : request.Pinned.For(request.Terms, analyzer, request.NowUtc);
        var answer = Ask(SearchMatch.Exact, QueryBuilder.First(pinned, builder.All()), _none);
        if (answer.Found.Matched is > 0 and < Few && builder.IsLong && !byTime)
        {
            return Ask(SearchMatch.Few, QueryBuilder.First(pinned, builder.Some(_none)), _none);
        }

        // A facet that leaves nothing is no misspelling; but what was chosen beside relaxed results narrows these.
        if (answer.Found.Matched > 0 || request.Terms.Phrases.Count > 0 || builder.Words.Count == 0)
        {
            return answer;
        }

        var similar = SimilarWords.Find(searcher.IndexReader, builder.Words);
        if (similar.Count > 0)
        {
            answer = Ask(SearchMatch.Similar, builder.All(similar), similar);
        }

        return answer.Found.Matched > 0 || builder.Words.SelectMany(word => word.Terms).Distinct().Count() < 2 ? answer : Ask(SearchMatch.Some, builder.Some(similar), similar);

        Answered Ask(SearchMatch match, Query query, Dictionary<string, IReadOnlyList<(string Term, float Likeness)>> similar) =>
            new(match, query, Run(searcher, query, surroundings, request, byTime), builder, similar, pinned);
    }

    private static Found Run(
        IndexSearcher searcher, Query query, Query? surroundings, SearchRequest request, bool byTime)
    {
        var whole = query;
        if (surroundings is not null)
        {
            whole = new BooleanQuery(true) { { query, Occur.MUST }, { surroundings, Occur.MUST } };
        }

        // Only exclusions or only filters find nothing by themselves.
        if (query is BooleanQuery { Clauses: var clauses } boolean && clauses.All(clause => clause.Occur == Occur.MUST_NOT))
        {
            boolean.Add(new MatchAllDocsQuery(), Occur.MUST);
        }

        var collector = new FacetCollector(request.Selected, byTime, Math.Min(request.Page * request.PageSize, MostReached));
        searcher.Search(whole, collector);
        return new Found(collector.Total, collector.Matched, collector.Documents(), collector.Counts());
    }

    // What the reader may see, and the time that was named.
    private static Query? Surroundings(SearchProfile profile, SearchRequest request)
    {
        var visible = Visible(profile, request.Types);
        if (request.Terms.From is null && request.Terms.Until is null)
        {
            return visible;
        }

        var query = new BooleanQuery(true)
        {
            { NumericRangeQuery.NewInt64Range(FieldNames.Time, Seconds(request.Terms.From, request.TimeZone), Seconds(request.Terms.Until, request.TimeZone), true, false), Occur.MUST },
        };
        if (visible is not null)
        {
            query.Add(visible, Occur.MUST);
        }

        return new ConstantScoreQuery(query) { Boost = 0 };
    }

    private static ConstantScoreQuery? Visible(SearchProfile profile, IReadOnlyCollection<string> readable)
    {
        var query = new BooleanQuery(true);
        if (profile.Types.Except(readable, StringComparer.OrdinalIgnoreCase).Any())
        {
            var types = new BooleanQuery(true);
            foreach (var type in profile.Types.Intersect(readable, StringComparer.OrdinalIgnoreCase))
            {
                types.Add(new TermQuery(new Term(FieldNames.ContentType, type)), Occur.SHOULD);
            }

            query.Add(types, Occur.MUST); // without any type it finds nothing
        }

        if (profile.IsLatest)
        {
            query.Add(new TermQuery(new Term(FieldNames.Published, "true")), Occur.MUST);
        }

        return query.Clauses.Count == 0 ? null : new ConstantScoreQuery(query) { Boost = 0 };
    }

    private static long? Seconds(DateOnly? day, TimeZoneInfo timeZone) => day is not { } given ? null
        : (long)(given.ToDateTime(TimeOnly.MinValue) - DateTime.UnixEpoch).TotalSeconds - (long)timeZone.GetUtcOffset(given.ToDateTime(TimeOnly.MinValue)).TotalSeconds;

    private static SearchHit Hit(IndexSearcher searcher, int document, TermMatcher marked, IReadOnlyList<string> pinned)
    {
        var shown = ShownText.Of(searcher.IndexReader, document);
        return new SearchHit(
            shown.ContentItemId, shown.ContentType, Passages.Mark(shown.Title, marked), Passages.Best([shown.Summary, shown.Body], marked), pinned.Contains(shown.ContentItemId));
    }

    // The question as the first result would have it written.
    private static string? Suggest(
        IndexSearcher searcher, IReadOnlyList<int> documents, SearchTerms terms, QueryBuilder builder, Dictionary<string, IReadOnlyList<(string Term, float Likeness)>> similar, SiteAnalyzer analyzer)
    {
        var texts = documents.Take(3).Select(document => ShownText.Of(searcher.IndexReader, document)).SelectMany(shown => new[] { shown.Title, shown.Summary, shown.Body }).ToList();
        var suggestion = terms.Text;
        foreach (var word in builder.Words.Where(word => word.Terms.Count == 1))
        {
            var other = similar.GetValueOrDefault(word.Terms[0])?.Select(alternative => Passages.WordOf(alternative.Term, texts, analyzer)).FirstOrDefault(text => text is not null);
            suggestion = other is null ? suggestion : suggestion.Replace(word.Text, other.ToLower(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return suggestion == terms.Text ? null : suggestion;
    }

    private static List<FacetGroup> FacetsOf(
        IReadOnlyDictionary<string, Dictionary<(string Value, string Label), int>> counts, IReadOnlyDictionary<string, IReadOnlyList<string>> selected)
    {
        var groups = new List<FacetGroup>();
        foreach (var (group, values) in counts)
        {
            var chosen = selected.GetValueOrDefault(group) ?? [];
            // While a name changes, a value has two labels.
            var all = values.GroupBy(pair => pair.Key.Value, StringComparer.Ordinal)
                .Select(same => new FacetValue(same.Key, same.First().Key.Label, same.Sum(value => value.Value), chosen.Contains(same.Key)));
            var ordered = group == Facets.Year
                ? all.OrderByDescending(value => value.Value, StringComparer.Ordinal)
                : all.OrderByDescending(value => value.IsSelected).ThenByDescending(value => value.Count).ThenBy(value => value.Label, StringComparer.CurrentCultureIgnoreCase);
            groups.Add(new FacetGroup(group, [.. ordered.Take(Math.Max(ShownValues, chosen.Count))]));
        }

        return [.. groups.Where(group => group.Values.Count > 0).OrderBy(group => group.Name == Facets.Author ? 0 : group.Name == Facets.Year ? 2 : 1).ThenBy(group => group.Name, StringComparer.Ordinal)];
    }

    private static string Text(Document stored, string field) => stored.Get(field, CultureInfo.InvariantCulture) ?? "";

    /// <param name="Matched">With what was selected away.</param>
    private sealed record Found(int Total, int Matched, IReadOnlyList<int> Documents, IReadOnlyDictionary<string, Dictionary<(string Value, string Label), int>> Counts);

    /// <param name="Similar">Words that were looked for instead of others.</param>
    /// <param name="Pinned">What comes first.</param>
    private sealed record Answered(
        SearchMatch Match, Query Query, Found Found, QueryBuilder Builder, Dictionary<string, IReadOnlyList<(string Term, float Likeness)>> Similar, IReadOnlyList<string> Pinned);
}
