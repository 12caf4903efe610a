using CmsSite.Search.Indexes;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries;

/// <summary>Words of the index that are written like one that it does not have: one letter other from five letters on, two from nine.</summary>
internal static class SimilarWords
{
    private const int Considered = 40;
    private const int Most = 6;

    // Looking for what is written alike costs milliseconds a word, more the longer it is: nobody mistypes a word of thirty letters, or seven words of one question.
    private const int MostWords = 6;
    private const int Longest = 24;

    /// <summary>For every unknown term of the words those that it may have been meant to be, likeliest first; without those of which there are none.</summary>
    public static Dictionary<string, IReadOnlyList<(string Term, float Likeness)>> Find(IndexReader reader, IReadOnlyList<QueryWord> words)
    {
        var found = new Dictionary<string, IReadOnlyList<(string Term, float Likeness)>>(StringComparer.Ordinal);
        var looked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            var edits = word.Text.Length >= 9 ? 2 : word.Text.Length >= 5 ? 1 : 0;
            foreach (var term in edits == 0 ? [] : word.Terms)
            {
                if (term.Length is > 3 and <= Longest && looked.Count < MostWords && reader.DocFreq(new Term(FieldNames.FullText, term)) == 0 && looked.Add(term) && Of(reader, term, edits) is { Count: > 0 } similar)
                {
                    found[term] = similar;
                }
            }
        }

        return found;
    }

    private static IReadOnlyList<(string Term, float Likeness)> Of(IndexReader reader, string term, int edits)
    {
        for (var distance = 1; distance <= edits; distance++)
        {
            // A first letter is seldom wrong, and two edits anywhere mean looking at very many words.
            var fuzzy = new FuzzyQuery(new Term(FieldNames.FullText, term), distance, distance == 1 ? 0 : 1, Considered, true);
            if (fuzzy.Rewrite(reader) is BooleanQuery { Clauses: var clauses } && clauses.Count > 0)
            {
                return
                [
                    .. clauses.Select(clause => clause.Query).OfType<TermQuery>()
                        .Select(query => (Term: query.Term.Text, Weight: query.Boost * (1 + Math.Log(1 + reader.DocFreq(query.Term)))))
                        .OrderByDescending(similar => similar.Weight).ThenBy(similar => similar.Term, StringComparer.Ordinal)
                        .Take(Most).Select((similar, i) => (similar.Term, 1f / (1 + i))),
                ];
            }
        }

        return [];
    }
}
