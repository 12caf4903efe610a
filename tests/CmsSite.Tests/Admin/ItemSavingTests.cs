using System.Security.Claims;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>Saving from the dashboard: authorised where it is done, and never over what somebody else saved.</summary>
[Collection(AdminCollection.Name)]
public class ItemSavingTests(AdminSite app)
{
    [Fact]
    public async Task A_save_over_a_newer_version_is_refused_and_leaves_that_version()
    {
        var mine = A.ContentItem("Article").Titled("First");
        var opened = StoredVersion.Of(Assert.IsType<SaveOutcome.Done>(await SaveAsync(mine, null)).Saved);
        var theirs = mine.Copy().Titled("Theirs");
        Assert.IsType<SaveOutcome.Done>(await SaveAsync(theirs, opened));

        Assert.IsType<SaveOutcome.Overtaken>(await SaveAsync(mine.Copy().Titled("Mine"), opened));
        Assert.Equal("Theirs", (await LatestAsync(mine.ContentItemId))!.DisplayText);
    }

    [Fact]
    public async Task What_somebody_else_removed_is_not_made_again_by_a_save()
    {
        var item = A.ContentItem("Article").Titled("Soon gone");
        var opened = StoredVersion.Of(Assert.IsType<SaveOutcome.Done>(await SaveAsync(item, null)).Saved);
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ContentManager>().RemoveAsync(item.ContentItemId);
            await services.GetRequiredService<CmsSite.Storage.SiteSession>().CommitAsync();
            return true;
        });
        Assert.IsType<SaveOutcome.Overtaken>(await SaveAsync(item.Copy().Titled("Still here?"), opened));
        Assert.Null(await LatestAsync(item.ContentItemId));
    }

    [Fact]
    public async Task A_draft_may_lack_everything_and_publishing_names_all_that_is_missing()
    {
        var item = A.ContentItem("Article");
        foreach (var part in new[] { "TitlePart", "AutoroutePart", "HtmlBodyPart", "Article" })
        {
            item.EnsurePart(part);
        }

        var saved = Assert.IsType<SaveOutcome.Done>(await SaveAsync(item, null)).Saved;
        var refused = Assert.IsType<SaveOutcome.Refused>(await SaveAsync(saved.Copy(), StoredVersion.Of(saved), SaveIntent.Publish));
        Assert.Superset(new HashSet<string> { "TitlePart.Title", "Article.Summary.Text", "Article.Author.ContentItemIds" }, refused.Problems.Select(problem => problem.Path).ToHashSet());
    }

    [Theory]
    [InlineData("Contributor", true, SaveIntent.Draft, true)]
    [InlineData("Contributor", true, SaveIntent.Publish, false)]
    [InlineData("Contributor", false, SaveIntent.Draft, false)]
    [InlineData("Author", true, SaveIntent.Draft, true)]
    [InlineData("Author", false, SaveIntent.Draft, false)]
    [InlineData("Author", false, SaveIntent.Publish, false)]
    [InlineData("Editor", false, SaveIntent.Draft, true)]
    [InlineData("Moderator", true, SaveIntent.Draft, false)]
    [InlineData("Nobody", true, SaveIntent.Draft, false)]
    public async Task Who_may_save_what(string role, bool isOwn, SaveIntent intent, bool may)
    {
        var item = A.ContentItem("Article").Titled("Whose");
        item.Owner = isOwn ? "me" : "somebody-else";
        var stored = await app.CreateAsync(item, publish: false);
        // Whose it is is what is stored, not what the screen says.
        var copy = stored.Copy().Titled("Changed");
        copy.Owner = "me";
        var saving = SaveAsync(copy, StoredVersion.Of(stored), intent, role);
        if (may)
        {
            Assert.IsType<SaveOutcome.Done>(await saving);
        }
        else
        {
            await Assert.ThrowsAsync<RefusedException>(() => saving);
        }
    }

    [Fact]
    public async Task Who_may_not_publish_does_not_do_it_by_the_clock_either()
    {
        var item = A.ContentItem("Article").Titled("By the clock").With("PublishLaterPart", "ScheduledPublishUtc", "2126-01-01T00:00:00Z").With("AutoroutePart", "SetHomepage", true);
        var saved = Assert.IsType<SaveOutcome.Done>(await SaveAsync(item.Copy(), null, role: "Contributor")).Saved;
        Assert.Null(saved.Text("PublishLaterPart", "ScheduledPublishUtc"));
        Assert.Null(saved.Part("AutoroutePart")!["SetHomepage"]);
        item.ContentItemId = CmsSite.Recipes.RecipeIds.New();
        saved = Assert.IsType<SaveOutcome.Done>(await SaveAsync(item, null, role: "Editor")).Saved;
        Assert.Equal("2126-01-01T00:00:00Z", saved.Text("PublishLaterPart", "ScheduledPublishUtc"));
    }

    [Fact]
    public async Task What_no_editor_knows_is_kept_as_it_is()
    {
        var item = A.ContentItem("Article").Titled("Odd");
        item.Content["ThirdPartyPart"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "Deep": [1, { "b": "ü" }], "Empty": null }""");
        var before = item.Content["ThirdPartyPart"]!.ToJsonString();
        Assert.IsType<SaveOutcome.Done>(await SaveAsync(item, null));
        Assert.Equal(before, (await LatestAsync(item.ContentItemId))!.Content["ThirdPartyPart"]!.ToJsonString());
    }

    private Task<SaveOutcome> SaveAsync(ContentItem copy, StoredVersion? seen, SaveIntent intent = SaveIntent.Draft, string role = "Administrator") => app.InScopeAsync(services =>
        services.GetRequiredService<ItemSaving>().SaveAsync(
            new AdminScope(services, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "me"), new(ClaimTypes.Name, "me"), new(ClaimTypes.Role, role)], "test"))), copy, seen, intent));

    private Task<ContentItem?> LatestAsync(string id) => app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(id, VersionOptions.Latest));
}
