using Lucene.Net.Analysis;
using Lucene.Net.Util;

namespace CmsSite.Search.Text;

/// <summary>
/// Words as they are indexed and looked for: by Unicode's rules, Chinese, Japanese and Korean as pairs of characters, folded, stemmed in one language. Nothing is left out: which words
/// say too little is decided when somebody looks for them, so that a phrase can hold them. Texts of Latin letters are taken apart on a shorter way than <see cref="LuceneWords"/>, to the same.
/// </summary>
public sealed class SiteAnalyzer : Analyzer
{
    /// <summary>The analysis of words changes when this does, and indexes are made anew.</summary>
    public const int Version = 1;

    public const LuceneVersion Lucene = LuceneVersion.LUCENE_48;

    private const int LongestWord = 64;
    private readonly bool _isWhitespace;
    private readonly IReadOnlySet<string> _stops;
    private readonly LuceneWords _lucene;
    private readonly KnownWords _known;

    private SiteAnalyzer(string? language, bool isWhitespace)
    {
        (Language, _isWhitespace) = (language, isWhitespace);
        _stops = Stemming.Stops(language);
        _lucene = new LuceneWords(language, isWhitespace, LongestWord);
        _known = new KnownWords(_lucene.Tokens);
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

    /// <summary>The same for all that take a text apart in the same way.</summary>
    internal string Key => _isWhitespace ? "whitespace" : Language ?? "simple";

    /// <summary>Whether the word, as it was written, says too little to be required.</summary>
    public bool IsStop(string word) => _stops.Contains(FoldingFilter.Fold(word).ToLowerInvariant());

    /// <summary>The terms of a text with where in it they stand.</summary>
    public IReadOnlyList<Token> Tokens(string text)
    {
        if (_isWhitespace || PlainWords.Of(text, LongestWord) is not { } words)
        {
            return _lucene.Tokens(text);
        }

        var tokens = new List<Token>(words.Count);
        foreach (var (start, end) in words)
        {
            if (_known.TermOf(text.AsSpan(start, end - start)) is { } term)
            {
                tokens.Add(new Token(term, start, end));
            }
        }

        return tokens;
    }

    /// <summary>The same, always on the long way.</summary>
    internal IReadOnlyList<Token> LuceneTokens(string text) => _lucene.Tokens(text);

    /// <summary>Whether words of plain texts can be looked at one by one.</summary>
    internal bool TakesPlainWords => !_isWhitespace;

    /// <summary>The term of one such word; null for one that is nothing in the index.</summary>
    internal string? TermOf(ReadOnlySpan<char> word) => word.Length <= LongestWord ? _known.TermOf(word) : null;

    public override int GetPositionIncrementGap(string fieldName) => 100;

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) => new(new TokenReader(reader, Tokens));
}

/// <summary>A term, and the characters of the text that it stands for.</summary>
public readonly record struct Token(string Term, int Start, int End);
