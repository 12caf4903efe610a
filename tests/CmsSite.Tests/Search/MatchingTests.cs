using CmsSite.Search.Text;

namespace CmsSite.Tests.Search;

/// <summary>Plain texts are taken apart on a shorter way than Lucene's, to the same.</summary>
public sealed class MatchingTests
{
    private static readonly string[] _pieces =
    [
        "a", "E", "ing", "ed", "s", "heit", "geht", "ment", "Y", "yog", "ij", "I", "ı", "İ", "lar", "né", "ø", "ß", "Ärz", "Å", "1", "22", "3.14", "1,000", ".", ",", "'", "’", "'s", ":", ";", "-", "_", "%", "/", " ", " ", " ", "\n",
        "(", "“", "…", "\u00a0", "nej", "word", "running", "house", "İstanbul", "шум", "東京", "e\u0301", "\u200d", "ﬁ", "🌊",
    ];

    public static TheoryData<string> Languages =>
        ["en", "de", "fr", "es", "it", "pt", "nl", "da", "sv", "nb", "fi", "hu", "cs", "ro", "tr", "lv", "ru", "bg", "el", "ar", "hi", "simple", "whitespace"];

    [Theory, MemberData(nameof(Languages))]
    public void The_short_way_finds_what_Lucene_finds(string language)
    {
        var analyzer = SiteAnalyzer.Named(language, "en");
        var random = new Random(11);
        var plain = 0;
        for (var i = 0; i < 1500; i++)
        {
            // Every other text has only the pieces that take the short way.
            var known = i % 2 == 0 ? _pieces.Length : Array.IndexOf(_pieces, "шум");
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => _pieces[random.Next(known)]));
            var tokens = analyzer.LuceneTokens(text);
            Assert.Equal(tokens, analyzer.Tokens(text));
            var wanted = tokens.Where(_ => random.Next(2) == 0).Select(token => token.Term).ToHashSet(StringComparer.Ordinal);
            plain += PlainWords.Of(text, 64) is null ? 0 : 1;

            var found = new TermMatcher(analyzer, wanted).Find(text);

            Assert.True(tokens.Where(token => wanted.Contains(token.Term)).SequenceEqual(found), $"'{text}': {string.Join(' ', wanted)}");
        }

        Assert.True(plain > 200);
    }

    [Fact]
    public void English_words_are_found_whatever_their_second_letter_becomes()
    {
        var analyzer = SiteAnalyzer.Named("en", "en");
        string[] endings = ["", "s", "es", "ed", "ing", "y", "ys", "ies", "ying", "e", "er", "ational", "eed", "sses", "ion", "ment", "'s"];
        var beginnings = from first in "aybsoei" from second in "aybsoei" from third in new[] { "", "a", "b", "y", "l" } select $"{first}{second}{third}";

        foreach (var word in beginnings.SelectMany(beginning => endings.Select(ending => beginning + ending)))
        {
            var term = Assert.Single(analyzer.LuceneTokens(word)).Term;
            Assert.Single(new TermMatcher(analyzer, new HashSet<string> { term }).Find(word));
        }
    }

    [Fact]
    public void Words_that_the_index_leaves_out_for_their_length_are_left_out()
    {
        var text = $"{new string('a', 64)} {new string('b', 65)} c";

        Assert.Equal([(0, 64), (131, 132)], PlainWords.Of(text, 64)!);
    }
}
