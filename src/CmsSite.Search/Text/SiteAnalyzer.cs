using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Analysis.Tr;
using Lucene.Net.Util;

namespace CmsSite.Search.Text;

/// <summary>
/// Words as they are indexed and looked for: by Unicode's rules, Chinese, Japanese and Korean as pairs of characters, folded, stemmed in one language. Nothing is left out: which words
/// say too little is decided when somebody looks for them, so that a phrase can hold them.
/// </summary>
public sealed class SiteAnalyzer : Analyzer
{
    /// <summary>The analysis of words changes when this does, and indexes are made anew.</summary>
    public const int Version = 1;

    public const LuceneVersion Lucene = LuceneVersion.LUCENE_48;

    private const int LongestWord = 64;
    private readonly bool _isWhitespace;
    private readonly IReadOnlySet<string> _stops;

    private SiteAnalyzer(string? language, bool isWhitespace)
    {
        (Language, _isWhitespace) = (language, isWhitespace);
        _stops = Stemming.Stops(language);
    }

    /// <summary>Two letters; null when words are not stemmed.</summary>
    public string? Language { get; }

    /// <summary>
    /// By the name that an index profile gives: a language (<c>german</c>, <c>de</c>, <c>germananalyzer</c>), <c>simple</c> for words as they are, <c>whitespace</c> for words between
    /// spaces; Orchard's <c>standardanalyzer</c> and any other name mean the language of the site.
    /// </summary>
    public static SiteAnalyzer Named(string? name, string culture) => name?.ToLowerInvariant() switch
    {
        "simple" or "simpleanalyzer" => new(null, false),
        "whitespace" or "whitespaceanalyzer" => new(null, true),
        null or "" or "standard" or "standardanalyzer" => new(Stemming.Language(culture), false),
        _ => new(Stemming.Language(name) ?? Stemming.Language(culture), false),
    };

    /// <summary>Whether the word, as it was written, says too little to be required.</summary>
    public bool IsStop(string word) => _stops.Contains(FoldingFilter.Fold(word).ToLowerInvariant());

    /// <summary>The terms of a text with where in it they stand.</summary>
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

    public override int GetPositionIncrementGap(string fieldName) => 100;

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        Tokenizer tokenizer = _isWhitespace ? new WhitespaceTokenizer(Lucene, reader) : new StandardTokenizer(Lucene, reader) { MaxTokenLength = LongestWord };
        TokenStream words = new CJKWidthFilter(tokenizer);
        words = Language switch
        {
            "tr" => new TurkishLowerCaseFilter(words),
            "en" => new LowerCaseFilter(Lucene, new EnglishPossessiveFilter(Lucene, words)),
            _ => new LowerCaseFilter(Lucene, words),
        };
        return new TokenStreamComponents(tokenizer, Stemming.Stem(Language, new FoldingFilter(new CJKBigramFilter(words))));
    }
}

/// <summary>A term, and the characters of the text that it stands for.</summary>
public readonly record struct Token(string Term, int Start, int End);
