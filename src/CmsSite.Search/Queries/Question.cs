using CmsSite.Search.Synonyms;
using CmsSite.Search.Text;

namespace CmsSite.Search.Queries;

/// <summary>A word as it was written, and the terms it stands for.</summary>
internal sealed record QueryWord(string Text, IReadOnlyList<string> Terms, bool IsStop);

/// <summary>What a question looks for in an index.</summary>
/// <param name="Words">The words in the order of the text. Those that say too little count only where nothing else was said.</param>
/// <param name="Asked">The same with their synonyms.</param>
internal sealed record Question(IReadOnlyList<QueryWord> Words, IReadOnlyList<AskedFor> Asked)
{
    public static Question Of(SearchTerms terms, SiteAnalyzer analyzer, SynonymTable synonyms)
    {
        var all = terms.Words.Select(word => new QueryWord(word, [.. analyzer.Tokens(word).Select(token => token.Term)], analyzer.IsStop(word))).Where(word => word.Terms.Count > 0).ToList();
        var keepsStops = terms.Phrases.Count == 0 && all.All(word => word.IsStop);
        return new Question(keepsStops ? all : [.. all.Where(word => !word.IsStop)], AskedFor.Of(all, synonyms, keepsStops));
    }
}
