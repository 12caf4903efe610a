using CmsSite.Content.Definitions;

namespace CmsSite.Tests.Content.Definitions;

public class TechnicalNamesTests
{
    [Theory]
    [InlineData("Recipe", "Recipe")]
    [InlineData("blog post", "BlogPost")]
    [InlineData("Crème brûlée recipe", "CremeBruleeRecipe")]
    [InlineData("3 wishes & more", "WishesMore")]
    [InlineData("RSS feed", "RSSFeed")]
    [InlineData("– – –", "")]
    public void A_display_name_suggests_a_technical_one_that_is_allowed(string displayName, string name)
    {
        Assert.Equal(name, TechnicalNames.Suggest(displayName));
        Assert.Equal(name.Length == 0, TechnicalNames.ProblemOfDefinition(name) is not null);
    }
}
