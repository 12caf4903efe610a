using System.Net;
using System.Text;
using CmsSite.Admin.Recipes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Undo;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Recipes;

/// <summary>An import is undone from the dashboard.</summary>
[Collection(StructureCollection.Name)]
public sealed class RecipeUndoTests(AdminSite site)
{
    private RecipeJobs Jobs => site.Services.GetRequiredService<RecipeJobs>();

    [Fact]
    public async Task An_import_is_planned_to_be_undone_and_then_undone_and_its_pages_say_so()
    {
        var run = await ImportedAsync("Undone by hand", Page("recundo0000000000000000000", "To be undone"));
        var job = await EndedAsync(Jobs.PlanUndo(run, "me", "ada"));
        Assert.Equal((RecipeJobState.Planned, "recundo0000000000000000000"), (job.State, Assert.Single(job.Plan!.Changes).Subject));
        Assert.NotNull(await TitleAsync("recundo0000000000000000000"));

        Jobs.Apply(job);
        await EndedAsync(job);

        Assert.Equal(RecipeJobState.Applied, job.State);
        Assert.Null(await TitleAsync("recundo0000000000000000000"));
        using var administrator = await site.SignInAsync(CmsApplication.AdminName, CmsApplication.AdminPassword);
        Assert.Contains($"run {job.Result!.RunId}", await administrator.GetStringAsync($"/Admin/Recipes/Runs/{run.Id}"), StringComparison.Ordinal);
        var undoing = await administrator.GetStringAsync($"/Admin/Recipes/Runs/{job.Result!.RunId}");
        Assert.Contains("was undone", undoing, StringComparison.Ordinal);
        Assert.Contains($"Run {run.Id}", undoing, StringComparison.Ordinal);
        Assert.Contains("undone: 1 ", await administrator.GetStringAsync("/Admin/Recipes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_after_the_plan_is_shown_before_anything_is_undone()
    {
        var run = await ImportedAsync("Undone late", Page("reclate0000000000000000000", "As imported"));
        var job = await EndedAsync(Jobs.PlanUndo(run, "me", "ada"));
        await ImportedAsync("Meanwhile", Page("reclate0000000000000000000", "As somebody left it"));

        Jobs.Apply(job);
        await EndedAsync(job);

        Assert.Equal((RecipeJobState.Planned, "As somebody left it"), (job.State, await TitleAsync("reclate0000000000000000000")));
        Assert.Contains("nothing was undone", job.Said, StringComparison.Ordinal);
        job.Take.Add(Assert.Single(job.Conflicts).Key);
        Jobs.Apply(job);
        await EndedAsync(job);
        Assert.Null(await TitleAsync("reclate0000000000000000000"));
    }

    [Fact]
    public async Task Only_who_may_import_may_undo_and_only_what_they_could_change_themselves()
    {
        await site.CreateRoleAsync("Importer", "AccessAdminPanel", "ManageRecipes", "Import");
        await site.CreateRoleAsync("Runner", "AccessAdminPanel", "ManageRecipes");
        var run = await ImportedAsync("Roles", """{ "name": "Roles", "Roles": [ { "Name": "Undoable", "Permissions": [ "EditContent" ] } ] }""");
        var job = await EndedAsync(Jobs.PlanUndo(run, "importer", "importer"));

        Assert.True(await site.DoAsync("Importer", "importer", (scope, _) => Task.FromResult(RecipeRights.MayUndo(scope))));
        Assert.False(await site.DoAsync("Runner", "runner", (scope, _) => Task.FromResult(RecipeRights.MayUndo(scope))));
        Assert.Equal([("roles and what they may do", 1, false)], await site.DoAsync("Importer", "importer", (scope, _) => Task.FromResult(RecipeRights.Asked(scope, job))));

        await site.CreateAccountAsync("undorunner", "Runner");
        using var runner = await site.SignInAsync("undorunner", AdminSite.Password);
        Assert.DoesNotContain("Undo this import", await runner.GetStringAsync($"/Admin/Recipes/Runs/{run.Id}"), StringComparison.Ordinal);
        using var administrator = await site.SignInAsync(CmsApplication.AdminName, CmsApplication.AdminPassword);
        Assert.Contains("Undo this import", await administrator.GetStringAsync($"/Admin/Recipes/Runs/{run.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_result_of_a_run_is_a_table_for_those_who_may_see_it()
    {
        var run = await ImportedAsync("Table", Page("rectable000000000000000000", "=Dangerous, in a table"));
        using var administrator = await site.SignInAsync(CmsApplication.AdminName, CmsApplication.AdminPassword);

        var table = await administrator.GetAsync($"/Admin/Recipes/Runs/{run.Id}/Result");

        Assert.Equal(("text/csv", $"run-{run.Id}.csv"), (table.Content.Headers.ContentType!.MediaType, table.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        Assert.Equal("Kind,Subject,Title,What\r\nContent item,rectable000000000000000000,\"'=Dangerous, in a table\",created and published\r\n", (await table.Content.ReadAsStringAsync()).TrimStart('\uFEFF'));
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync("/Admin/Recipes/Runs/999999/Result")).StatusCode);
        await site.CreateAccountAsync("undoeditor", "Editor");
        using var editor = await site.SignInAsync("undoeditor", AdminSite.Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync($"/Admin/Recipes/Runs/{run.Id}/Result")).StatusCode);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("99999999999999999999")]
    [InlineData("-1")]
    public async Task A_mistyped_page_of_runs_shows_the_newest(string before)
    {
        using var administrator = await site.SignInAsync(CmsApplication.AdminName, CmsApplication.AdminPassword);

        // The set-up is a run.
        Assert.Contains("Admin/Recipes/Runs/", await administrator.GetStringAsync($"/Admin/Recipes?before={before}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_of_an_import_goes_unless_somebody_has_signed_in_with_it()
    {
        var run = await ImportedAsync("Accounts", $$"""
            { "name": "command", "Commands": [ "createUser /UserName:undoann /Password:\"{{AdminSite.Password}}\" /Email:undoann@example.org /Roles:Author", "createUser /UserName:undobob /Email:undobob@example.org /Password:\"{{AdminSite.Password}}\" /Roles:Author" ] }
            """);
        using var ann = await site.SignInAsync("undoann", AdminSite.Password);

        var undone = await site.Services.GetRequiredService<RecipeUndo>().ApplyAsync(run.Id);

        var conflict = Assert.Single(undone.Conflicts);
        Assert.Equal(("undoann", "somebody has signed in with it"), (conflict.DisplayText, conflict.Reason));
        Assert.Equal((true, false), (await ExistsAsync("undoann"), await ExistsAsync("undobob")));
        var again = await site.Services.GetRequiredService<RecipeUndo>().ApplyAsync(undone.Outcome.RunId!.Value);
        Assert.Contains("does not come back", Assert.Single(again.Outcome.Result.Problems).Message, StringComparison.Ordinal);
        Assert.False(await ExistsAsync("undobob"));
    }

    [Fact]
    public async Task Roles_that_an_import_gave_to_an_account_are_taken_back_and_its_password_stays()
    {
        var id = await site.CreateAccountAsync("undocarl", "Author");
        var run = await ImportedAsync("Promotion", $$"""{ "name": "Users", "Users": [ { "UserName": "undocarl", "UserId": "{{id}}", "Email": "undocarl@example.org", "EmailConfirmed": true, "RoleNames": [ "Editor" ] } ] }""");

        var undone = await site.Services.GetRequiredService<RecipeUndo>().ApplyAsync(run.Id);

        Assert.Equal(SiteChange.UserKind, Assert.Single(undone.Outcome.Changes).Kind);
        Assert.Equal(["Author"], (await site.InScopeAsync(services => services.GetRequiredService<IUserAccounts>().FindByIdAsync(id)))!.Roles);
        using var carl = await site.SignInAsync("undocarl", AdminSite.Password);
    }

    private Task<bool> ExistsAsync(string name) => site.InScopeAsync(async services => await services.GetRequiredService<IUserAccounts>().FindByNameAsync(name) is not null);

    private async Task<Run> ImportedAsync(string name, string steps)
    {
        var recipe = $$"""{ "name": "{{name}}", "steps": [ {{steps}} ] }""";
        var job = await EndedAsync(await Jobs.PlanUploadAsync("upload.recipe.json", target => target.WriteAsync(Encoding.UTF8.GetBytes(recipe)).AsTask(), false, "me", "ada"));
        Assert.True(job.State == RecipeJobState.Planned, string.Join('\n', job.Plan?.Result.Problems.Select(problem => problem.ToString()) ?? [job.Said!]));
        Jobs.Apply(job);
        await EndedAsync(job);
        return await site.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Runs.SingleAsync(run => run.Id == job.Result!.RunId));
    }

    private static async Task<RecipeJob> EndedAsync(RecipeJob job)
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
        Look();
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        job.Changed -= Look;
        return job;
    }

    private Task<string?> TitleAsync(string contentItemId) => site.InScopeAsync(async services => (await services.GetRequiredService<ContentItems>().GetAsync(contentItemId))?.DisplayText);

    private static string Page(string id, string title) => $$"""
        { "name": "content", "data": [ { "ContentItemId": "{{id}}", "ContentType": "Page", "Published": true, "Latest": true, "TitlePart": { "Title": "{{title}}" } } ] }
        """;
}
