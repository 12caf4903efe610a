using System.Globalization;
using CmsSite.Search.Indexes;
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

    /// <summary>Null while the index is not there: it is being made.</summary>
    public SearchResults? Find(SearchProfile profile, SearchRequest request) =>
        InIndex(profile, index => index.Search(searcher => Find(searcher, index.Analyzer, profile, request)));

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

    private static SearchResults Find(IndexSearcher searcher, SiteAnalyzer analyzer, SearchProfile profile, SearchRequest request)
    {
        var builder = new QueryBuilder(request.Terms, analyzer);
        var surroundings = Surroundings(profile, request);
        var byTime = request.Sort == SearchSort.Newest || (builder.Words.Count == 0 && request.Terms.Phrases.Count == 0);
        if (builder.Words.Count == 0 && request.Terms.IsEmpty)
        {
            return SearchResults.Empty;
        }

        var marked = builder.Marked.ToHashSet(StringComparer.Ordinal);
        var (match, found) = (SearchMatch.Exact, Run(searcher, builder.All(), surroundings, request, byTime));
        string? suggestion = null;
        // What nobody selected away: a facet that leaves nothing is no misspelling.
        if (found.Total == 0 && request.Terms.Phrases.Count == 0 && builder.Words.Count > 0 && request.Selected.Count == 0)
        {
            var similar = SimilarWords.Find(searcher.IndexReader, builder.Words);
            if (similar.Count > 0)
            {
                (match, found) = (SearchMatch.Similar, Run(searcher, builder.All(similar), surroundings, request, byTime));
                marked.UnionWith(similar.Values.SelectMany(words => words).Select(word => word.Term));
            }

            if (found.Total == 0 && builder.Words.SelectMany(word => word.Terms).Distinct().Count() > 1)
            {
                (match, found) = (SearchMatch.Some, Run(searcher, builder.Some(similar), surroundings, request, byTime));
            }

            suggestion = found.Total == 0 ? null : Suggest(searcher, found.Documents, request.Terms, builder, similar, analyzer);
        }

        return new SearchResults(
            [.. found.Documents.Skip((request.Page - 1) * request.PageSize).Select(document => Hit(searcher, document, analyzer, marked))],
            found.Total, found.Total == 0 ? SearchMatch.None : match, FacetsOf(found.Counts, request.Selected), suggestion);
    }

    private static (int Total, IReadOnlyList<int> Documents, IReadOnlyDictionary<string, Dictionary<string, int>> Counts) Run(
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
        return (collector.Total, collector.Documents(), collector.Counts());
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

    private static SearchHit Hit(IndexSearcher searcher, int document, SiteAnalyzer analyzer, HashSet<string> marked)
    {
        var stored = searcher.Doc(document);
        return new SearchHit(
            Text(stored, FieldNames.Id), Text(stored, FieldNames.ContentType), Passages.Mark(Text(stored, FieldNames.TitleKeyword), analyzer, marked),
            Passages.Best([Text(stored, FieldNames.StoredSummary), Text(stored, FieldNames.StoredBody)], analyzer, marked));
    }

    // The question as the first result would have it written.
    private static string? Suggest(
        IndexSearcher searcher, IReadOnlyList<int> documents, SearchTerms terms, QueryBuilder builder, Dictionary<string, IReadOnlyList<(string Term, float Likeness)>> similar, SiteAnalyzer analyzer)
    {
        var texts = documents.Take(3).Select(document => searcher.Doc(document))
            .SelectMany(stored => new[] { Text(stored, FieldNames.TitleKeyword), Text(stored, FieldNames.StoredSummary), Text(stored, FieldNames.StoredBody) }).ToList();
        var suggestion = terms.Text;
        foreach (var word in builder.Words.Where(word => word.Terms.Count == 1))
        {
            var other = similar.GetValueOrDefault(word.Terms[0])?.Select(alternative => Passages.WordOf(alternative.Term, texts, analyzer)).FirstOrDefault(text => text is not null);
            suggestion = other is null ? suggestion : suggestion.Replace(word.Text, other.ToLower(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return suggestion == terms.Text ? null : suggestion;
    }

    private static List<FacetGroup> FacetsOf(IReadOnlyDictionary<string, Dictionary<string, int>> counts, IReadOnlyDictionary<string, IReadOnlyList<string>> selected)
    {
        var groups = new List<FacetGroup>();
        foreach (var (group, values) in counts)
        {
            var chosen = selected.GetValueOrDefault(group) ?? [];
            var all = values.Select(pair => (Parts: pair.Key.Split(Facets.Separator, 2), Count: pair.Value)).GroupBy(value => value.Parts[0], StringComparer.Ordinal)
                .Select(same => new FacetValue(same.Key, same.First().Parts[^1], same.Sum(value => value.Count), chosen.Contains(same.Key)));
            var ordered = group == Facets.Year
                ? all.OrderByDescending(value => value.Value, StringComparer.Ordinal)
                : all.OrderByDescending(value => value.IsSelected).ThenByDescending(value => value.Count).ThenBy(value => value.Label, StringComparer.CurrentCultureIgnoreCase);
            groups.Add(new FacetGroup(group, [.. ordered.Take(Math.Max(ShownValues, chosen.Count))]));
        }

        return [.. groups.Where(group => group.Values.Count > 0).OrderBy(group => group.Name == Facets.Author ? 0 : group.Name == Facets.Year ? 2 : 1).ThenBy(group => group.Name, StringComparer.Ordinal)];
    }

    private static string Text(Document stored, string field) => stored.Get(field, CultureInfo.InvariantCulture) ?? "";
}
