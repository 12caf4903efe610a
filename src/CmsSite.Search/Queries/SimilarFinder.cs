using System.Globalization;
using CmsSite.Search.Indexes;
using CmsSite.Search.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries;

/// <summary>
/// Finds what is most like an item of the index: the words that say most about it, those it has often and few others have, are looked for all at once. Of the same type, in the same language.
/// </summary>
internal static class SimilarFinder
{
    private const int LongestRead = 20_000;
    private const int MostWeighed = 200;
    private const int MostWords = 25;
    private const int FewestWords = 4;

    // How many documents are looked at for an item, over all its words: what is found on a large site takes no longer than on a small one.
    private const int MostLooked = 50_000;
    private const float InTitle = 3;
    private const float InSummary = 2;
    private const float SharedTerm = 1.5f;

    private static readonly HashSet<string> _read = [FieldNames.ContentType, FieldNames.Culture];

    public static IReadOnlyList<string> Find(IndexSearcher searcher, SiteAnalyzer analyzer, string siteCulture, string contentItemId, int most)
    {
        var self = new TermQuery(SearchDocuments.Key(contentItemId));
        if (searcher.Search(self, 1).ScoreDocs is not [var found])
        {
            return [];
        }

        var stored = searcher.Doc(found.Doc, _read);
        var like = new BooleanQuery(true);
        foreach (var (term, weight) in Telling(searcher.IndexReader, Words(ShownText.Of(searcher.IndexReader, found.Doc), analyzer)))
        {
            like.Add(new TermQuery(new Term(FieldNames.FullText, term)) { Boost = weight }, Occur.SHOULD);
        }

        // One word in common says nothing where many could be.
        like.MinimumNumberShouldMatch = like.Clauses.Count / 8;
        foreach (var carried in CarriedBy(searcher.IndexReader, found.Doc))
        {
            like.Add(new TermQuery(new Term(FieldNames.Is, carried)) { Boost = SharedTerm }, Occur.SHOULD);
        }

        if (like.Clauses.Count == 0)
        {
            return [];
        }

        var query = new BooleanQuery(true) { { like, Occur.MUST }, { Alike(stored, siteCulture), Occur.MUST }, { self, Occur.MUST_NOT } };
        var only = new HashSet<string> { FieldNames.Id };
        return [.. searcher.Search(query, most).ScoreDocs.Select(hit => Text(searcher.Doc(hit.Doc, only), FieldNames.Id))];
    }

    // What says no culture is in the site's.
    private static ConstantScoreQuery Alike(Document stored, string siteCulture)
    {
        var (own, site) = (Text(stored, FieldNames.Culture), siteCulture.ToLowerInvariant());
        var cultures = new BooleanQuery(true) { { new TermQuery(new Term(FieldNames.Culture, own)), Occur.SHOULD } };
        if (own == site || own == FieldNames.NoCulture)
        {
            cultures.Add(new TermQuery(new Term(FieldNames.Culture, own == site ? FieldNames.NoCulture : site)), Occur.SHOULD);
        }

        return new ConstantScoreQuery(new BooleanQuery(true)
        {
            { new TermQuery(new Term(FieldNames.ContentType, Text(stored, FieldNames.ContentType))), Occur.MUST },
            { new TermQuery(new Term(FieldNames.Published, "true")), Occur.MUST },
            { cultures, Occur.MUST },
        }) { Boost = 0 };
    }

    // How often each word is there, as a term, for the most frequent ones.
    private static IEnumerable<(string Term, float Frequency)> Words(ShownText shown, SiteAnalyzer analyzer)
    {
        var words = new Dictionary<string, float>(StringComparer.Ordinal);
        var stops = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (whole, weight) in new[] { (shown.Title, InTitle), (shown.Summary, InSummary), (shown.Body, 1f) })
        {
            var text = whole.Length > LongestRead ? whole[..LongestRead] : whole;
            foreach (var token in analyzer.Tokens(text))
            {
                if (words.TryGetValue(token.Term, out var count))
                {
                    words[token.Term] = count + weight;
                }
                else if (token.Term.Length > 1 && !stops.Contains(token.Term))
                {
                    if (analyzer.IsStop(text[token.Start..token.End]))
                    {
                        stops.Add(token.Term);
                    }
                    else
                    {
                        words[token.Term] = weight;
                    }
                }
            }
        }

        return words.OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Take(MostWeighed).Select(word => (word.Key, word.Value));
    }

    // Those that tell the text from others, with their weights: 1 for the one that does so best.
    private static IEnumerable<(string Term, float Weight)> Telling(IndexReader reader, IEnumerable<(string Term, float Frequency)> words)
    {
        var documents = reader.NumDocs;
        var weighed = new List<(string Term, float Weight, int Holding)>();
        foreach (var (term, frequency) in words)
        {
            // Documents that were replaced count until their segment is merged: a word of this text alone may have two.
            var holding = Math.Min(reader.DocFreq(new Term(FieldNames.FullText, term)), documents);
            if (holding > 1)
            {
                weighed.Add((term, (1 + MathF.Log(frequency)) * MathF.Log(1 + ((documents - holding + 0.5f) / (holding + 0.5f))), holding));
            }
        }

        var best = weighed.OrderByDescending(word => word.Weight).ThenBy(word => word.Term, StringComparer.Ordinal).Take(MostWords).ToList();
        var looked = 0;
        return best.TakeWhile((word, i) => (looked += word.Holding) <= MostLooked || i < FewestWords).Select(word => (word.Term, word.Weight / best[0].Weight));
    }

    // The terms of taxonomies that it carries.
    private static IEnumerable<string> CarriedBy(IndexReader reader, int document)
    {
        var leaf = reader.Leaves[ReaderUtil.SubIndex(document, reader.Leaves)];
        if (leaf.AtomicReader.GetSortedSetDocValues(FieldNames.Facet) is not { } facets)
        {
            yield break;
        }

        facets.SetDocument(document - leaf.DocBase);
        var written = new Lucene.Net.Util.BytesRef();
        for (var ordinal = facets.NextOrd(); ordinal != SortedSetDocValues.NO_MORE_ORDS; ordinal = facets.NextOrd())
        {
            facets.LookupOrd(ordinal, written);
            if (written.Utf8ToString().Split(Facets.Separator, 3) is [var group and not (Facets.Author or Facets.Year), _, var label])
            {
                yield return SearchDocuments.Is(group, label);
            }
        }
    }

    private static string Text(Document stored, string field) => stored.Get(field, CultureInfo.InvariantCulture) ?? "";
}
