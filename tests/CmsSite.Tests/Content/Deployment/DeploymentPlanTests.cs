using System.Text.Json.Nodes;
using CmsSite.Content.Deployment;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Exporting;
using CmsSite.Recipes;
using CmsSite.Tests.Content.Recipes;
using CmsSite.Tests.Content.Recipes.Exporting;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Deployment;

/// <summary>Deployment plans as Orchard's recipes bring them.</summary>
public sealed class DeploymentPlanTests
{
    private const string Site = """
        { "name": "ContentDefinition", "ContentTypes": [
          { "Name": "Page", "DisplayName": "Page", "Settings": {}, "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} } ] },
          { "Name": "Note", "DisplayName": "Note", "Settings": {}, "ContentTypePartDefinitionRecords": [] } ], "ContentParts": [] },
        { "name": "content", "data": [
          { "ContentItemId": "page1", "ContentType": "Page", "Latest": true, "Published": true, "TitlePart": { "Title": "One" } },
          { "ContentItemId": "note1", "ContentType": "Note", "Latest": true, "Published": true },
          { "ContentItemId": "note2", "ContentType": "Note", "Latest": true, "Published": true } ] },
        { "name": "settings", "SiteName": "Harbour", "LoginSettings": { "UseSiteTheme": true }, "AdminSettings": { "DisplayNewMenu": true } },
        { "name": "Roles", "Roles": [ { "Name": "Guest", "Permissions": [] } ] },
        { "name": "WorkflowType", "data": [ { "WorkflowTypeId": "w1", "Name": "Contact" } ] },
        { "name": "media", "Files": [ { "TargetPath": "a/dot.svg", "Base64": "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=" }, { "TargetPath": "b/dot.svg", "Base64": "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=" } ] }
        """;

    [Fact]
    public async Task A_plan_from_a_recipe_of_Orchard_exports_what_its_steps_say()
    {
        await using var site = await RecipeSite.CreateAsync();
        await site.DoneAsync(Site + """
            , { "name": "deployment", "Plans": [ { "Name": "My plan", "Steps": [
                { "Type": "ContentDeploymentStep", "Step": { "ContentTypes": [ "Page" ], "Id": "1", "Name": "ContentDeploymentStep" } },
                { "Type": "ContentItemDeploymentStep", "Step": { "ContentItemId": "note2" } },
                { "Type": "ContentDefinitionDeploymentStep", "Step": { "IncludeAll": false, "ContentTypes": [ "Page" ], "ContentParts": [] } },
                { "Type": "MediaDeploymentStep", "Step": { "IncludeAll": false, "FilePaths": [], "DirectoryPaths": [ "a" ] } },
                { "Type": "SiteSettingsDeploymentStep", "Step": { "Settings": [ "SiteName" ] } },
                { "Type": "LoginSettings_SiteSettingsPropertyDeploymentStep", "Step": {} },
                { "Type": "AllRolesDeploymentStep", "Step": {} },
                { "Type": "AllWorkflowTypeDeploymentStep", "Step": {} },
                { "Type": "JsonRecipeDeploymentStep", "Step": { "Json": "{ \"name\": \"ReloadTenant\" }" } },
                { "Type": "CustomFileDeploymentStep", "Step": { "FileName": "docs/read.me", "FileContent": "Hello" } },
                { "Type": "RecipeFileDeploymentStep", "Step": { "RecipeName": "Mine", "DisplayName": "Mine alone", "Tags": "a, b" } },
                { "Type": "NobodyKnowsDeploymentStep", "Step": {} } ] } ] }
            """);

        var selection = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<DeploymentPlans>().Selection("my plan")));
        var (folder, result) = await site.ExportAsync(selection);

        Assert.Equal(["settings", "ContentDefinition", "Roles", "media", "content", "WorkflowType", "ReloadTenant"], result.Steps);
        Assert.Equal(["Recipe.json", "a/dot.svg", "docs/read.me"], ExportedSite.Files(folder));
        Assert.Contains(result.LeftOut, note => note.Contains("NobodyKnowsDeploymentStep", StringComparison.Ordinal));
        var recipe = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "Recipe.json")))!;
        Assert.Equal(("Mine", "Mine alone", 2), (recipe["name"].AsText(), recipe["displayName"].AsText(), recipe["tags"].AsTexts().Count));
        Assert.Equal(["name", "LoginSettings", "SiteName"], recipe["steps"].AsObjects().Single(step => step["name"].AsText() == "settings").Select(setting => setting.Key));
        Assert.Equal(["page1", "note2"], recipe["steps"].AsObjects().Single(step => step["name"].AsText() == "content")["data"].AsObjects().Select(item => item["ContentItemId"].AsText()));
    }

    [Fact]
    public async Task Each_kind_of_step_can_be_run_on_an_empty_site()
    {
        await using var site = await RecipeSite.CreateAsync();
        foreach (var kind in DeploymentKinds.All)
        {
            await site.DoneAsync($$"""{ "name": "deployment", "Plans": [ { "Name": "One", "Steps": [ { "Type": "{{kind.Type}}", "Step": { "IncludeAll": true } } ] } ] }""");
            var selection = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<DeploymentPlans>().Selection("One")));
            var (folder, _) = await site.ExportAsync(selection);
            await using var fresh = await RecipeSite.CopyAsync(site);
            await fresh.AppliedAsync(folder);
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public async Task What_is_chosen_and_what_a_query_finds_is_exported()
    {
        await using var site = await RecipeSite.CreateAsync();
        await site.DoneAsync(Site + """
            , { "name": "queries", "Queries": [ { "Source": "Sql", "Name": "Notes", "ReturnContentItems": true,
                "Template": "SELECT DocumentId FROM ContentItemIndex WHERE ContentType = @type AND Published = true" } ] },
              { "name": "deployment", "Plans": [
                { "Name": "Found", "Steps": [ { "Type": "QueryBasedContentDeploymentStep", "Step": { "QueryName": "Notes", "QueryParameters": "{ \"type\": \"Note\" }" } } ] },
                { "Name": "Lost", "Steps": [ { "Type": "QueryBasedContentDeploymentStep", "Step": { "QueryName": "Gone" } } ] },
                { "Name": "Chosen", "Steps": [ { "Type": "ExportContentToDeploymentTargetDeploymentStep", "Step": {} } ] } ] }
            """);

        Assert.Equal(["note1", "note2"], (await ItemsAsync("Found", [])).Items);
        Assert.Equal(["page1"], (await ItemsAsync("Chosen", ["page1"])).Items);
        var none = await ItemsAsync("Chosen", []);
        Assert.Empty(none.Items);
        Assert.Contains("none were", Assert.Single(none.Notes));
        Assert.Contains("There is no query 'Gone'", Assert.Single((await ItemsAsync("Lost", [])).Notes));

        async Task<(IReadOnlyList<string?> Items, IReadOnlyList<string> Notes)> ItemsAsync(string plan, string[] chosen)
        {
            var selection = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<DeploymentPlans>().Selection(plan, chosen)));
            var (folder, result) = await site.ExportAsync(selection);
            var recipe = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "Recipe.json")))!;
            return ([.. recipe["steps"].AsObjects().Where(step => step["name"].AsText() == "content").SelectMany(step => step["data"].AsObjects()).Select(item => item["ContentItemId"].AsText()).Order()], result.LeftOut);
        }
    }

    [Theory]
    [InlineData("../up.txt")]
    [InlineData("Recipe.json")]
    [InlineData("C:/x")]
    [InlineData("")]
    public async Task A_file_of_a_plan_whose_name_a_package_cannot_hold_is_left_out_and_said(string name)
    {
        await using var site = await RecipeSite.CreateAsync();
        await site.DoneAsync($$"""{ "name": "deployment", "Plans": [ { "Name": "One", "Steps": [ { "Type": "CustomFileDeploymentStep", "Step": { "FileName": "{{name}}", "FileContent": "x" } } ] } ] }""");
        var (folder, result) = await site.ExportAsync(await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<DeploymentPlans>().Selection("One"))));
        Assert.Equal(["Recipe.json"], ExportedSite.Files(folder));
        Assert.Contains("no name that a package can hold", Assert.Single(result.LeftOut));
    }

    [Fact]
    public async Task A_plan_that_is_not_there_is_refused_with_those_that_are()
    {
        await using var site = await RecipeSite.CreateAsync();
        await site.DoneAsync("""{ "name": "deployment", "Plans": [ { "Name": "One", "Steps": [] } ] }""");
        var refused = await site.InScopeAsync(services => Task.FromResult(Assert.Throws<RecipeException>(() => services.GetRequiredService<DeploymentPlans>().Selection("Two"))));
        Assert.Contains("One", refused.Hint);
    }
}
