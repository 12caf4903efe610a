using CmsSite.Search.Queries;

namespace CmsSite.Tests.Search;

public class SearchTermsTests
{
    [Fact]
    public void Words_phrases_exclusions_names_and_times_are_told_apart()
    {
        var terms = SearchTerms.Parse("sea \"slack water\" -moon -“full moon” author:ada tag:\"slow travel\" after:2025 before:2026-06-15 tides");

        Assert.Equal(["sea", "tides"], terms.Words);
        Assert.Equal(["slack water"], terms.Phrases);
        Assert.Equal(["moon", "full moon"], terms.Excluded);
        Assert.Equal([("author", "ada"), ("tag", "slow travel")], terms.Filters);
        Assert.Equal(new DateOnly(2025, 1, 1), terms.From);
        Assert.Equal(new DateOnly(2026, 6, 15), terms.Until);
    }

    [Theory]
    [InlineData("\"never closed", "never closed")]
    [InlineData("title:secret", "title:secret")]
    [InlineData("before:soon", "before:soon")]
    [InlineData("author: ada", "author: ada")]
    [InlineData("well-known", "well-known")]
    [InlineData("/.*/ te*t? a~2 [a TO b]", "/.*/ te*t? a~2 [a TO b]")]
    public void What_cannot_be_understood_as_more_is_words(string text, string words)
    {
        var terms = SearchTerms.Parse(text);

        Assert.Empty(terms.Phrases);
        Assert.Empty(terms.Filters);
        Assert.Equal(words.Split(' ').Where(word => word.Any(char.IsLetterOrDigit)), terms.Words);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("\" \"")]
    [InlineData("-")]
    [InlineData("…!?")]
    [InlineData("\u0000\u0007\u200d")]
    public void Nothing_that_could_find_anything_is_empty(string? text) => Assert.True(SearchTerms.Parse(text).IsEmpty);

    [Fact]
    public void Its_length_and_its_clauses_are_bounded()
    {
        var terms = SearchTerms.Parse(string.Join(' ', Enumerable.Repeat("a \"b c\" -d", 10_000)));

        Assert.True(terms.Text.Length <= SearchTerms.LongestText);
        Assert.True(terms.Words.Count + terms.Phrases.Count + terms.Excluded.Count <= SearchTerms.MostClauses);
    }
}
