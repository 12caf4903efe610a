using CmsSite.Recipes;

namespace CmsSite.Tests.Recipes;

public class SuggestionTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("content", "contnet", 1)]
    [InlineData("abc", "", 3)]
    [InlineData("Roles", "roles", 1)]
    public void Distance_counts_letters_changed_and_swapped(string one, string other, int distance) => Assert.Equal(distance, Suggestion.Distance(one, other));

    [Theory]
    [InlineData("contnet", "content")]
    [InlineData("CONTENT", "content")]
    [InlineData("ContentDefinitions", "ContentDefinition")]
    [InlineData("setings", "settings")]
    [InlineData("x", null)]
    [InlineData("OpenIdServer", null)]
    public void The_nearest_name_is_suggested_if_it_is_near(string written, string? expected) =>
        Assert.Equal(expected, Suggestion.For(written, ["content", "ContentDefinition", "settings", "themes"]));

    [Fact]
    public void A_hint_lists_few_names_and_never_many()
    {
        Assert.Equal("Known: a1, b2", Suggestion.Hint("zzzzzz", ["b2", "a1"]));
        Assert.Null(Suggestion.Hint("zzzzzz", [.. Enumerable.Range(0, 50).Select(number => $"name{number}")]));
    }

    [Fact]
    public void Ids_have_orchards_form()
    {
        var ids = Enumerable.Range(0, 200).Select(_ => RecipeIds.New()).ToList();
        Assert.All(ids, id => Assert.Matches("^[0-9a-hjkmnp-tv-z]{26}$", id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(new string('0', RecipeIds.Length), RecipeIds.From(Guid.Empty));
    }
}
