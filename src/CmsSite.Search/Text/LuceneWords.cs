using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Analysis.Tr;

namespace CmsSite.Search.Text;

/// <summary>The words of any text in any script, by Lucene's own tokenizer and filters: what words are, and what each is in the index.</summary>
internal sealed class LuceneWords(string? language, bool isWhitespace, int longestWord) : Analyzer
{
    public IReadOnlyList<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        using var stream = GetTokenStream("", new StringReader(text));
        var term = stream.AddAttribute<ICharTermAttribute>();
        var offset = stream.AddAttribute<IOffsetAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
        {
            if (term.Length > 0)
            {
                tokens.Add(new Token(term.ToString()!, offset.StartOffset, Math.Min(offset.EndOffset, text.Length)));
            }
        }

        stream.End();
        return tokens;
    }

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        Tokenizer tokenizer = isWhitespace ? new WhitespaceTokenizer(SiteAnalyzer.Lucene, reader) : new StandardTokenizer(SiteAnalyzer.Lucene, reader) { MaxTokenLength = longestWord };
        TokenStream words = new CJKWidthFilter(tokenizer);
        words = language switch
        {
            "tr" => new TurkishLowerCaseFilter(words),
            "en" => new LowerCaseFilter(SiteAnalyzer.Lucene, new EnglishPossessiveFilter(SiteAnalyzer.Lucene, words)),
            _ => new LowerCaseFilter(SiteAnalyzer.Lucene, words),
        };
        return new TokenStreamComponents(tokenizer, Stemming.Stem(language, new FoldingFilter(new CJKBigramFilter(words))));
    }
}
