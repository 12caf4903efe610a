using CmsSite.Search.Queries;
using CmsSite.Search.Statistics;

namespace CmsSite.Tests.Search;

public sealed class CountedQueryTests
{
    [Theory]
    [InlineData("  Café   TIDES ", "cafe tides")]
    [InlineData("\"slack water\" tide", "tide slack water")]
    [InlineData("article 2026", "article 2026")]
    [InlineData("WW2 1944", "ww2 1944")]
    public void Words_are_kept_as_the_search_compares_them(string text, string kept) => Assert.Equal(kept, CountedQuery.Of(SearchTerms.Parse(text)));

    [Theory]
    [InlineData("ada@example.org")]
    [InlineData("mail of ada @ example")]
    [InlineData("https://example.org/private?token=x")]
    [InlineData("+49 151 2345678")]
    [InlineData("call 0151-234.567")]
    [InlineData("DE89370400440532013000")]
    [InlineData("(555) 123-4567")]
    [InlineData("٠١٢٣٤٥٦٧")]
    [InlineData("a long message to somebody who is not there, about things that are nobody's business at all")]
    [InlineData("...")]
    public void What_may_say_who_somebody_is_is_not_kept(string text) => Assert.Null(CountedQuery.Of(SearchTerms.Parse(text)));

    [Fact]
    public void Whatever_is_typed_nothing_kept_has_an_at_sign_or_a_long_number_and_memory_has_a_bound()
    {
        var random = new Random(9);
        var counter = new SearchCounter();
        string[] pieces = ["a", "tide", "@", "12", "3", " ", "-", ".", "(", "é", "\"", "/", "日", "x1"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => pieces[random.Next(pieces.Length)]));
            counter.Note(SearchTerms.Parse(text), SearchMatch.Exact);
        }

        var kept = counter.Take();
        Assert.True(kept.Count is > 500 and <= 2000);
        Assert.All(kept.Keys, query => Assert.False(query.Contains('@', StringComparison.Ordinal) || System.Text.RegularExpressions.Regex.IsMatch(query, "[0-9]{7}")));
        Assert.Empty(counter.Take());
    }
}
