using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Admin.Contents.List;
using CmsSite.Admin.Contents.Review;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Scheduling;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>Between who writes and who may publish.</summary>
[Collection(AdminCollection.Name)]
public class ReviewTests(AdminSite app)
{
    [Fact]
    public async Task What_is_submitted_stands_in_the_queue_until_it_is_published()
    {
        var item = await DraftAsync("Reviewed and published");
        await DoAsync("Contributor", (scope, reviews) => reviews.SubmitAsync(scope, item.ContentItemId, "Please look."));
        Assert.Contains(item.ContentItemId, await QueueAsync("Editor", ItemStatus.Review));
        Assert.Empty(await DoAsync("Editor", (scope, reviews) => reviews.ApproveAsync(scope, item.ContentItemId, "Fine.")));
        Assert.DoesNotContain(item.ContentItemId, await QueueAsync("Editor", ItemStatus.Review));
        var thread = await DoAsync("Contributor", (scope, reviews) => reviews.ThreadAsync(scope, item.ContentItemId));
        Assert.Equal([("Fine.", Review.Approved), ("Please look.", Review.Waiting)], thread.Notes.Select(note => (note.Text, note.State!)));
    }

    [Fact]
    public async Task Published_in_any_other_way_it_leaves_the_queue_and_a_later_draft_does_not_bring_it_back()
    {
        var item = await DraftAsync("Published from the list");
        await DoAsync("Contributor", (scope, reviews) => reviews.SubmitAsync(scope, item.ContentItemId, ""));
        await app.CreateAsync(item);
        await app.CreateAsync(item.Copy().Titled("Published from the list, then changed"), publish: false);
        Assert.DoesNotContain(item.ContentItemId, await QueueAsync("Editor", ItemStatus.Review));
    }

    [Fact]
    public async Task Sent_back_it_is_with_its_writer_and_says_why()
    {
        var item = await DraftAsync("Sent back");
        await Assert.ThrowsAsync<RefusedException>(() => DoAsync("Editor", (scope, reviews) => reviews.SendBackAsync(scope, item.ContentItemId, "Not submitted.")));
        await DoAsync("Contributor", (scope, reviews) => reviews.SubmitAsync(scope, item.ContentItemId, ""));
        await Assert.ThrowsAsync<RefusedException>(() => DoAsync("Editor", (scope, reviews) => reviews.SendBackAsync(scope, item.ContentItemId, " ")));
        await DoAsync("Editor", (scope, reviews) => reviews.SendBackAsync(scope, item.ContentItemId, "The date is wrong."));
        Assert.Contains(item.ContentItemId, await QueueAsync("Contributor", ItemStatus.SentBack));
        Assert.DoesNotContain(item.ContentItemId, await QueueAsync("Editor", ItemStatus.Review));
    }

    [Fact]
    public async Task What_had_a_date_does_not_go_public_by_it_once_somebody_changes_it_who_may_not_publish()
    {
        var item = A.ContentItem("Page").Titled("Approved words").With("PublishLaterPart", "ScheduledPublishUtc", "2126-01-01T00:00:00Z");
        item.ContentType = "Article";
        item.Owner = "me";
        await app.CreateAsync(item, publish: false);

        var untouched = await SaveAsync("Contributor", item.Copy(), item);
        Assert.Null(untouched.DroppedPublishUtc);
        var changed = await SaveAsync("Contributor", untouched.Saved.Copy().Titled("Other words"), untouched.Saved);
        Assert.Equal(new DateTime(2126, 1, 1, 0, 0, 0, DateTimeKind.Utc), changed.DroppedPublishUtc);
        Assert.Equal(0, await app.Services.GetRequiredService<ContentSchedule>().RunDueAsync(new DateTime(2126, 1, 2, 0, 0, 0, DateTimeKind.Utc)));
        Assert.Null(await app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(item.ContentItemId)));
        Assert.Contains(item.ContentItemId, await QueueAsync("Editor", ItemStatus.Review));

        // Given a date again by who may, it is out of the queue.
        await SaveAsync("Editor", changed.Saved.Copy().With("PublishLaterPart", "ScheduledPublishUtc", "2126-02-01T00:00:00Z"), changed.Saved);
        Assert.DoesNotContain(item.ContentItemId, await QueueAsync("Editor", ItemStatus.Review));
    }

    [Theory]
    [InlineData("Contributor", true, true, false)]
    [InlineData("Contributor", false, false, false)]
    [InlineData("Author", true, true, true)]
    [InlineData("Author", false, false, false)]
    [InlineData("Editor", false, true, true)]
    [InlineData("Moderator", true, false, false)]
    [InlineData("Nobody", true, false, false)]
    public async Task Who_submits_and_who_decides(string role, bool isOwn, bool maySubmit, bool mayDecide)
    {
        var item = A.ContentItem("Article").Titled("Who decides");
        item.Owner = isOwn ? "me" : "somebody-else";
        await app.CreateAsync(item, publish: false);
        await ExpectAsync(maySubmit, () => DoAsync(role, (scope, reviews) => reviews.ThreadAsync(scope, item.ContentItemId)));
        await ExpectAsync(maySubmit, () => DoAsync(role, (scope, reviews) => reviews.CommentAsync(scope, item.ContentItemId, "Hm.")));
        await ExpectAsync(maySubmit, () => DoAsync(role, (scope, reviews) => reviews.SubmitAsync(scope, item.ContentItemId, "")));
        await DoAsync("Administrator", (scope, reviews) => reviews.SubmitAsync(scope, item.ContentItemId, ""));
        await ExpectAsync(mayDecide, () => DoAsync(role, (scope, reviews) => reviews.SendBackAsync(scope, item.ContentItemId, "No.")));
        await ExpectAsync(mayDecide, () => DoAsync(role, (scope, reviews) => reviews.ApproveAsync(scope, item.ContentItemId, "")));
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

    private async Task<ContentItem> DraftAsync(string title)
    {
        var item = A.ContentItem("Article").Titled(title);
        item.Owner = "me";
        return await app.CreateAsync(item, publish: false);
    }

    private async Task<SaveOutcome.Done> SaveAsync(string role, ContentItem copy, ContentItem seen) => Assert.IsType<SaveOutcome.Done>(await app.DoAsync(role, "me", (scope, services) =>
        services.GetRequiredService<ItemSaving>().SaveAsync(scope, copy, StoredVersion.Of(seen), SaveIntent.Draft, seen)));

    private async Task<IReadOnlyList<string>> QueueAsync(string role, ItemStatus status) => [.. (await app.DoAsync(role, "me", (scope, services) =>
        services.GetRequiredService<ContentList>().PageAsync(scope, ListFilter.Read(null, null, status.ToString(), null, null, null)))).Items.Select(item => item.ContentItemId)];

    private Task<T> DoAsync<T>(string role, Func<AdminScope, Reviews, Task<T>> work) => app.DoAsync(role, "me", (scope, services) => work(scope, services.GetRequiredService<Reviews>()));

    private Task DoAsync(string role, Func<AdminScope, Reviews, Task> work) => app.DoAsync(role, "me", async (scope, services) =>
    {
        await work(scope, services.GetRequiredService<Reviews>());
        return true;
    });
}
