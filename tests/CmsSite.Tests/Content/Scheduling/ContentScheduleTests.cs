using CmsSite.Content.Scheduling;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Scheduling;

public sealed class SqliteContentScheduleTests() : ContentScheduleContract(DatabaseOptions.Sqlite);

public sealed class PostgresContentScheduleTests() : ContentScheduleContract(DatabaseOptions.Postgres);

/// <summary>What is published and archived by itself, on each database.</summary>
public abstract class ContentScheduleContract(string provider)
{
    private static readonly DateTime _due = new(2026, 3, 1, 18, 0, 0, DateTimeKind.Utc);

    [SkippableFact]
    public async Task A_draft_is_published_when_it_is_due_and_once()
    {
        await using var site = await SiteAsync();
        await DraftAsync(site, "later", _due);
        var schedule = site.Services.GetRequiredService<ContentSchedule>();
        Assert.Equal(_due, await schedule.NextDueAsync());
        Assert.Equal(0, await schedule.RunDueAsync(_due.AddSeconds(-1)));
        site.Clock.Now = _due;
        Assert.Equal(1, await schedule.RunDueAsync(_due));
        Assert.Equal(0, await schedule.RunDueAsync(_due.AddDays(1)));
        Assert.Null(await schedule.NextDueAsync());

        await using var scope = site.Open();
        var item = await scope.PublishedAsync("later");
        Assert.Equal(("ada", _due), (item.Author, item.PublishedUtc));
        Assert.Null(item.Content["PublishLaterPart"]!["ScheduledPublishUtc"]);
        Assert.Equal(2, await scope.Database.Changes.CountAsync(change => change.Kind == SiteChange.ContentItemKind));
    }

    [SkippableFact]
    public async Task Two_nodes_that_see_it_due_at_once_publish_it_once()
    {
        await using var site = await SiteAsync();
        for (var i = 0; i < 5; i++)
        {
            await DraftAsync(site, $"later{i}", _due);
        }

        var nodes = Enumerable.Range(0, 4).Select(_ => ActivatorUtilities.CreateInstance<ContentSchedule>(site.Services)).ToList();
        var counts = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.RunDueAsync(_due))));
        Assert.Equal(5, counts.Sum());
        await using var scope = site.Open();
        Assert.Equal(5, await scope.Database.ContentItems.CountAsync(item => item.Published));
        Assert.Equal(5, await scope.Database.ContentItems.CountAsync());
    }

    [SkippableFact]
    public async Task A_published_item_is_taken_off_when_it_is_due_and_its_date_is_gone()
    {
        await using var site = await SiteAsync();
        await site.PublishAsync($$"""{"ContentItemId":"brief","ContentType":"Event","TitlePart":{"Title":"Brief"},"ArchiveLaterPart":{"ScheduledArchiveUtc":"{{_due:O}}"} }""");
        var schedule = site.Services.GetRequiredService<ContentSchedule>();
        Assert.Equal(1, await schedule.RunDueAsync(_due));
        await using var scope = site.Open();
        Assert.Null(await scope.Items.GetAsync("brief"));
        Assert.Null((await scope.LatestAsync("brief")).Content["ArchiveLaterPart"]!["ScheduledArchiveUtc"]);
        Assert.Equal(0, await schedule.RunDueAsync(_due.AddDays(1)));
    }

    [SkippableFact]
    public async Task What_is_not_complete_stays_a_draft_and_holds_up_nobody()
    {
        await using var site = await SiteAsync();
        await DraftAsync(site, "", _due, id: "untitled");
        await DraftAsync(site, "fine", _due.AddMinutes(1));
        var schedule = site.Services.GetRequiredService<ContentSchedule>();
        Assert.Equal(1, await schedule.RunDueAsync(_due.AddMinutes(1)));
        Assert.Null(await schedule.NextDueAsync());
        await site.CommitAsync(async scope =>
        {
            var draft = await scope.LatestAsync("untitled");
            Assert.False(draft.Published);
            draft.Content["TitlePart"]!["Title"] = "Titled";
            await scope.Manager.SaveDraftAsync(draft);
        });
        Assert.Equal(1, await schedule.RunDueAsync(_due.AddMinutes(12)));
    }

    [SkippableFact]
    public async Task Published_by_hand_it_is_no_longer_due()
    {
        await using var site = await SiteAsync();
        await DraftAsync(site, "hand", _due);
        await site.CommitAsync(scope => scope.Manager.PublishDraftAsync("hand"));
        Assert.Null(await site.Services.GetRequiredService<ContentSchedule>().NextDueAsync());
    }

    [SkippableFact]
    public async Task The_loop_does_what_is_due_and_ends_when_told()
    {
        await using var site = await SiteAsync();
        site.Clock.Now = _due;
        var loop = site.Services.GetRequiredService<ContentSchedule>();
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => loop.RunAsync(stop.Token));
        // The commit wakes it; its own commit wakes us.
        var signal = site.Services.GetRequiredService<ChangeSignal>();
        var published = new TaskCompletionSource();
        signal.Changed += changes =>
        {
            if (changes.Any(change => ItemState.Parse(change.After)?.Published is not null))
            {
                published.TrySetResult();
            }
        };
        await DraftAsync(site, "now", _due.AddHours(-1));
        await published.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        // Told while it works it ends by an exception, told while it waits by itself.
        await Task.WhenAny(running).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(running.IsFaulted, running.Exception?.ToString());
    }

    private async Task<TestSite> SiteAsync()
    {
        var site = await TestSite.CreateAsync(provider);
        await site.DefineAsync("Event", """{"TitlePart":{"Settings":{"TitlePartSettings":{"Options":3}}},"PublishLaterPart":{},"ArchiveLaterPart":{}}""");
        return site;
    }

    private static Task DraftAsync(TestSite site, string title, DateTime due, string? id = null) => site.CommitAsync(async scope =>
    {
        scope.Session.Who = "ada";
        var item = scope.Item($$"""{"ContentItemId":"{{id ?? title}}","ContentType":"Event","TitlePart":{"Title":"{{title}}"},"PublishLaterPart":{"ScheduledPublishUtc":"{{due:O}}"} }""");
        Assert.Empty(await scope.Manager.SaveDraftAsync(item));
    });
}
