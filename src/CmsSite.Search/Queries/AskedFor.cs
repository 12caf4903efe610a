using CmsSite.Search.Synonyms;

namespace CmsSite.Search.Queries;

/// <summary>A word or phrase of a question, and what is as good.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Terms">All of them to be found.</param>
/// <param name="Synonyms">Or any of these.</param>
internal sealed record AskedFor(string Text, IReadOnlyList<string> Terms, IReadOnlyList<Synonym> Synonyms)
{
    // However often a word is said twice, a query stays one that is answered quickly.
    private const int MostSynonyms = 60;

    /// <summary>Takes the words of a question together where they are a phrase with synonyms. Words that say too little are left out, unless a rule speaks of them or nothing else was said.</summary>
    /// <param name="keepsStops">Whether words that say too little count.</param>
    public static List<AskedFor> Of(IReadOnlyList<QueryWord> words, SynonymTable table, bool keepsStops)
    {
        var all = words.SelectMany(word => word.Terms.Select(term => (Term: term, Word: word))).ToList();
        List<string> terms = [.. all.Select(one => one.Term)];
        var asked = new List<AskedFor>();
        var left = MostSynonyms;
        for (var i = 0; i < all.Count;)
        {
            if (table.At(terms, i) is { } found)
            {
                var span = all.GetRange(i, found.Length);
                var telling = span.Where(one => !one.Word.IsStop).Select(one => one.Term).ToList();
                List<Synonym> synonyms = [.. found.Synonyms.Take(left)];
                left -= synonyms.Count;
                asked.Add(new AskedFor(
                    string.Join(' ', span.Select(one => one.Word).Distinct().Select(word => word.Text)), telling.Count > 0 ? telling : [.. span.Select(one => one.Term)], synonyms));
                i += found.Length;
                continue;
            }

            if (keepsStops || !all[i].Word.IsStop)
            {
                asked.Add(new AskedFor(all[i].Word.Text, [all[i].Term], []));
            }

            i++;
        }

        return asked;
    }
}
