using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Exporting;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Recipes.Exporting;

public sealed class SiteExportTests
{
    private static readonly string _stock = Path.Combine(Repository.Root, "..", "shared", "orchard", "stock", "TheBlogTheme", "Recipes", "blog.recipe.json");

    [Theory]
    [InlineData("cmssite")]
    [InlineData("kitchen-sink")]
    [InlineData("notebook")]
    public async Task A_site_that_is_exported_into_a_fresh_one_is_exported_from_there_byte_for_byte_the_same(string recipe)
    {
        // The kitchen sink asks for the recipe of the site.
        await using var site = await RecipeSite.CreateAsync(services => services.Configure<RecipeOptions>(options => options.Folders.Add(Path.Combine(Repository.Root, "recipes"))));
        var outcome = await site.ApplyFileAsync(Path.Combine(Repository.Root, "recipes", recipe));
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Result.Problems));
        await site.AssertSurvivesAsync();
    }

    [SkippableFact]
    public async Task So_is_the_blog_of_Orchard()
    {
        Skip.IfNot(File.Exists(_stock), $"No recipes of Orchard: there is no {_stock}.");
        await using var site = await RecipeSite.CreateAsync();
        Assert.True((await site.ApplyFileAsync(_stock)).Succeeded);
        await site.AssertSurvivesAsync();
    }

    [Fact]
    public async Task Applying_an_export_to_the_site_it_came_from_changes_nothing()
    {
        await using var site = await RecipeSite.CreateAsync();
        Assert.True((await site.ApplyFileAsync(Path.Combine(Repository.Root, "recipes", "cmssite"))).Succeeded);
        var (folder, _) = await site.ExportAsync();
        Assert.Equal("0 changes", (await site.ApplyFileAsync(folder)).Summary);
        Directory.Delete(folder, true);
    }

    [Fact]
    public async Task An_item_with_a_published_version_and_a_draft_keeps_both()
    {
        await using var site = await RecipeSite.CreateAsync();
        await site.DoneAsync(Pages);
        await site.InScopeAsync(async services =>
        {
            var manager = services.GetRequiredService<ContentManager>();
            var page = (await services.GetRequiredService<ContentItems>().GetAsync("page1", VersionOptions.Published))!;
            page.EnsurePart("TitlePart")["Title"] = "Not yet";
            page.DisplayText = "Not yet";
            Assert.Empty(await manager.SaveDraftAsync(page));
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        await site.AssertSurvivesAsync();
        var (folder, result) = await site.ExportAsync();
        await using var fresh = await RecipeSite.CreateAsync();
        await fresh.AppliedAsync(folder);
        Assert.Equal(2, result.Items);
        Assert.Equal("One", (await Get(fresh, VersionOptions.Published)).DisplayText);
        Assert.Equal("Not yet", (await Get(fresh, VersionOptions.Latest)).DisplayText);

        static Task<ContentItem> Get(RecipeSite site, VersionOptions version) => site.InScopeAsync(async services => (await services.GetRequiredService<ContentItems>().GetAsync("page1", version))!);
    }

    [Fact]
    public async Task What_does_not_fit_into_one_file_lies_in_several_that_are_read_again()
    {
        await using var site = await RecipeSite.CreateAsync();
        await site.DoneAsync(Pages + string.Concat(Enumerable.Range(0, 60).Select(i => $$""", { "name": "content", "data": [ { "ContentItemId": "many{{i}}", "ContentType": "Page", "Latest": true, "Published": true, "TitlePart": { "Title": "Many {{i}}" } } ] }""")));
        var (folder, result) = await site.ExportAsync(bytesAFile: 10_000);
        var parts = ExportedSite.Files(folder).Where(file => file.Contains(".Content.", StringComparison.Ordinal)).ToList();
        Assert.InRange(parts.Count, 3, 10);
        Assert.Contains(result.LeftOut, note => note.Contains($"{parts.Count} files", StringComparison.Ordinal));
        Assert.DoesNotContain("\"ContentItemId\"", await File.ReadAllTextAsync(Path.Combine(folder, "Recipe.json")));
        await site.AssertSurvivesAsync(10_000);
    }

    [Fact]
    public async Task A_text_that_looks_like_a_script_stays_a_text()
    {
        await using var site = await RecipeSite.CreateAsync();
        await site.DoneAsync(Pages + """, { "name": "content", "data": [ { "ContentItemId": "odd", "ContentType": "Page", "Latest": true, "TitlePart": { "Title": "x" } } ] }""");
        await site.InScopeAsync(async services =>
        {
            var page = (await services.GetRequiredService<ContentItems>().GetAsync("odd", VersionOptions.Latest))!;
            page.EnsurePart("TitlePart")["Title"] = "[js: deleteContentItem('page1')]";
            Assert.Empty(await services.GetRequiredService<ContentManager>().SaveDraftAsync(page));
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        await site.AssertSurvivesAsync();
    }

    [Fact]
    public async Task A_selection_holds_what_was_chosen_and_nothing_else()
    {
        await using var site = await RecipeSite.CreateAsync();
        await site.DoneAsync(Pages + """, { "name": "content", "data": [ { "ContentItemId": "note1", "ContentType": "Note", "Latest": true, "Published": true } ] }""");
        var (folder, result) = await site.ExportAsync(ExportSelection.Of(["Page"], ["note1"], []));
        Assert.Equal(3, result.Items);
        Assert.Equal(["ContentDefinition", "content"], result.Steps);
        var definitions = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "Recipe.json")))!["steps"]![0]!;
        Assert.Equal(["Page"], definitions["ContentTypes"].AsObjects().Select(type => type["Name"].AsText()));
        Assert.Equal(["Roles"], (await site.ExportAsync(ExportSelection.Of([], [], ["roles"]))).Result.Steps);
        Assert.Contains("Templates", Assert.Throws<RecipeException>(() => ExportSelection.Of([], [], ["Temlates"])).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_else_of_a_site_survives_too()
    {
        await using var site = await RecipeSite.CreateAsync();
        await site.DoneAsync(Pages + """
            , { "name": "feature", "enable": [ "OrchardCore.Menu", "OrchardCore.Taxonomies", "OrchardCore.Sitemaps" ] }, { "name": "feature", "disable": [ "OrchardCore.Sitemaps" ] },
            { "name": "DeleteContentDefinition", "ContentTypes": [ "HtmlMenuItem" ], "ContentParts": [] },
            { "name": "Roles", "Roles": [ { "Name": "Editor", "Permissions": [] }, { "Name": "Editor", "PermissionBehavior": "Remove", "Permissions": [ "DeleteContent" ] }, { "Name": "Guest", "Permissions": [ "Zed", "Alpha" ] } ] },
            { "name": "themes", "site": "CmsSiteTheme" },
            { "name": "settings", "SiteName": "Harbour news", "PageSize": 7, "Unheard": { "of": [ 1, null, 2.50 ] } },
            { "name": "Templates", "Templates": { "Content__Page": { "Description": "", "Content": "{{ Model.ContentItem.DisplayText }} [js: 1]" } } },
            { "name": "ShortcodeTemplates", "ShortcodeTemplates": { "br": { "Content": "<br />", "Categories": [ "x" ] } } },
            { "name": "Placements", "Placements": { "TitlePart": [ { "place": "Header:5" } ] } },
            { "name": "layers", "Layers": [ { "Name": "Always", "LayerRule": { "Conditions": [ { "Name": "BooleanCondition", "Value": true } ] } } ] },
            { "name": "queries", "Queries": [ { "Source": "Sql", "Name": "Recent", "ReturnContentItems": true, "Template": "SELECT DocumentId FROM ContentItemIndex" } ] },
            { "name": "SearchSynonyms", "Synonyms": [ { "Name": "Site", "Rules": [ "tv, television", "# said", "nyc => new york" ] } ] },
            { "name": "PinnedResults", "PinnedResults": [ { "Query": "tide tables", "Match": "Words", "ContentItemIds": [ "page1" ], "ExpiresUtc": "2031-01-02T03:04:05Z" } ] },
            { "name": "MediaProfiles", "MediaProfiles": { "banner": { "Width": 20, "Height": 10, "Mode": "Crop", "Format": "WebP", "Quality": 85 } } },
            { "name": "media", "Files": [ { "TargetPath": "a/dot.svg", "Base64": "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=", "MediaText": "A dot", "Anchor": { "X": 0.25, "Y": 0.75 }, "Rotation": 90, "Private": true } ] },
            { "name": "AdminMenu", "data": [ { "Id": "m1", "Name": "Menu", "Enabled": true, "MenuItems": [] } ] },
            { "name": "Sitemaps", "data": [ { "SitemapId": "s1", "Name": "All", "Enabled": true, "Path": "sitemap.xml", "SitemapSources": [] } ] },
            { "name": "UrlRewriting", "Rules": [ { "Id": "r1", "Name": "Old", "Source": "Redirect", "Order": 1, "Pattern": "^/old/(.*)$", "SubstitutionPattern": "/new/$1", "RedirectType": "Found" } ] },
            { "name": "FormerAddresses", "Addresses": [ { "Path": "was/here", "ContentItemId": "page1", "SinceUtc": "2026-01-02T03:04:05Z" } ] },
            { "name": "deployment", "Plans": [ { "Name": "All", "Steps": [ { "Type": "AllContentDeploymentStep", "Step": { "Id": "1", "Name": "AllContent" } } ] } ] },
            { "name": "WorkflowType", "data": [ { "WorkflowTypeId": "w1", "Name": "Contact", "Activities": [], "Transitions": [] } ] },
            { "name": "Translations", "translations": [ { "culture": "fr", "context": "", "key": "Hello", "value": "Bonjour" }, { "culture": "de", "context": "", "key": "Hello", "value": "Hallo" } ] },
            { "name": "FeatureProfiles", "FeatureProfiles": { "blog": { "Name": "Blog" }, "art": { "Name": "Art" } } },
            { "name": "CreateOrUpdateRateLimitPolicies", "policies": [ { "Name": "Default", "Scope": "Global", "Limiters": [] } ] },
            { "name": "custom-user-settings", "data": [ { "userId": "u1", "user-custom-user-settings": [ { "ContentType": "A", "x": 1 }, { "ContentType": "B" } ] }, { "userId": "u0", "user-custom-user-settings": [ { "ContentType": "A" } ] } ] },
            { "name": "OpenIdApplication", "ClientId": "app", "DisplayName": "App" }, { "name": "OpenIdScope", "ScopeName": "api" }, { "name": "OpenIdServerSettings", "AccessTokenFormat": 0 }
            """);
        await site.AssertSurvivesAsync();
        var (folder, _) = await site.ExportAsync();
        await using var fresh = await RecipeSite.CreateAsync();
        await fresh.AppliedAsync(folder);
        foreach (var kind in (string[])["SiteSetting", "Role", "Template", "ShortcodeTemplate", "Placement", "Layer", "Query", "SearchSynonyms", "PinnedResult", "MediaProfile", "AdminMenu", "Sitemap", "UrlRewritingRule", "DeploymentPlan", "WorkflowType", "Translation", "Kept", "Feature", "ContentType", "ContentPart"])
        {
            Assert.Equal(await NamesAsync(site, kind), await NamesAsync(fresh, kind));
        }

        Assert.DoesNotContain("DeleteContent", (await fresh.DocumentAsync(SiteDocumentKinds.Role, "Editor"))!.ToJsonString());
        Assert.Equal("page1", await fresh.ReadAsync(database => database.FormerAddresses.Where(address => address.Path == "was/here").Select(address => address.ContentItemId).SingleAsync()));
        Assert.Equal(await site.ReadAsync(database => database.MediaFiles.Select(file => file.Metadata).SingleAsync()), await fresh.ReadAsync(database => database.MediaFiles.Select(file => file.Metadata).SingleAsync()));
        Assert.True(await fresh.ReadAsync(database => database.MediaFiles.Select(file => file.IsPrivate).SingleAsync()));

        static Task<List<string>> NamesAsync(RecipeSite site, string kind) => site.ReadAsync(database => database.Documents.Where(document => document.Kind == kind).OrderBy(document => document.Name).Select(document => document.Name).ToListAsync());
    }

    private const string Pages = """
        { "name": "ContentDefinition", "ContentTypes": [
          { "Name": "Page", "DisplayName": "Page", "Settings": { "ContentTypeSettings": { "Draftable": true, "Versionable": true } }, "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} } ] },
          { "Name": "Note", "DisplayName": "Note", "Settings": {}, "ContentTypePartDefinitionRecords": [] } ], "ContentParts": [] },
        { "name": "content", "data": [
          { "ContentItemId": "page1", "ContentType": "Page", "Latest": true, "Published": true, "TitlePart": { "Title": "One" } },
          { "ContentItemId": "page2", "ContentType": "Page", "Latest": true, "TitlePart": { "Title": "Two" } } ] }
        """;
}
