using System.Text;
using CmsSite.Admin.Recipes;
using CmsSite.Content.Recipes.Conversion;
using CmsSite.Tests.Web.Conversion;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Recipes;

/// <summary>Exports of other systems in the dashboard: converted, read about, planned like any recipe.</summary>
[Collection(StructureCollection.Name)]
public sealed class ConversionJobTests(AdminSite site)
{
    private ConversionJobs Jobs => site.Services.GetRequiredService<ConversionJobs>();

    [Fact]
    public async Task An_export_is_converted_and_then_planned_and_nothing_is_changed_by_either()
    {
        var job = await EndedAsync(await BeginAsync(await File.ReadAllTextAsync(ConversionSite.Sample("harbour.wordpress.xml"))));

        Assert.True(job.State == ConversionJobState.Converted, job.Said);
        Assert.Equal(("Harbour Notes", 7, 2), (job.Report!.Site, job.Report.Articles, job.Report.Pages));
        var plan = await Jobs.PlanAsync(job);
        await WaitAsync(() => plan.State != RecipeJobState.Planning, changed => plan.Changed += changed);
        Assert.True(plan.State == RecipeJobState.Planned, plan.Said ?? string.Join("; ", plan.Plan!.Result.Errors));
        Assert.False(plan.AllowsScripts);
        Assert.Contains(plan.Plan!.Changes, change => change.DisplayText == "The splice");
        using var visitor = site.CreateClient();
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await visitor.GetAsync("/articles/the-splice")).StatusCode);
    }

    [Fact]
    public async Task What_is_no_export_is_refused_with_its_place_under_its_own_name()
    {
        var job = await EndedAsync(await BeginAsync("<rss>\n<channel>\n<item></broken>"));

        Assert.Equal(ConversionJobState.Refused, job.State);
        Assert.Contains("mine.xml:3:9", job.Said, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Jobs.PlanAsync(job));
    }

    [Fact]
    public async Task A_conversion_is_its_owners()
    {
        var job = await EndedAsync(await BeginAsync("nothing"));

        Assert.Same(job, Jobs.Find(job.Id, "me"));
        Assert.Null(Jobs.Find(job.Id, "somebody else"));
    }

    private Task<ConversionJob> BeginAsync(string text) =>
        Jobs.BeginAsync("../mine.xml", target => target.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask(), new ConversionOptions(), "me", "ada");

    private static async Task<ConversionJob> EndedAsync(ConversionJob job)
    {
        await WaitAsync(() => job.State != ConversionJobState.Converting, changed => job.Changed += changed);
        return job;
    }

    private static async Task WaitAsync(Func<bool> isDone, Action<Action> listen)
    {
        var done = new TaskCompletionSource();
        listen(() =>
        {
            if (isDone())
            {
                done.TrySetResult();
            }
        });
        if (!isDone())
        {
            await done.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }
    }
}
