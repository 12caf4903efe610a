using System.Globalization;
using CmsSite.Search.Indexes;
using CmsSite.Search.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CmsSite.Search.Queries;

/// <summary>What somebody may be about to type: titles, and names of authors and terms, in which every word that was typed begins a word.</summary>
public sealed record Suggestions(IReadOnlyList<string> ContentItemIds, IReadOnlyList<SuggestedName> Names)
{
    public static Suggestions None { get; } = new([], []);
}

/// <param name="Group">The facet: <c>author</c>, or a taxonomy field in lower case.</param>
/// <param name="Value">The id of the item or term; the name itself where there is none.</param>
public sealed record SuggestedName(string Group, string Value, string Label);

internal static class SuggestionFinder
{
    private const int MostWords = 5;
    private const int MostLooked = 30;
    public const int Shortest = 2;

    public static Suggestions Find(IndexSearcher searcher, string text, Query? surroundings, int titles, int names)
    {
        var key = FoldingFilter.Key(text);
        var words = key.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return key.Length < Shortest || words.Length > MostWords ? Suggestions.None : new Suggestions(Titles(searcher, words, surroundings, titles), Names(searcher, key, surroundings, names));
    }

    private static List<string> Titles(IndexSearcher searcher, string[] words, Query? surroundings, int most)
    {
        var query = new BooleanQuery(true);
        foreach (var word in words)
        {
            query.Add(new PrefixQuery(new Term(FieldNames.TitleWords, word)), Occur.MUST);
        }

        Within(query, surroundings);
        var found = searcher.Search(query, most, new Sort(new SortField(FieldNames.Time, SortFieldType.INT64, true)));
        return [.. found.ScoreDocs.Select(hit => searcher.Doc(hit.Doc, new HashSet<string> { FieldNames.Id }).Get(FieldNames.Id, CultureInfo.InvariantCulture))];
    }

    // The values are sorted, so those that begin alike stand together; each is looked at once for somebody who may see what carries it.
    private static List<SuggestedName> Names(IndexSearcher searcher, string key, Query? surroundings, int most)
    {
        var found = new List<SuggestedName>();
        if (MultiFields.GetTerms(searcher.IndexReader, FieldNames.NameWords)?.GetEnumerator() is not { } each || each.SeekCeil(new BytesRef(key)) == TermsEnum.SeekStatus.END)
        {
            return found;
        }

        for (var looked = 0; looked < MostLooked && found.Count < most; looked++)
        {
            var written = each.Term.Utf8ToString();
            if (!written.StartsWith(key, StringComparison.Ordinal))
            {
                break;
            }

            var parts = written.Split(Facets.Separator, 4);
            var query = new BooleanQuery(true) { { new TermQuery(new Term(FieldNames.NameWords, written)), Occur.MUST } };
            Within(query, surroundings);
            if (parts.Length == 4 && new SuggestedName(parts[1], parts[2], parts[3]) is var name && !found.Contains(name) && searcher.Search(query, 1).TotalHits > 0)
            {
                found.Add(name);
            }

            if (!each.MoveNext())
            {
                break;
            }
        }

        return found;
    }

    private static void Within(BooleanQuery query, Query? surroundings)
    {
        if (surroundings is not null)
        {
            query.Add(surroundings, Occur.MUST);
        }
    }
}
