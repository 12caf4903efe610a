using System.Text.RegularExpressions;
using CmsSite.Search.Queries;
using CmsSite.Search.Text;

namespace CmsSite.Tests.Search;

public class PassagesTests
{
    private static readonly SiteAnalyzer _english = SiteAnalyzer.Named("english", "en");

    [Fact]
    public void The_passage_is_where_most_of_the_words_stand_together()
    {
        var text = $"A tide here. {string.Concat(Enumerable.Repeat("Nothing of the kind is said. ", 40))}The tides follow the moon, twice a day. {string.Concat(Enumerable.Repeat("And so on. ", 60))}";

        var html = Passages.Best([text], Terms("tide moon"));

        Assert.Contains("<mark>tides</mark> follow the <mark>moon</mark>", html);
        Assert.StartsWith("… ", html);
        Assert.EndsWith(" …", html);
    }

    [Theory]
    [InlineData("<script>alert('tide')</script>")]
    [InlineData("a & b < tide > \"quoted\" 'tide'")]
    [InlineData("&lt;tide&gt; &amp;tide;")]
    [InlineData("</mark><mark>tide</mark>")]
    [InlineData("tide\u202etide\u0000<img src=x onerror=tide>")]
    public void Whatever_the_text_holds_only_marks_are_markup(string text)
    {
        var html = Passages.Best([text], Terms("tide"));

        Assert.Contains("<mark>tide</mark>", html);
        Assert.DoesNotContain("<", Regex.Replace(html, "</?mark>", ""));
        Assert.Equal(Regex.Count(html, "<mark>"), Regex.Count(html, "</mark>"));
        Assert.Equal(text, System.Net.WebUtility.HtmlDecode(Regex.Replace(html, "</?mark>", "")));
    }

    [Fact]
    public void Any_text_can_be_marked_anywhere_without_cutting_a_character()
    {
        var random = new Random(7);
        string[] pieces = ["tide", "tides", " ", ". ", "🌊", "é", "e\u0301", "<b>", "&", "東京", "\u200d", "x", "\n", "\u0e33", new string('w', 300)];
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 200)).Select(_ => pieces[random.Next(pieces.Length)]));

            var html = Passages.Best([text], Terms("tide 東京"));

            Assert.DoesNotContain("<", Regex.Replace(html, "</?mark>", ""));
            Assert.DoesNotContain('\ufffd', new string([.. html.EnumerateRunes().SelectMany(rune => rune.ToString())]));
            Assert.True(html.Length < 3000);
        }
    }

    private static TermMatcher Terms(string words) => new(_english, _english.Tokens(words).Select(token => token.Term).ToHashSet());
}
