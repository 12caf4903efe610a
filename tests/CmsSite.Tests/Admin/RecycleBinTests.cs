using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.RecycleBin;
using CmsSite.Content.Items;
using CmsSite.Content.RecycleBin;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>What was deleted comes back as a draft, or goes for good.</summary>
[Collection(AdminCollection.Name)]
public class RecycleBinTests(AdminSite app)
{
    [Fact]
    public async Task A_deleted_item_is_found_in_the_bin_and_comes_back_as_a_draft()
    {
        var item = await app.CreateAsync(A.ContentItem("Article").Titled("Thrown away 100%").With("PublishLaterPart", "ScheduledPublishUtc", "2001-01-01T00:00:00Z"), publish: false);
        await DeleteAsync(item);
        Assert.Equal([item.ContentItemId], (await PageAsync("AWAY 100%")).Items.Select(row => row.ContentItemId));
        await DoAsync("Editor", "me", (scope, bin) => bin.RestoreAsync(scope, item.ContentItemId));
        Assert.Empty((await PageAsync("AWAY 100%")).Items);
        var latest = await app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(item.ContentItemId, VersionOptions.Latest));
        Assert.False(latest!.Published);
        Assert.Null(latest.Text("PublishLaterPart", "ScheduledPublishUtc"));
    }

    [Fact]
    public async Task What_came_back_in_another_way_is_not_in_the_bin_and_not_cleaned_away()
    {
        var item = await app.CreateAsync(A.ContentItem("Page").Titled("Back by itself"));
        await DeleteAsync(item);
        await app.CreateAsync(item, publish: false);
        Assert.Empty((await PageAsync("Back by itself")).Items);
        await LongAgoAsync(item);
        await app.Services.GetRequiredService<RecycleBinCleaning>().CleanAsync();
        Assert.True(await ExistsAsync(item));
        Assert.False(await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().DeletedItems.AnyAsync(row => row.ContentItemId == item.ContentItemId)));
    }

    [Fact]
    public async Task After_its_days_an_item_is_gone_with_its_versions_and_what_the_log_knew_of_its_text()
    {
        var old = await app.CreateAsync(A.ContentItem("Page").Titled("Long gone"), publish: false);
        await app.CreateAsync(old.Titled("Long gone, changed"), publish: false);
        var fresh = await app.CreateAsync(A.ContentItem("Page").Titled("Just gone"), publish: false);
        await DeleteAsync(old);
        await DeleteAsync(fresh);
        await LongAgoAsync(old);
        Assert.True(await app.Services.GetRequiredService<RecycleBinCleaning>().CleanAsync() >= 1);
        Assert.False(await ExistsAsync(old));
        Assert.True(await ExistsAsync(fresh));
        var log = await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Changes.Where(change => change.Subject == old.ContentItemId).ToListAsync());
        Assert.Contains(log, change => change.Kind == SiteChange.DeletedItemKind);
        Assert.All(log, change => Assert.DoesNotContain("TitlePart", change.Before + change.After));
    }

    [Fact]
    public async Task Pages_of_the_bin_follow_each_other_also_where_all_went_at_once()
    {
        var word = $"atonce{Guid.NewGuid():n}"[..14];
        for (var i = 0; i < 5; i++)
        {
            await DeleteAsync(await app.CreateAsync(A.ContentItem("Page").Titled($"{word} {i}"), publish: false));
        }

        await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().DeletedItems.Where(row => row.DisplayText!.StartsWith(word))
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.DeletedUtc, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc))));
        var seen = new List<string?>();
        for (string? after = ""; after is not null;)
        {
            var page = await PageAsync(word, after, 2);
            seen.AddRange(page.Items.Select(row => row.DisplayText));
            after = page.Next;
        }

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
    }

    [Theory]
    [InlineData("Editor", false, true, true)]
    [InlineData("Author", true, true, false)]
    [InlineData("Author", false, false, false)]
    [InlineData("Contributor", true, false, false)]
    [InlineData("Moderator", true, false, false)]
    public async Task Who_may_bring_back_and_who_may_delete_for_good(string role, bool isOwn, bool mayRestore, bool mayDelete)
    {
        async Task<ContentItem> Deleted()
        {
            var item = A.ContentItem("Article").Titled($"Bin of {role}");
            item.Owner = isOwn ? "me" : "somebody-else";
            await app.CreateAsync(item, publish: false);
            await DeleteAsync(item);
            return item;
        }

        var (one, other) = (await Deleted(), await Deleted());
        var page = await app.DoAsync(role, "me", (scope, services) => services.GetRequiredService<BinList>().PageAsync(scope, $"Bin of {role}", null));
        Assert.Equal(mayRestore, page.Items.Count > 0);
        await ExpectAsync(mayRestore, () => DoAsync(role, "me", (scope, bin) => bin.RestoreAsync(scope, one.ContentItemId)));
        await ExpectAsync(mayDelete, () => DoAsync(role, "me", (scope, bin) => bin.DeleteForGoodAsync(scope, other.ContentItemId)));
        Assert.Equal(!mayDelete, await ExistsAsync(other));
    }

    private static async Task ExpectAsync(bool may, Func<Task> action)
    {
        if (may)
        {
            await action();
        }
        else
        {
            await Assert.ThrowsAsync<RefusedException>(action);
        }
    }

    private Task DeleteAsync(ContentItem item) => app.InScopeAsync(async services =>
    {
        Assert.True(await services.GetRequiredService<ContentManager>().RemoveAsync(item.ContentItemId));
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });

    private Task LongAgoAsync(ContentItem item) => app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().DeletedItems.Where(row => row.ContentItemId == item.ContentItemId)
        .ExecuteUpdateAsync(row => row.SetProperty(r => r.DeletedUtc, DateTime.UtcNow.AddDays(-91))));

    private Task<bool> ExistsAsync(ContentItem item) => app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().ContentItems.AnyAsync(row => row.ContentItemId == item.ContentItemId));

    private Task<BinPage> PageAsync(string text, string? after = null, int size = 50) =>
        app.DoAsync("Administrator", "me", (scope, services) => services.GetRequiredService<BinList>().PageAsync(scope, text, after, size));

    private Task DoAsync(string role, string id, Func<AdminScope, BinList, Task> work) => app.DoAsync(role, id, async (scope, services) =>
    {
        await work(scope, services.GetRequiredService<BinList>());
        return true;
    });
}
