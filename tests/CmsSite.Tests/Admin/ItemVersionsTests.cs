using System.Net;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Versions;
using CmsSite.Content.Items;
using CmsSite.Content.Versions;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>The history of an item: which versions are kept, what differs between them, and going back.</summary>
[Collection(AdminCollection.Name)]
public class ItemVersionsTests(AdminSite app)
{
    [Fact]
    public async Task One_sitting_of_one_writer_is_one_version_and_the_next_writers_another()
    {
        var item = A.ContentItem("Article").Titled("a");
        await SaveAsync(item, "ada");
        await SaveAsync(item.Titled("ab"), "ada");
        await SaveAsync(item.Titled("abc"), "ada");
        Assert.Equal(["abc"], await TitlesAsync(item));
        await SaveAsync(item.Titled("abcd"), "ben");
        Assert.Equal(["abcd", "abc"], await TitlesAsync(item));
    }

    [Fact]
    public async Task A_pause_ends_a_sitting()
    {
        var item = A.ContentItem("Article").Titled("before lunch");
        await SaveAsync(item, "ada");
        await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().ContentItems.Where(row => row.ContentItemId == item.ContentItemId)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.ModifiedUtc, DateTime.UtcNow.AddMinutes(-31))));
        await SaveAsync(item.Titled("after lunch"), "ada");
        Assert.Equal(["after lunch", "before lunch"], await TitlesAsync(item));
    }

    [Fact]
    public async Task A_version_is_restored_as_a_draft_and_the_draft_before_can_be_had_back()
    {
        var item = A.ContentItem("Article").Titled("first").With("PublishLaterPart", "ScheduledPublishUtc", "2001-01-01T00:00:00Z");
        await SaveAsync(item, "ada");
        var first = item.ContentItemVersionId!;
        await SaveAsync(item.Titled("second"), "ben");
        var restored = await DoAsync((scope, versions) => versions.RestoreAsync(scope, item.ContentItemId, first));
        var latest = await LatestAsync(item);
        Assert.Equal("first", latest.DisplayText);
        // A date of then must not publish it now.
        Assert.Null(latest.Text("PublishLaterPart", "ScheduledPublishUtc"));
        Assert.Equal(["first", "second", "first"], await TitlesAsync(item));
        await DoAsync(async (scope, versions) => { await versions.UndoAsync(scope, item.ContentItemId, restored); return true; });
        Assert.Equal("second", (await LatestAsync(item)).DisplayText);
    }

    [Fact]
    public async Task Restoring_beside_a_published_version_leaves_what_visitors_see_and_undo_leaves_no_draft()
    {
        var item = await app.CreateAsync(A.ContentItem("Page").Titled("Visible one"));
        var first = item.ContentItemVersionId!;
        await app.CreateAsync(item.Copy().Titled("Visible two"));
        var restored = await DoAsync((scope, versions) => versions.RestoreAsync(scope, item.ContentItemId, first));
        Assert.Equal("Visible two", (await app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(item.ContentItemId)))!.DisplayText);
        Assert.Equal("Visible one", (await LatestAsync(item)).DisplayText);
        await DoAsync(async (scope, versions) => { await versions.UndoAsync(scope, item.ContentItemId, restored); return true; });
        Assert.True((await LatestAsync(item)).Published);
    }

    [Fact]
    public async Task Text_is_compared_by_words_and_everything_else_as_what_it_was_and_is()
    {
        var author = await app.CreateAsync(A.ContentItem("AuthorProfile").Titled("Ines Marlow"), publish: false);
        var item = A.ContentItem("Article").Titled("Tides").Saying("<p>The tide is low.</p>");
        await SaveAsync(item, "ada");
        item.Saying("<p>The tide is <em>high</em>.</p>").EnsurePart("Article")["Author"] = new System.Text.Json.Nodes.JsonObject { ["ContentItemIds"] = new System.Text.Json.Nodes.JsonArray(author.ContentItemId) };
        item.EnsurePart("Article")["Image"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "Paths": ["a/b.jpg"], "MediaTexts": ["A pier"] }""");
        await SaveAsync(item, "ben");

        var changes = (await DoAsync((scope, versions) => versions.CompareAsync(scope, item.ContentItemId, null, null)))!.Changes;
        var text = Assert.Single(changes, change => change.Label == "Text");
        Assert.Contains(new DiffPiece(DiffKind.Removed, "low"), text.Pieces!);
        Assert.Contains(new DiffPiece(DiffKind.Added, "high"), text.Pieces!);
        Assert.Contains(changes, change => change is { Pieces: null, Old: "", New: "Ines Marlow" });
        Assert.Contains(changes, change => change.New == "a/b.jpg (“A pier”)");
        Assert.Equal(3, changes.Count);
    }

    [Fact]
    public async Task Pages_of_a_history_follow_each_other()
    {
        var item = A.ContentItem("Article");
        for (var i = 0; i < 5; i++)
        {
            await SaveAsync(item.Titled($"v{i}"), $"writer {i}");
        }

        var first = await DoAsync((scope, versions) => versions.PageAsync(scope, item.ContentItemId, null, 3));
        var second = await DoAsync((scope, versions) => versions.PageAsync(scope, item.ContentItemId, first.Before, 3));
        Assert.Equal(["v4", "v3", "v2", "v1", "v0"], first.Versions.Concat(second.Versions).Select(version => version.Title));
        Assert.Null(second.Before);
    }

    [Theory]
    [InlineData("Editor", false, 200)]
    [InlineData("Author", true, 200)]
    [InlineData("Author", false, 403)]
    [InlineData("Contributor", true, 200)]
    [InlineData("Contributor", false, 403)]
    [InlineData("Moderator", false, 403)]
    [InlineData("Nobody", false, 403)]
    public async Task Whoever_may_edit_sees_the_history_and_goes_back_in_it(string role, bool isOwn, int status)
    {
        var name = $"{role}-{Guid.NewGuid():n}"[..20];
        var id = await app.CreateAccountAsync(name, role);
        var item = A.ContentItem("Article").Titled("Whose history");
        item.Owner = isOwn ? id : "somebody-else";
        await SaveAsync(item, "ada");
        using var client = await app.SignInAsync(name, AdminSite.Password);
        var response = await client.GetAsync($"/Admin/Contents/ContentItems/{item.ContentItemId}/Versions");
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200, (await response.Content.ReadAsStringAsync()).Contains("Whose history"));
        var restoring = app.DoAsync(role, id, (scope, services) => services.GetRequiredService<ItemVersions>().RestoreAsync(scope, item.ContentItemId, item.ContentItemVersionId!));
        if (status == 200)
        {
            await restoring;
        }
        else
        {
            await Assert.ThrowsAsync<RefusedException>(() => restoring);
        }
    }

    [Fact]
    public async Task Another_items_version_is_not_restored_over_this_one()
    {
        var (mine, theirs) = (A.ContentItem("Article").Titled("Mine"), A.ContentItem("Article").Titled("Theirs"));
        await SaveAsync(mine, "ada");
        await SaveAsync(theirs, "ada");
        await Assert.ThrowsAsync<RefusedException>(() => DoAsync((scope, versions) => versions.RestoreAsync(scope, mine.ContentItemId, theirs.ContentItemVersionId!)));
    }

    private Task<T> DoAsync<T>(Func<AdminScope, ItemVersions, Task<T>> work) => app.DoAsync("Editor", "me", (scope, services) => work(scope, services.GetRequiredService<ItemVersions>()));

    private async Task SaveAsync(ContentItem item, string who) => await app.InScopeAsync(async services =>
    {
        services.GetRequiredService<SiteSession>().Who = who;
        Assert.Empty(await services.GetRequiredService<ContentManager>().SaveDraftAsync(item));
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });

    private async Task<IReadOnlyList<string?>> TitlesAsync(ContentItem item) =>
        [.. (await DoAsync((scope, versions) => versions.PageAsync(scope, item.ContentItemId))).Versions.Select(version => version.Title)];

    private async Task<ContentItem> LatestAsync(ContentItem item) =>
        (await app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(item.ContentItemId, VersionOptions.Latest)))!;
}
