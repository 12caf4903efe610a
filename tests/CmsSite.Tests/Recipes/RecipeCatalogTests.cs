using CmsSite.Recipes;

namespace CmsSite.Tests.Recipes;

public sealed class RecipeCatalogTests : IDisposable
{
    private readonly RecipeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Recipes_are_found_two_levels_deep_and_by_their_name()
    {
        _folder.Write("here.recipe.json", """{ "name": "first", "steps": [] }""");
        _folder.Write("blog/blog.recipe.json", """{ "name": "Blog", "tags": ["hidden"], "steps": [ { "name": "a", "x": "}" /* ] */ } ], "displayName": "A blog" }""");
        _folder.Write("Theme/Recipes/theme.recipe.json", """{ "name": "Theme" }""");
        _folder.Write("Theme/Recipes/Snippets/too-deep.recipe.json", """{ "name": "Deep" }""");
        _folder.Write("Theme/Recipes/other.json", """{ "name": "Other" }""");
        var catalog = Catalog();

        Assert.Equal(["Blog", "Theme", "first"], catalog.List().Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal("A blog", catalog.Find("Blog")!.Descriptor.DisplayName);
        Assert.True(catalog.Find("Blog")!.IsHidden);
        Assert.Null(catalog.Find("blog"));
        using var package = catalog.Open("Theme");
        Assert.Equal("theme.recipe.json", package.Document.File);
    }

    [Fact]
    public void Two_files_of_one_name_are_an_error_only_when_that_name_is_asked_for()
    {
        _folder.Write("a/a.recipe.json", """{ "name": "same" }""");
        _folder.Write("b/b.recipe.json", """{ "name": "same" }""");
        _folder.Write("c/c.recipe.json", """{ "name": "other" }""");
        var catalog = Catalog();

        Assert.NotNull(catalog.Find("other"));
        var failure = Assert.Throws<RecipeException>(() => catalog.Find("same"));
        Assert.Contains("a.recipe.json", failure.Message, StringComparison.Ordinal);
        Assert.Contains("b.recipe.json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_suggests_the_nearest()
    {
        _folder.Write("a.recipe.json", """{ "name": "Blog.Content" }""");
        var failure = Assert.Throws<RecipeException>(() => Catalog().Open("Blog.Contents"));
        Assert.Equal("Did you mean \"Blog.Content\"?", failure.Hint);
    }

    [Fact]
    public void A_changed_file_is_read_again_and_a_broken_one_is_listed_by_its_file()
    {
        var file = _folder.Write("a.recipe.json", """{ "name": "before" }""");
        _folder.Write("broken.recipe.json", """{ "name": "x", """);
        var catalog = Catalog();
        Assert.Equal(["before", "broken"], catalog.List().Select(entry => entry.Name));

        File.WriteAllText(file, """{ "name": "after it" }""");
        Assert.NotNull(catalog.Find("after it"));
    }

    [Fact]
    public void Missing_folders_are_empty()
    {
        var options = new RecipeOptions { Folders = { Path.Combine(_folder.Root, "nowhere") } };
        Assert.Empty(new RecipeCatalog(options).List());
    }

    private RecipeCatalog Catalog() => new(new RecipeOptions { Folders = { _folder.Root } });
}
