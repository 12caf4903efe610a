using CmsSite.Content.Features;
using CmsSite.Recipes;

namespace CmsSite.Tests.Content.Features;

public sealed class FeatureCatalogTests
{
    [Theory]
    [InlineData("OrchardCore.Title", RecipeNameState.Runs, "OrchardCore.Title")]
    [InlineData("orchardcore.title", RecipeNameState.Runs, "OrchardCore.Title")]
    [InlineData("OrchardCore.Search.Lucene", RecipeNameState.Runs, "OrchardCore.Lucene")]
    [InlineData("OrchardCore.ShortCodes", RecipeNameState.Runs, "OrchardCore.Shortcodes")]
    [InlineData("OrchardCore.Body", RecipeNameState.Runs, "OrchardCore.Html")]
    [InlineData("OrchardCore.Commons", RecipeNameState.Runs, "OrchardCore.Commons")]
    [InlineData("OrchardCore.Froms", RecipeNameState.Runs, "OrchardCore.Forms")]
    [InlineData("Etch.OrchardCore.Gallery", RecipeNameState.Unknown, "Etch.OrchardCore.Gallery")]
    public void A_feature_is_found_in_any_case_and_by_its_former_names(string id, RecipeNameState state, string current)
    {
        var feature = FeatureCatalog.Find(id);
        Assert.Equal((state, current), (feature.State, feature.Id));
    }

    [Fact]
    public void An_unknown_feature_is_told_its_nearest() => Assert.Equal("did you mean OrchardCore.Taxonomies?", FeatureCatalog.Find("OrchardCore.Taxonomy").Note);

    [Fact]
    public void Features_bring_the_types_that_recipes_take_for_granted()
    {
        Assert.Superset(new HashSet<string> { "Menu", "LinkMenuItem", "ContentMenuItem", "HtmlMenuItem", "Taxonomy", "Form", "SearchForm" }, BuiltInTypes.Names.ToHashSet());
        Assert.All(["OrchardCore.Menu", "OrchardCore.Taxonomies", "OrchardCore.Forms", "OrchardCore.Search", "OrchardCore.Seo"], id => Assert.NotNull(BuiltInTypes.Of(id)));
        Assert.Null(BuiltInTypes.Of("OrchardCore.Title"));
    }
}
