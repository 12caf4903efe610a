using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Bg;
using Lucene.Net.Analysis.Cz;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.El;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Fi;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Hi;
using Lucene.Net.Analysis.Hu;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.Lv;
using Lucene.Net.Analysis.No;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Snowball;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace CmsSite.Search.Text;

/// <summary>What of a word's endings does not count, by language; and the words of a language that say nothing alone.</summary>
internal static class Stemming
{
    private static readonly Dictionary<string, (Func<TokenStream, TokenStream> Stem, Func<CharArraySet> Stops)> _languages = new(StringComparer.Ordinal)
    {
        ["ar"] = (input => new ArabicStemFilter(new ArabicNormalizationFilter(input)), () => ArabicAnalyzer.DefaultStopSet),
        ["bg"] = (input => new BulgarianStemFilter(input), () => BulgarianAnalyzer.DefaultStopSet),
        ["cs"] = (input => new CzechStemFilter(input), () => CzechAnalyzer.DefaultStopSet),
        ["da"] = (input => new SnowballFilter(input, new DanishStemmer()), () => Lucene.Net.Analysis.Da.DanishAnalyzer.DefaultStopSet),
        ["de"] = (input => new GermanLightStemFilter(new GermanNormalizationFilter(input)), () => GermanAnalyzer.DefaultStopSet),
        ["el"] = (input => new GreekStemFilter(input), () => GreekAnalyzer.DefaultStopSet),
        ["en"] = (input => new PorterStemFilter(input), () => EnglishAnalyzer.DefaultStopSet),
        ["es"] = (input => new SpanishLightStemFilter(input), () => SpanishAnalyzer.DefaultStopSet),
        ["fi"] = (input => new FinnishLightStemFilter(input), () => FinnishAnalyzer.DefaultStopSet),
        ["fr"] = (input => new FrenchLightStemFilter(input), () => FrenchAnalyzer.DefaultStopSet),
        ["hi"] = (input => new HindiStemFilter(new HindiNormalizationFilter(input)), () => HindiAnalyzer.DefaultStopSet),
        ["hu"] = (input => new HungarianLightStemFilter(input), () => HungarianAnalyzer.DefaultStopSet),
        ["it"] = (input => new ItalianLightStemFilter(input), () => ItalianAnalyzer.DefaultStopSet),
        ["lv"] = (input => new LatvianStemFilter(input), () => LatvianAnalyzer.DefaultStopSet),
        ["nb"] = (input => new NorwegianLightStemFilter(input), () => NorwegianAnalyzer.DefaultStopSet),
        ["nl"] = (input => new SnowballFilter(input, new DutchStemmer()), () => Lucene.Net.Analysis.Nl.DutchAnalyzer.DefaultStopSet),
        ["pt"] = (input => new PortugueseLightStemFilter(input), () => PortugueseAnalyzer.DefaultStopSet),
        ["ro"] = (input => new SnowballFilter(input, new RomanianStemmer()), () => Lucene.Net.Analysis.Ro.RomanianAnalyzer.DefaultStopSet),
        ["ru"] = (input => new RussianLightStemFilter(input), () => RussianAnalyzer.DefaultStopSet),
        ["sv"] = (input => new SwedishLightStemFilter(input), () => SwedishAnalyzer.DefaultStopSet),
        ["tr"] = (input => new SnowballFilter(input, new TurkishStemmer()), () => Lucene.Net.Analysis.Tr.TurkishAnalyzer.DefaultStopSet),
    };

    // Names under which recipes ask for a language, as Lucene's analyzers are called.
    private static readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["arabic"] = "ar", ["bulgarian"] = "bg", ["czech"] = "cs", ["danish"] = "da", ["german"] = "de", ["greek"] = "el", ["english"] = "en", ["spanish"] = "es", ["finnish"] = "fi",
        ["french"] = "fr", ["hindi"] = "hi", ["hungarian"] = "hu", ["italian"] = "it", ["latvian"] = "lv", ["norwegian"] = "nb", ["no"] = "nb", ["nn"] = "nb", ["dutch"] = "nl",
        ["portuguese"] = "pt", ["romanian"] = "ro", ["russian"] = "ru", ["swedish"] = "sv", ["turkish"] = "tr",
    };

    /// <summary>The language that a name or a culture means; null when nothing is known of it, and then words are taken as they are.</summary>
    public static string? Language(string name)
    {
        var plain = name.EndsWith("analyzer", StringComparison.OrdinalIgnoreCase) ? name[..^"analyzer".Length] : name;
        plain = plain.Split('-', '_')[0].ToLowerInvariant();
        plain = _names.GetValueOrDefault(plain, plain);
        return _languages.ContainsKey(plain) ? plain : null;
    }

    public static TokenStream Stem(string? language, TokenStream input) => language is not null && _languages.TryGetValue(language, out var known) ? known.Stem(input) : input;

    /// <summary>The words, folded and in lower case.</summary>
    public static IReadOnlySet<string> Stops(string? language)
    {
        IEnumerable<string> stops = language is not null && _languages.TryGetValue(language, out var known) ? known.Stops() : [];
        return stops.Select(word => FoldingFilter.Fold(word).ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
    }
}
