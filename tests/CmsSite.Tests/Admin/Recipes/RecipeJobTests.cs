using System.Net;
using System.Text;
using CmsSite.Admin.Recipes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Recipes;

/// <summary>Recipes from the dashboard: planned, looked at, applied exactly so.</summary>
[Collection(StructureCollection.Name)]
public sealed class RecipeJobTests(AdminSite site)
{
    private RecipeJobs Jobs => site.Services.GetRequiredService<RecipeJobs>();

    [Fact]
    public async Task A_plan_changes_nothing_and_applying_it_does_what_it_said_and_then_there_is_nothing_left()
    {
        var job = await PlannedAsync(Page("recplan0000000000000000000", "By recipe"));
        Assert.Equal(RecipeJobState.Planned, job.State);
        Assert.Equal(("recplan0000000000000000000", ChangeEffect.Created), Assert.Single(job.Plan!.Changes.Where(change => change.Kind == "ContentItem").Select(change => (change.Subject, change.Effect))));
        Assert.Null(await TitleAsync("recplan0000000000000000000"));

        await AppliedAsync(job);
        Assert.Equal(RecipeJobState.Applied, job.State);
        Assert.Equal("By recipe", await TitleAsync("recplan0000000000000000000"));
        Assert.Empty((await PlannedAsync(Page("recplan0000000000000000000", "By recipe"))).Plan!.Changes);
    }

    [Fact]
    public async Task What_would_be_different_by_now_is_not_applied_but_shown()
    {
        var recipe = Page("recstale000000000000000000", "As planned");
        var job = await PlannedAsync(recipe);
        await AppliedAsync(await PlannedAsync(Page("recstale000000000000000000", "Meanwhile")));

        await AppliedAsync(job);

        Assert.Equal((RecipeJobState.Planned, "Meanwhile"), (job.State, await TitleAsync("recstale000000000000000000")));
        Assert.Contains("has changed since", job.Said, StringComparison.Ordinal);
        Assert.Equal(ChangeEffect.Changed, Assert.Single(job.Plan!.Changes).Effect);
        await AppliedAsync(job);
        Assert.Equal("As planned", await TitleAsync("recstale000000000000000000"));
    }

    [Fact]
    public async Task A_broken_recipe_is_refused_with_the_place_and_leaves_nothing()
    {
        var job = await PlannedAsync("""
            { "name": "Broken", "steps": [
              { "name": "content", "data": [ { "ContentItemId": "recbroken00000000000000000", "ContentType": "Page", "Published": true, "Latest": true, "TitlePart": { "Title": "Half" } } ] },
              { "name": "contnet" } ] }
            """);

        Assert.Equal(RecipeJobState.Refused, job.State);
        var error = Assert.Single(job.Plan!.Result.Errors);
        Assert.Equal((3, "steps[1].name"), (error.Line, error.Path));
        Assert.Contains("content", error.Hint, StringComparison.Ordinal);
        Assert.Null(await TitleAsync("recbroken00000000000000000"));
    }

    [Theory]
    [InlineData("", RecipeJobState.Refused)]
    [InlineData("{ \"name\": ", RecipeJobState.Refused)]
    [InlineData("PK\u0003\u0004 no zip at all", RecipeJobState.Refused)]
    public async Task What_is_no_recipe_is_refused(string text, RecipeJobState state) => Assert.Equal(state, (await PlannedAsync(text)).State);

    [Fact]
    public async Task What_is_no_archive_is_refused_in_words()
    {
        var job = await PlannedAsync("no zip at all", "evil/../../name.zip");

        Assert.Equal((RecipeJobState.Refused, "name.zip"), (job.State, job.Title));
        Assert.Contains("Nothing was changed", job.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_of_what_was_uploaded_run_only_when_that_was_allowed()
    {
        var recipe = Page("recscript00000000000000000", "[js: 'made ' + 'by script']");
        var job = await PlannedAsync(recipe);
        Assert.Equal(RecipeJobState.Refused, job.State);

        job.AllowsScripts = true;
        await EndedAsync(job, () => Jobs.PlanAgain(job));
        await AppliedAsync(job);

        Assert.Equal("made by script", await TitleAsync("recscript00000000000000000"));
    }

    [Fact]
    public async Task A_job_is_known_to_whoever_began_it_alone()
    {
        var job = await PlannedAsync(Page("recowner000000000000000000", "Mine"));

        Assert.Same(job, Jobs.Find(job.Id, "me"));
        Assert.Null(Jobs.Find(job.Id, "somebody else"));
        Assert.Null(Jobs.Find("no such job", "me"));
    }

    [Fact]
    public async Task Whoever_may_run_recipes_gives_nobody_more_than_they_could_give_themselves()
    {
        await site.CreateRoleAsync("Cook", "AccessAdminPanel", "ManageRecipes", "Import");
        var job = await PlannedAsync("""{ "name": "Lift", "steps": [ { "name": "Roles", "Roles": [ { "Name": "Cook", "Permissions": [ "SiteOwner" ] } ] } ] }""");

        var (asCook, asAdministrator) = await site.DoAsync("Cook", "cook", async (cook, _) =>
            (RecipeRights.Asked(cook, job.Plan!.Changes), await site.DoAsync("Administrator", "ada", (administrator, _) => Task.FromResult(RecipeRights.Asked(administrator, job.Plan!.Changes)))));

        Assert.Equal([("roles and what they may do", 1, false)], asCook);
        Assert.Equal([("roles and what they may do", 1, true)], asAdministrator);
    }

    [Fact]
    public async Task A_run_has_a_page_that_says_what_came_of_it()
    {
        await AppliedAsync(await PlannedAsync(Page("recrun00000000000000000000", "Listed")));
        var run = await site.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Runs.Where(run => run.Name == "Made for a test").OrderByDescending(run => run.Id).FirstAsync());
        using var administrator = await site.SignInAsync(CmsApplication.AdminName, CmsApplication.AdminPassword);

        Assert.Contains("ContentItem created", await administrator.GetStringAsync($"/Admin/Recipes/Runs/{run.Id}"), StringComparison.Ordinal);
        Assert.Contains("Made for a test", await administrator.GetStringAsync("/Admin/Recipes"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync("/Admin/Recipes/Runs/999999999")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync("/Admin/Recipes/Plan/0123")).StatusCode);
    }

    private async Task<RecipeJob> PlannedAsync(string recipe, string fileName = "upload.recipe.json")
    {
        var job = await Jobs.PlanUploadAsync(fileName, target => target.WriteAsync(Encoding.UTF8.GetBytes(recipe)).AsTask(), false, "me", "ada");
        await EndedAsync(job, () => { });
        return job;
    }

    private async Task AppliedAsync(RecipeJob job)
    {
        Assert.Equal(RecipeJobState.Planned, job.State);
        await EndedAsync(job, () => Jobs.Apply(job));
    }

    private static async Task EndedAsync(RecipeJob job, Action begin)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (job.State is not (RecipeJobState.Planning or RecipeJobState.Applying))
            {
                ended.TrySetResult();
            }
        }

        job.Changed += Look;
        begin();
        Look();
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        job.Changed -= Look;
    }

    private Task<string?> TitleAsync(string contentItemId) => site.InScopeAsync(async services => (await services.GetRequiredService<ContentItems>().GetAsync(contentItemId))?.DisplayText);

    private static string Page(string id, string title) => $$"""
        { "name": "Made for a test", "steps": [ { "name": "content", "data": [
          { "ContentItemId": "{{id}}", "ContentType": "Page", "Published": true, "Latest": true, "TitlePart": { "Title": "{{title}}" } } ] } ] }
        """;
}
