using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CmsSite.Tests.Web;

/// <summary>What was to happen while no program ran happens when one runs again, and once.</summary>
[Collection(WebCollection.Name)]
public sealed class ScheduleRestartTests
{
    [Fact]
    public async Task What_became_due_while_the_site_was_down_is_done_when_it_is_up_again()
    {
        using var before = new Resting();
        var due = DateTime.UtcNow.AddMinutes(-5).ToString("O");
        var late = await before.CreateAsync(Story("Late edition", "PublishLaterPart", "ScheduledPublishUtc", due), publish: false);
        var old = await before.CreateAsync(Story("Old edition", "ArchiveLaterPart", "ScheduledArchiveUtc", DateTime.UtcNow.AddSeconds(2).ToString("O")));
        Assert.Equal(HttpStatusCode.NotFound, (await before.CreateClient().GetAsync("/stories/late-edition")).StatusCode);
        await before.Services.GetRequiredService<IHost>().StopAsync();

        using var after = new Again(before.AppData);
        using var visitor = after.CreateClient();
        await UntilAsync(visitor, "/stories/late-edition", HttpStatusCode.OK);
        await UntilAsync(visitor, "/stories/old-edition", HttpStatusCode.NotFound);
        var changes = await after.InScopeAsync(services => Task.FromResult(services.GetRequiredService<CmsDbContext>().Changes
            .Where(change => change.Kind == SiteChange.ContentItemKind && (change.Subject == late.ContentItemId || change.Subject == old.ContentItemId))
            .Select(change => change.Subject).ToList()));
        Assert.Equal((2, 2), (changes.Count(subject => subject == late.ContentItemId), changes.Count(subject => subject == old.ContentItemId)));
    }

    private static ContentItem Story(string title, string part, string property, string date) => new()
    {
        ContentItemId = RecipeIds.New(),
        ContentType = "Story",
        Content = new JsonObject { ["TitlePart"] = new JsonObject { ["Title"] = title }, ["AutoroutePart"] = new JsonObject(), [part] = new JsonObject { [property] = date } },
    };

    private static async Task UntilAsync(HttpClient visitor, string path, HttpStatusCode status)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        HttpStatusCode got;
        while ((got = (await visitor.GetAsync(path)).StatusCode) != status)
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), $"{path} still answers {got}.");
        }
    }

    private sealed class Resting : CmsApplication
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:BackgroundWork", "false")];
    }

    private sealed class Again(string appData) : CmsApplication
    {
        protected override string? Recipe => null;

        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:AppData", appData)];
    }
}
