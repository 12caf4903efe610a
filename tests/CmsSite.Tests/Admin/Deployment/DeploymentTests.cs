using System.Net;
using CmsSite.Admin.Access;
using CmsSite.Admin.Deployment;
using CmsSite.Content.Deployment;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Tests.Admin.Structure;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Deployment;

/// <summary>Exports and deployment plans in the dashboard: who may, and what comes out.</summary>
[Collection(StructureCollection.Name)]
public sealed class DeploymentTests(AdminSite site)
{
    [Theory]
    [InlineData("Administrator", "/Admin/DeploymentPlan", 200)]
    [InlineData("Administrator", "/Admin/DeploymentPlan/Create", 200)]
    [InlineData("Administrator", "/Admin/DeploymentPlan/Edit?plan=nosuchplan", 404)]
    [InlineData("Administrator", "/Admin/DeploymentPlan/ExportFile/Execute?plan=nosuchplan", 404)]
    [InlineData("Administrator", "/Admin/DeploymentPlan/ExportFile/Execute?steps=nosuchstep", 404)]
    [InlineData("Administrator", "/Admin/DeploymentPlan/ExportFile/Execute?steps=Roles", 200)]
    [InlineData("Administrator", "/Admin/DeploymentPlan/ExportFile/Execute?some=on&items=", 302)]
    [InlineData("Administrator", "/Admin/DeploymentPlan?nothing=1", 200)]
    [InlineData("Sender", "/Admin/DeploymentPlan", 200)]
    [InlineData("Sender", "/Admin/DeploymentPlan/Create", 403)]
    [InlineData("Sender", "/Admin/DeploymentPlan/ExportFile/Execute?steps=Roles", 200)]
    [InlineData("Planner", "/Admin/DeploymentPlan", 200)]
    [InlineData("Planner", "/Admin/DeploymentPlan/Create", 200)]
    [InlineData("Planner", "/Admin/DeploymentPlan/ExportFile/Execute", 403)]
    [InlineData("Editor", "/Admin/DeploymentPlan", 403)]
    [InlineData("Editor", "/Admin/DeploymentPlan/Create", 403)]
    [InlineData("Editor", "/Admin/DeploymentPlan/ExportFile/Execute", 403)]
    [InlineData("Author", "/Admin/DeploymentPlan/ExportFile/Execute?steps=Roles", 403)]
    public async Task Who_gets_where(string role, string address, int status)
    {
        await RolesAsync();
        using var client = await site.SignInAsync(role);
        Assert.Equal(status, (int)(await client.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Nobody_exports_without_an_account()
    {
        using var visitor = site.CreateVisitor();
        var answer = await visitor.GetAsync("/Admin/DeploymentPlan/ExportFile/Execute");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/Login", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_action_refuses_whoever_got_past_the_screen()
    {
        await RolesAsync();
        await site.DoAsync("Sender", "sam", async (scope, _) =>
        {
            await Assert.ThrowsAsync<RefusedException>(() => DeploymentChanges.SaveAsync(scope, "Sneaky", [], null, null));
            await Assert.ThrowsAsync<RefusedException>(() => DeploymentChanges.DeleteAsync(scope, "Sneaky"));
            return true;
        });
    }

    [Fact]
    public async Task The_whole_site_is_one_click_and_a_fresh_site_made_of_it_has_the_article()
    {
        var title = $"Exported {Guid.NewGuid():n}";
        var page = new ContentItem { ContentItemId = RecipeIds.New(), ContentType = "Page", DisplayText = title };
        page.EnsurePart("TitlePart")["Title"] = title;
        await site.CreateAsync(page);
        await RolesAsync();
        using var client = await site.SignInAsync("Sender");
        var answer = await client.GetAsync("/Admin/DeploymentPlan/ExportFile/Execute?comments=on");
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.EndsWith(".zip", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));

        await using var fresh = await Content.Recipes.RecipeSite.CreateAsync();
        using var package = RecipePackage.OpenZip(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), "site.zip");
        var outcome = await fresh.Runner.ApplyAsync(package, new() { Options = new RecipeRunOptions { AllowScripts = false } });
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Result.Problems));
        var there = await fresh.InScopeAsync(async services => await services.GetRequiredService<ContentItems>().GetAsync(page.ContentItemId));
        Assert.Equal(title, there?.DisplayText);
    }

    [Fact]
    public async Task Accounts_are_only_in_it_for_those_who_may_see_them()
    {
        await RolesAsync();
        using var sender = await site.SignInAsync("Sender");
        using var administrator = await site.SignInAsync("Administrator");
        Assert.DoesNotContain("Users", await StepsAsync(sender, "/Admin/DeploymentPlan/ExportFile/Execute"));
        Assert.Contains("Users", await StepsAsync(administrator, "/Admin/DeploymentPlan/ExportFile/Execute"));
        Assert.DoesNotContain("Users", await StepsAsync(sender, "/Admin/DeploymentPlan/ExportFile/Execute?steps=Users&steps=Roles"));
    }

    [Fact]
    public async Task A_plan_is_made_renamed_run_and_deleted_and_not_over_somebody_elses()
    {
        await RolesAsync();
        await As("Planner", scope => DeploymentChanges.SaveAsync(scope, "Weekly", [DeploymentChanges.New("AllRolesDeploymentStep")], null, null));
        Assert.Contains("already", await As("Planner", scope => DeploymentChanges.SaveAsync(scope, "weekly", [], null, null)));
        var seen = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<DeploymentPlans>().Find("Weekly")!.DeepClone()));
        Assert.Null(await As("Planner", scope => DeploymentChanges.SaveAsync(scope, "Daily", [.. DeploymentChanges.Steps(seen), DeploymentChanges.New("ThemesDeploymentStep")], "Weekly", seen)));
        Assert.Contains("meanwhile", await As("Planner", scope => DeploymentChanges.SaveAsync(scope, "Weekly", [], "Weekly", seen)));

        using var client = await site.SignInAsync("Sender");
        Assert.Equal(["themes", "Roles"], await StepsAsync(client, "/Admin/DeploymentPlan/ExportFile/Execute?plan=Daily"));
        Assert.Contains("Daily", await client.GetStringAsync("/Admin/DeploymentPlan"));
        await As("Planner", async scope =>
        {
            await DeploymentChanges.DeleteAsync(scope, "Daily");
            return true;
        });
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/Admin/DeploymentPlan/ExportFile/Execute?plan=Daily")).StatusCode);
    }

    private Task<T> As<T>(string role, Func<AdminScope, Task<T>> work) => site.DoAsync(role, "pat", (scope, _) => work(scope));

    private async Task RolesAsync()
    {
        await site.CreateRoleAsync("Sender", "AccessAdminPanel", "Export");
        await site.CreateRoleAsync("Planner", "AccessAdminPanel", "ManageDeploymentPlan");
    }

    private static async Task<List<string>> StepsAsync(HttpClient client, string address)
    {
        using var package = RecipePackage.OpenZip(new MemoryStream(await client.GetByteArrayAsync(address)), "x.zip");
        return [.. package.Document.Steps.Select(step => step.Name).Distinct()];
    }
}
