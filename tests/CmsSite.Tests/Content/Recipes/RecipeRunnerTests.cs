using CmsSite.Content.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Recipes;

public sealed class RecipeRunnerTests : IAsyncLifetime
{
    private const string Page = """
        { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Page", "DisplayName": "Page", "ContentTypePartDefinitionRecords": [ { "PartName": "Page", "Name": "Page" } ] } ] },
        { "name": "content", "data": [ { "ContentItemId": "p1", "ContentType": "Page", "DisplayText": "One", "Latest": true, "Published": true, "Page": {} } ] },
        { "name": "settings", "SiteName": "Tested" }
        """;

    private RecipeSite _site = null!;

    public async Task InitializeAsync() => _site = await RecipeSite.CreateAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task What_is_planned_is_what_is_applied()
    {
        var planned = await _site.PlanStepsAsync(Page);
        var applied = await _site.ApplyStepsAsync(Page);
        Assert.True(planned.Succeeded);
        Assert.Null(planned.RunId);
        Assert.NotNull(applied.RunId);
        Assert.Equal(applied.Changes.Select(Named), planned.Changes.Select(Named));
        Assert.Contains(applied.Changes, change => change is { Kind: "ContentItem", Subject: "p1", DisplayText: "One", Effect: ChangeEffect.Created });

        static (string, string, ChangeEffect) Named(RecordedChange change) => (change.Kind, change.Subject, change.Effect);
    }

    [Fact]
    public async Task A_run_of_more_than_fits_into_memory_is_planned_applied_and_undone_like_any_other()
    {
        // Some of it out of memory, some not; and again with all of it changed, so that the log holds what was before.
        static string Pages(string text) => $$"""{ "name": "content", "data": [ {{string.Join(", ", Enumerable.Range(0, 40).Select(i =>
            $$"""{ "ContentItemId": "p{{i}}", "ContentItemVersionId": "v{{i}}", "ContentType": "Page", "DisplayText": "Page {{i}}", "Published": true, "TitlePart": { "Title": "Page {{i}}" }, "HtmlBodyPart": { "Html": "{{text}}{{new string('x', 60_000)}}" } }"""))}} ] }""";

        await _site.ApplyStepsAsync($"{Page}, {Pages("one")}");
        var before = await ItemsAsync();
        var planned = await _site.PlanStepsAsync(Pages("two"));
        var applied = await _site.ApplyStepsAsync(Pages("two"));
        Assert.Equal("40 × ContentItem changed", applied.Summary);
        Assert.Equal(applied.Summary, planned.Summary);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"p{i}"), applied.Changes.Select(change => change.Subject));
        Assert.Contains("onexxx", applied.Changes[39].Before, StringComparison.Ordinal);
        Assert.Contains("twoxxx", applied.Changes[39].After, StringComparison.Ordinal);

        var undone = await _site.Undo.ApplyAsync(applied.RunId!.Value);
        Assert.Equal("40 × ContentItem changed", undone.Outcome.Summary);
        Assert.Equal(before, await ItemsAsync());

        Task<List<string>> ItemsAsync() => _site.ReadAsync(database => database.ContentItems.OrderBy(version => version.Id).Select(version => version.Json).ToListAsync());
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_leaves_no_file()
    {
        await _site.ApplyStepsAsync(Page);
        var before = await _site.FootprintAsync();
        var planned = await _site.PlanStepsAsync("""{ "name": "settings", "SiteName": "Other" }, { "name": "media", "Files": [ { "TargetPath": "a.txt", "Base64": "YQ==" } ] }""");
        Assert.False(planned.Succeeded);
        planned = await _site.PlanStepsAsync("""{ "name": "settings", "SiteName": "Other" }, { "name": "media", "Files": [ { "TargetPath": "a.pdf", "Base64": "JVBERi0xLjQK" } ] }""");
        Assert.True(planned.Succeeded, string.Join('\n', planned.Result.Problems));
        Assert.Equal(2, planned.Changes.Count);
        Assert.Equal(before, await _site.FootprintAsync());
        Assert.Equal("\"Tested\"", (await _site.DocumentAsync(SiteDocumentKinds.SiteSetting, "SiteName"))!.ToJsonString());
    }

    [Fact]
    public async Task A_plan_does_not_wait_for_whoever_writes()
    {
        await _site.ApplyStepsAsync(Page);
        await _site.InScopeAsync(async services =>
        {
            var session = (SiteSession)services.GetService(typeof(SiteSession))!;
            await session.BeginAsync();
            var planned = await _site.PlanStepsAsync("""{ "name": "settings", "SiteName": "Other" }""");
            Assert.Equal(["SiteName"], planned.Changes.Select(change => change.Subject));
            return true;
        });
    }

    [Fact]
    public async Task A_second_run_says_0_changes_and_writes_nothing()
    {
        await _site.ApplyStepsAsync(Page);
        var before = await _site.FootprintAsync();
        var again = await _site.ApplyStepsAsync(Page);
        Assert.True(again.Succeeded);
        Assert.Equal("0 changes", again.Summary);
        Assert.Null(again.RunId);
        Assert.Equal(before, await _site.FootprintAsync());
    }

    [Fact]
    public async Task A_run_is_kept_with_who_and_what_and_its_changes_carry_its_number()
    {
        var outcome = await _site.ApplyStepsAsync(Page);
        var run = await _site.ReadAsync(database => database.Runs.SingleAsync());
        Assert.Equal((outcome.RunId, "Test", "admin", "Recipe"), (run.Id, run.Name, run.Who, run.Kind));
        Assert.Equal(64, run.Hash!.Length);
        var changes = await _site.ReadAsync(database => database.Changes.Where(change => change.RunId == run.Id).ToListAsync());
        Assert.Equal(outcome.Changes.Count, changes.Count);
        Assert.All(changes, change => Assert.Equal("admin", change.Who));
    }

    [Fact]
    public async Task A_plan_can_show_items_before_and_after()
    {
        await _site.ApplyStepsAsync(Page);
        var planned = await _site.PlanStepsAsync(
            """{ "name": "content", "data": [ { "ContentItemId": "p1", "ContentType": "Page", "DisplayText": "Two", "Latest": true, "Published": true } ] }""",
            new RecipeRunRequest { WithItems = true });
        var change = Assert.Single(planned.Changes);
        Assert.Contains("\"DisplayText\":\"One\"", change.Before);
        Assert.Contains("\"DisplayText\":\"Two\"", change.After);
    }

    [Theory]
    [InlineData("""{ "name": "settings", "SiteName": "x" }, { "name": "nosuchstep" }""", "nosuchstep")]
    [InlineData("""{ "name": "settings", "SiteName": "x" }, { "name": "media", "Files": [ { "TargetPath": "a.jpg", "SourcePath": "a.jpg" } ] }""", "a.jpg")]
    [InlineData("""{ "name": "settings", "SiteName": "x" }, { "name": "media", "Files": [ { "TargetPath": "a.pdf", "Base64": "JVBERi0xLjQK" }, { "TargetPath": "../a.pdf", "Base64": "JVBERi0xLjQK" } ] }""", "../a.pdf")]
    [InlineData("""{ "name": "settings", "SiteName": "x" }, { "name": "settings", "PageSize": "[js: while (true) {}]" }""", "PageSize")]
    [InlineData("""{ "name": "settings", "SiteName": "x" }, { "name": "settings", "PageSize": { "a": 1 } }""", "PageSize")]
    [InlineData("""{ "name": "feature", "enable": [ "OrchardCore.Menu" ] }, { "name": "content", "data": [ { "ContentItemId": "p1", "ContentType": "Menu" }, { "ContentItemId": "p2" } ] }""", "data[1].ContentType")]
    [InlineData("""{ "name": "settings", "SiteName": "x" } { "name": "settings" }""", "test.recipe.json:1")]
    public async Task A_recipe_that_fails_changes_nothing_at_all(string steps, string said)
    {
        await _site.ApplyStepsAsync(Page);
        var before = await _site.FootprintAsync();
        var outcome = await _site.ApplyStepsAsync(steps);
        Assert.False(outcome.Succeeded);
        Assert.Empty(outcome.Changes);
        Assert.Contains(outcome.Result.Errors, problem => problem.ToString().Contains(said, StringComparison.Ordinal) && problem.Line > 0);
        Assert.Equal(before, await _site.FootprintAsync());
        Assert.Equal("\"Tested\"", (await _site.DocumentAsync(SiteDocumentKinds.SiteSetting, "SiteName"))!.ToJsonString());
    }

    [Fact]
    public async Task A_refused_attempt_is_kept_with_who_and_what_and_why()
    {
        await _site.ApplyStepsAsync("""{ "name": "settings", "SiteName": "x" }, { "name": "nosuchstep" }""");
        var broken = await _site.ApplyAsync("""{ "name": "Broken", "steps": [ """);
        Assert.Null(broken.RunId);
        var runs = await _site.ReadAsync(database => database.Runs.OrderBy(run => run.Id).ToListAsync());
        Assert.Equal([("Refused", "Test", "admin"), ("Refused", "test", "admin")], runs.Select(run => (run.Kind, run.Name, run.Who)));
        Assert.All(runs, run => Assert.Equal(64, run.Hash!.Length));
        Assert.Contains("nosuchstep", runs[0].Result);
        Assert.Empty(await _site.ReadAsync(database => database.Changes.ToListAsync()));

        await _site.PlanStepsAsync("""{ "name": "nosuchstep" }""");
        Assert.Equal(2, await _site.ReadAsync(database => database.Runs.CountAsync()));
    }

    [Fact]
    public async Task What_uuid_made_it_makes_again_although_the_recipe_has_grown()
    {
        const string one = """{ "ContentItemId": "[js: uuid()]", "ContentType": "Page", "DisplayText": "One", "Latest": true, "Published": true }""";
        const string two = """{ "ContentItemId": "[js: variables('two')]", "ContentType": "Page", "DisplayText": "Two", "Latest": true, "Published": true }""";
        const string unnamed = """{ "ContentType": "Page", "Latest": true, "Published": true }""";
        var first = await _site.ApplyAsync($$"""{ "name": "Ids", "variables": { "two": "[js: uuid() + uuid()]" }, "steps": [ { "name": "content", "data": [ {{unnamed}}, {{one}}, {{two}} ] } ] }""");
        Assert.True(first.Succeeded, string.Join('\n', first.Result.Problems));
        var ids = await _site.ReadAsync(database => database.ContentItems.Select(item => item.ContentItemId).ToListAsync());
        Assert.Equal([26, 26, 52], ids.Select(id => id.Length).Order());
        Assert.NotEqual(ids.Single(id => id.Length == 52)[..26], ids.Single(id => id.Length == 52)[26..]);

        // Another title above, another order, the site's name changed meanwhile: the same items.
        var grown = one.Replace("One", "New", StringComparison.Ordinal);
        var second = await _site.ApplyAsync($$"""
            { "name": "Ids", "variables": { "more": "[js: uuid()]", "two": "[js: uuid() + uuid()]" },
              "steps": [ { "name": "settings", "SiteName": "[js: 'Renamed' + variables('more')]" }, { "name": "content", "data": [ {{unnamed}}, {{grown}}, {{two}}, {{one}} ] } ] }
            """);
        Assert.Equal("1 × SiteSetting created, 1 × ContentItem created", second.Summary);

        // Under another name, or on another site, the same places are other items.
        var other = await _site.ApplyAsync($$"""{ "name": "Others", "steps": [ { "name": "content", "data": [ {{one}} ] } ] }""");
        Assert.Equal("1 × ContentItem created", other.Summary);
        await using var elsewhere = await RecipeSite.CreateAsync();
        await elsewhere.ApplyAsync($$"""{ "name": "Ids", "steps": [ { "name": "content", "data": [ {{one}} ] } ] }""");
        Assert.DoesNotContain(await elsewhere.ReadAsync(database => database.ContentItems.Select(item => item.ContentItemId).SingleAsync()), ids);
    }

    [Fact]
    public async Task What_a_recipe_made_stays_with_whoever_applied_it_first_and_since_when()
    {
        const string item = """
            { "name": "content", "data": [ { "ContentItemId": "own", "ContentType": "Page", "DisplayText": "One", "Latest": true, "Published": true, "CreatedUtc": "[js: new Date()]",
                "Owner": "[js: parameters('AdminUserId')]", "Author": "[js: parameters('AdminUsername')]", "Bag": { "ContentItems": [ { "ContentType": "Page", "Owner": "[js: parameters('AdminUserId')]" } ] } } ] }
            """;
        var admin = await _site.ApplyStepsAsync(item);
        Assert.True(admin.Succeeded, string.Join('\n', admin.Result.Problems));
        var first = await _site.ReadAsync(database => database.ContentItems.SingleAsync());
        Assert.Equal("0 changes", (await _site.ApplyStepsAsync(item, new RecipeRunRequest { Who = "other", UserId = "4other" })).Summary);

        // Changed, it is a new version of the same item, as old as that and of the same owner.
        Assert.Equal("1 × ContentItem changed", (await _site.ApplyStepsAsync(item.Replace("One", "Two", StringComparison.Ordinal), new RecipeRunRequest { Who = "other", UserId = "4other" })).Summary);
        var second = await _site.ReadAsync(database => database.ContentItems.SingleAsync(version => version.Latest));
        Assert.Equal(("Two", first.Owner, first.CreatedUtc), (second.DisplayText, second.Owner, second.CreatedUtc));
    }

    [Fact]
    public async Task A_run_that_is_taken_back_leaves_no_pinned_id()
    {
        const string item = """{ "name": "content", "data": [ { "ContentItemId": "[js: uuid()]", "ContentType": "Page" } ] }""";
        Assert.True((await _site.PlanStepsAsync(item)).Succeeded);
        Assert.False((await _site.ApplyStepsAsync(item + """, { "name": "media", "Files": [ { "TargetPath": "a.jpg", "SourcePath": "a.jpg" } ] }""")).Succeeded);
        Assert.Null(await _site.DocumentAsync(SiteDocumentKinds.RecipeIds, "Seed"));
    }
}
