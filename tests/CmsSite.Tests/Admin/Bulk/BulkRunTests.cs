using System.Net;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Bulk;
using CmsSite.Admin.Contents.List;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Bulk;

/// <summary>One action on many items: in batches, item by item, stopped, gone on with, and taken back.</summary>
[Collection(StructureCollection.Name)]
public class BulkRunTests(AdminSite app)
{
    private BulkJobs Jobs => app.Services.GetRequiredService<BulkJobs>();

    [Fact]
    public async Task Two_thousand_items_are_published_in_small_transactions_and_taken_off_the_site_again()
    {
        await CreateDraftsAsync("twothousand", 2000);
        var work = await app.WorkAsRoleAsync("Administrator");
        var filter = ListFilter.Read(null, "twothousand", "draft", null, null, null);

        var run = await RunAsync(work, Jobs.StartAsync(work, BulkAction.Publish, filter));

        Assert.Equal((BulkState.Finished, 2000, 2000, 0), (run.State, run.Total, run.Done, run.Refused + run.Failed));
        Assert.Equal(80, run.Batches.Count);
        Assert.Equal((0, 2000), (await CountAsync(work, filter), await CountAsync(work, filter with { Status = ItemStatus.Published })));
        var lines = await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Changes.Where(change => change.RunId == run.Id).GroupBy(change => change.WhenUtc).Select(group => group.Count()).ToListAsync());
        Assert.Equal(2000, lines.Sum());
        Assert.All(lines, count => Assert.InRange(count, 1, BulkJobs.BatchSize));

        var undo = await RunAsync(work, Jobs.UndoAsync(work, run.Id));
        Assert.Equal((2000, 2000), (undo.Total, undo.Done));
        Assert.Equal(2000, await CountAsync(work, filter));
        Assert.Equal(undo.Id, (await FindAsync(work, run.Id)).UndoneBy);
        await Assert.ThrowsAsync<RefusedException>(() => Jobs.UndoAsync(work, run.Id));
    }

    [Fact]
    public async Task Batches_follow_each_other_without_a_gap_or_a_repetition_whatever_happens_to_the_items_meanwhile()
    {
        await CreateDraftsAsync("keysets", 7);
        var work = await app.WorkAsRoleAsync("Administrator");
        var filter = ListFilter.Read(null, "keysets", "draft", null, null, null);
        var until = DateTime.UtcNow;
        var seen = new List<string>();
        for (IReadOnlyList<string> batch = []; seen.Count == 0 || batch.Count > 0;)
        {
            batch = await work.DoAsync(scope => scope.Get<ContentList>().NextAsync(scope, filter, seen.LastOrDefault(), until, 3));
            seen.AddRange(batch);
            // They are drafts no longer, and others come.
            await RunAsync(work, Jobs.StartAsync(work, BulkAction.Publish, batch));
            await CreateDraftsAsync("keysets later", 2);
        }

        Assert.Equal((7, 7), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task What_may_not_be_done_is_refused_item_by_item_and_the_rest_is_done()
    {
        var mine = (await app.CreateAsync(A.ContentItem("Page").Titled("Refusals mine"), publish: false)).ContentItemId;
        var incomplete = (await app.CreateAsync((await app.InScopeAsync(services => Task.FromResult(services.GetRequiredService<ContentManager>().New("Article")))).Titled("Refusals without a summary"), publish: false)).ContentItemId;
        var work = await app.WorkAsRoleAsync("Administrator");
        var run = await RunAsync(work, Jobs.StartAsync(work, BulkAction.Publish, [mine, incomplete, "nosuchitem"]));
        Assert.Equal((1, 2), (run.Done, run.Refused));
        var entries = await EntriesAsync(work, run);
        Assert.Equal([BulkOutcome.Done, BulkOutcome.Refused, BulkOutcome.Refused], entries.Select(entry => entry.Outcome));
        Assert.Contains("Summary", entries[1].Message);

        var author = await app.WorkAsRoleAsync("Author");
        var refused = await RunAsync(author, Jobs.StartAsync(author, BulkAction.Delete, [mine]));
        Assert.Equal("You may not delete it", Assert.Single(await EntriesAsync(author, refused)).Message);
        Assert.NotNull(await app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(mine)));
    }

    [Fact]
    public async Task What_was_taken_off_or_deleted_comes_back_with_its_day_and_its_newer_draft()
    {
        var work = await app.WorkAsRoleAsync("Administrator");
        foreach (var action in new[] { BulkAction.Unpublish, BulkAction.Delete })
        {
            var plain = await app.CreateAsync(A.ContentItem("Page").Titled($"Back from {action}"));
            var newer = await app.CreateAsync(A.ContentItem("Page").Titled($"Public before {action}"));
            await app.CreateAsync(newer.Copy().Titled($"Newer before {action}"), publish: false);
            var day = (await VersionAsync(plain, VersionOptions.Published))!.PublishedUtc;

            var run = await RunAsync(work, Jobs.StartAsync(work, action, [plain.ContentItemId, newer.ContentItemId]));
            Assert.Equal(2, run.Done);
            Assert.Null(await VersionAsync(plain, VersionOptions.Published));
            Assert.Null(await VersionAsync(newer, VersionOptions.Published));

            var undo = await RunAsync(work, Jobs.UndoAsync(work, run.Id));
            Assert.All(await EntriesAsync(work, undo), entry => Assert.Equal("is as it was", entry.Message));
            Assert.Equal(day, (await VersionAsync(plain, VersionOptions.Published))!.PublishedUtc);
            Assert.Equal($"Public before {action}", (await VersionAsync(newer, VersionOptions.Published))!.DisplayText);
            Assert.Equal(($"Newer before {action}", false), ((await VersionAsync(newer, VersionOptions.Latest))!.DisplayText, (await VersionAsync(newer, VersionOptions.Latest))!.Published));
        }
    }

    [Fact]
    public async Task An_undo_brings_back_what_was_public_before_and_leaves_alone_what_somebody_changed_since()
    {
        var work = await app.WorkAsRoleAsync("Administrator");
        var revised = await app.CreateAsync(A.ContentItem("Page").Titled("Public at first"));
        await app.CreateAsync(revised.Copy().Titled("Public later"), publish: false);
        var touched = await app.CreateAsync(A.ContentItem("Page").Titled("Touched"), publish: false);
        var run = await RunAsync(work, Jobs.StartAsync(work, BulkAction.Publish, [revised.ContentItemId, touched.ContentItemId]));
        await app.CreateAsync((await VersionAsync(touched, VersionOptions.Latest))!.Copy().Titled("Touched since"));

        var undo = await RunAsync(work, Jobs.UndoAsync(work, run.Id));
        Assert.Equal((1, 1), (undo.Done, undo.Refused));
        Assert.Contains(await EntriesAsync(work, undo), entry => entry is { Title: "Touched", Message: "was changed since, and is left as it is" });
        Assert.Equal(("Public at first", "Public later"), ((await VersionAsync(revised, VersionOptions.Published))!.DisplayText, (await VersionAsync(revised, VersionOptions.Latest))!.DisplayText));
        Assert.Equal("Touched since", (await VersionAsync(touched, VersionOptions.Published))!.DisplayText);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends_between_two_batches_and_what_it_did_can_be_taken_back()
    {
        await CreateDraftsAsync("cancelled", 400);
        var work = await app.WorkAsRoleAsync("Administrator");
        var begun = new TaskCompletionSource();
        Jobs.Changed += Begun;
        var run = await Jobs.StartAsync(work, BulkAction.Publish, ListFilter.Read(null, "cancelled", null, null, null, null));
        await begun.Task;
        await Jobs.CancelAsync(work, run.Id);
        await Jobs.WhenDoneAsync(run.Id);
        Jobs.Changed -= Begun;

        run = await FindAsync(work, run.Id);
        Assert.Equal(BulkState.Cancelled, run.State);
        Assert.InRange(run.Done, 1, 399);
        Assert.Equal(run.Done, (await RunAsync(work, Jobs.UndoAsync(work, run.Id))).Done);

        void Begun(long id) => begun.TrySetResult();
    }

    [Fact]
    public async Task A_run_ends_with_the_sign_in_that_it_came_from()
    {
        await CreateDraftsAsync("signedout", 100);
        var name = $"leaver-{Guid.NewGuid():n}"[..20];
        await app.CreateAccountAsync(name, "Administrator");
        var work = await app.WorkAsync(name);
        var observer = await app.WorkAsRoleAsync("Administrator");
        var run = await work.DoAsync(async scope =>
        {
            var added = await BulkRuns.AddAsync(scope, new BulkRun(scope.UserId, BulkAction.Publish, DateTime.UtcNow) { Filter = ListFilter.Read(null, "signedout", null, null, null, null), Total = 100 });
            await scope.Session.CommitAsync();
            return added;
        });
        await app.InScopeAsync(async services =>
        {
            var users = services.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<CmsUser>>();
            return await users.UpdateSecurityStampAsync((await users.FindByNameAsync(name))!);
        });

        await Assert.ThrowsAsync<RefusedException>(() => Jobs.ContinueAsync(work, run.Id));
        // As it is where the account is switched off while the run goes on.
        await app.InScopeAsync(async services =>
        {
            await BulkRuns.StopAsync(services.GetRequiredService<SiteSession>(), run.Id, "gone");
            return true;
        });
        Assert.Equal((BulkState.Stopped, 0), ((await FindAsync(observer, run.Id)).State, (await FindAsync(observer, run.Id)).Done));
    }

    [Fact]
    public async Task What_a_restart_cut_off_goes_on_where_it_stopped_when_its_user_says_so()
    {
        await CreateDraftsAsync("cutoff", 40);
        var work = await app.WorkAsRoleAsync("Administrator");
        var filter = ListFilter.Read(null, "cutoff", null, null, null, null);
        var run = await work.DoAsync(async scope =>
        {
            var first = await scope.Get<ContentList>().NextAsync(scope, filter, null, DateTime.UtcNow, 10);
            var added = await BulkRuns.AddAsync(scope, new BulkRun(scope.UserId, BulkAction.Publish, DateTime.UtcNow) { Filter = filter, Total = 40, After = first[^1], Done = 10 });
            await scope.Session.CommitAsync();
            return added;
        });
        Assert.False(Jobs.IsRunning(run));
        await Assert.ThrowsAsync<RefusedException>(async () => await Jobs.ContinueAsync(await app.WorkAsRoleAsync("Administrator"), run.Id));
        await Jobs.ContinueAsync(work, run.Id);
        await Jobs.WhenDoneAsync(run.Id);
        Assert.Equal((BulkState.Finished, 40), ((await FindAsync(work, run.Id)).State, (await FindAsync(work, run.Id)).Done));
        Assert.Equal(30, await CountAsync(work, filter with { Status = ItemStatus.Published }));
    }

    [Fact]
    public async Task An_item_that_fails_does_not_hold_up_those_beside_it()
    {
        var fine = (await app.CreateAsync(A.ContentItem("Page").Titled("Beside a broken one"), publish: false)).ContentItemId;
        var broken = (await app.CreateAsync(A.ContentItem("Page").Titled("Broken in the database"), publish: false)).ContentItemId;
        await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().ContentItems.Where(row => row.ContentItemId == broken)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.Json, "{ no json")));
        var work = await app.WorkAsRoleAsync("Administrator");
        var run = await RunAsync(work, Jobs.StartAsync(work, BulkAction.Publish, [broken, fine]));
        Assert.Equal((1, 1), (run.Done, run.Failed));
        Assert.NotNull(await app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(fine)));
        await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().ContentItems.Where(row => row.ContentItemId == broken).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task What_came_of_a_run_is_shown_to_its_user_and_not_to_others()
    {
        var page = await app.CreateAsync(A.ContentItem("Page").Titled("Shown in a run"), publish: false);
        var name = $"runner-{Guid.NewGuid():n}"[..20];
        await app.CreateAccountAsync(name, "Editor");
        var work = await app.WorkAsync(name);
        var run = await RunAsync(work, Jobs.StartAsync(work, BulkAction.Publish, [page.ContentItemId]));

        using var own = await app.SignInAsync(name, AdminSite.Password);
        Assert.Contains("Shown in a run", await own.GetStringAsync($"/Admin/Contents/BulkActions/{run.Id}"));
        Assert.Contains("Publish 1 item", await own.GetStringAsync("/Admin/Contents/ContentItems"));
        using var other = await app.SignInAsync("Author");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/Admin/Contents/BulkActions/{run.Id}")).StatusCode);
        var author = await app.WorkAsRoleAsync("Author");
        await Assert.ThrowsAsync<RefusedException>(() => Jobs.CancelAsync(author, run.Id));
        await Assert.ThrowsAsync<RefusedException>(() => Jobs.UndoAsync(author, run.Id));
    }

    private Task<bool> CreateDraftsAsync(string word, int count) => app.InScopeAsync(async services =>
    {
        var manager = services.GetRequiredService<ContentManager>();
        var session = services.GetRequiredService<SiteSession>();
        session.Who = "somebody";
        for (var i = 0; i < count; i++)
        {
            Assert.Empty(await manager.SaveDraftAsync(A.ContentItem("Page").Titled($"{word} {i}")));
        }

        await session.CommitAsync();
        return true;
    });

    private async Task<BulkRun> RunAsync(AdminWork work, Task<BulkRun> starting)
    {
        var run = await starting;
        await Jobs.WhenDoneAsync(run.Id);
        return await FindAsync(work, run.Id);
    }

    private static async Task<BulkRun> FindAsync(AdminWork work, long id) => (await work.DoAsync(scope => BulkRuns.FindAsync(scope, id)))!;

    private static Task<IReadOnlyList<BulkEntry>> EntriesAsync(AdminWork work, BulkRun run) => work.DoAsync(scope => BulkRuns.EntriesAsync(scope, run, 0, 10));

    private static Task<int> CountAsync(AdminWork work, ListFilter filter) => work.DoAsync(scope => scope.Get<ContentList>().CountAsync(scope, filter));

    private Task<ContentItem?> VersionAsync(ContentItem item, VersionOptions version) => app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(item.ContentItemId, version));
}
