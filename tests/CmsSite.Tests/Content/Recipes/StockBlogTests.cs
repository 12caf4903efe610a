using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Recipes;

/// <summary>Orchard's own blog recipe, unchanged: what was made there runs here.</summary>
public sealed class StockBlogTests
{
    private static readonly string _folder = Path.Combine(Repository.Root, "..", "shared", "orchard", "stock", "TheBlogTheme", "Recipes");

    [SkippableFact]
    public async Task The_blog_recipe_of_Orchard_makes_a_blog()
    {
        Skip.IfNot(Directory.Exists(_folder), $"No recipes of Orchard: there is no {_folder}.");
        await using var site = await RecipeSite.CreateAsync();
        var outcome = await site.ApplyFileAsync(Path.Combine(_folder, "blog.recipe.json"));
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Result.Problems));
        Assert.DoesNotContain(outcome.Result.Names, name => name.State == RecipeNameState.Unknown && name.Kind is not "theme");

        // Content, and where it answers.
        foreach (var path in (string[])["blog", "blog/post-1", "about", "tags", "categories"])
        {
            Assert.NotNull(await site.InScopeAsync(services => services.GetRequiredService<ContentItems>().FindRouteAsync(path)));
        }

        var menu = await site.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetByAliasAsync("main-menu"));
        Assert.Equal(["Home", "About"], menu!.Part("MenuItemsListPart")!["MenuItems"].AsObjects().Select(item => item["DisplayText"].AsText()));
        var post = (await site.InScopeAsync(services => services.GetRequiredService<ContentItems>().FindRouteAsync("blog/post-1")))!.Item;
        Assert.Equal(("admin", 3), (post.Author, post.Field("BlogPost", "Tags")!["TermContentItemIds"].AsTexts().Count));

        // What is around it.
        Assert.NotNull(await site.DocumentAsync(SiteDocumentKinds.Layer, "Always"));
        Assert.NotNull(await site.DocumentAsync(SiteDocumentKinds.Query, "RecentBlogPosts"));
        Assert.NotNull(await site.DocumentAsync(SiteDocumentKinds.AdminMenu, "baef6f85ad13481681cde70ada401333"));
        Assert.NotNull(await site.DocumentAsync(SiteDocumentKinds.MediaProfile, "banner"));
        Assert.NotNull(await site.DocumentAsync(SiteDocumentKinds.ContentType, "Taxonomy"));
        Assert.Equal(["about-bg.jpg", "home-bg.jpg", "post-bg.jpg"], (await site.InScopeAsync(services => services.GetRequiredService<MediaLibrary>().ListAsync(""))).Select(file => file.Path));
        var home = await site.DocumentAsync(SiteDocumentKinds.SiteSetting, "HomeRoute");
        Assert.Equal("Blog", (await site.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync((string)home!["ContentItemId"]!)))!.ContentType);
        Assert.Equal(1, await site.ReadAsync(database => database.LayerWidgets.CountAsync()));
    }

    [SkippableFact]
    public async Task Its_search_recipe_follows_and_a_second_time_changes_nothing()
    {
        Skip.IfNot(Directory.Exists(_folder), $"No recipes of Orchard: there is no {_folder}.");
        await using var site = await RecipeSite.CreateAsync();
        Assert.True((await site.ApplyFileAsync(Path.Combine(_folder, "blog.recipe.json"))).Succeeded);
        var search = Path.Combine(_folder, "blog.lucene.search.recipe.json");
        var first = await site.ApplyFileAsync(search);
        Assert.True(first.Succeeded, string.Join('\n', first.Result.Problems));
        Assert.NotNull(await site.DocumentAsync(SiteDocumentKinds.IndexProfile, "Search"));
        Assert.Equal("Search", (string?)(await site.DocumentAsync(SiteDocumentKinds.SiteSetting, "SearchSettings"))!["DefaultIndexProfileName"]);
        var second = await site.ApplyFileAsync(search);
        Assert.Equal("0 changes", second.Summary);
    }

    [SkippableFact]
    public async Task A_second_run_makes_the_same_ids_and_changes_nothing()
    {
        Skip.IfNot(Directory.Exists(_folder), $"No recipes of Orchard: there is no {_folder}.");
        await using var site = await RecipeSite.CreateAsync();
        var recipe = Path.Combine(_folder, "blog.recipe.json");
        Assert.True((await site.ApplyFileAsync(recipe)).Succeeded);
        var before = await site.FootprintAsync();
        var second = await site.ApplyFileAsync(recipe);
        Assert.True(second.Succeeded, string.Join('\n', second.Result.Problems));
        Assert.Equal("0 changes", second.Summary);
        Assert.Equal(before, await site.FootprintAsync());
    }
}
