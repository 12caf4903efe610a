using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage.Changes;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Items;

public class ContentManagerTests : IAsyncLifetime
{
    private TestSite _site = null!;

    public async Task InitializeAsync()
    {
        _site = await TestSite.CreateAsync();
        await _site.DefineAsync("Article", """{"TitlePart":{},"AutoroutePart":{},"Article":{"fields":{"Lead":{"FieldName":"TextField","Settings":{"TextFieldSettings":{"DefaultValue":"Once"}}}}}}""");
        await _site.DefineAsync("Note", """{"TitlePart":{}}""", """{"Versionable":false}""");
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_new_item_has_an_id_its_parts_and_default_values_and_is_not_stored()
    {
        await using var scope = _site.Open();
        var item = scope.Manager.New("Article");
        Assert.Equal(26, item.ContentItemId.Length);
        Assert.Equal("""{"TitlePart":{},"AutoroutePart":{},"Article":{"Lead":{"Text":"Once"}}}""", item.Content.ToJsonString());
        Assert.Null(await scope.Items.GetAsync(item.ContentItemId, VersionOptions.Latest));
    }

    [Fact]
    public async Task A_draft_is_the_latest_and_not_public_and_saving_again_writes_over_it()
    {
        var id = await DraftAsync("First words");
        await _site.CommitAsync(async scope =>
        {
            var draft = await scope.LatestAsync(id);
            draft.Content["TitlePart"]!["Title"] = "Better words";
            Assert.Empty(await scope.Manager.SaveDraftAsync(draft));
        });

        await using var scope = _site.Open();
        var version = Assert.Single(await scope.VersionsAsync(id));
        Assert.Equal(("Better words", true, false), (version.DisplayText, version.Latest, version.Published));
        Assert.Null(await scope.Items.GetAsync(id));
        Assert.Equal(_site.Clock.Now, version.CreatedUtc);
        Assert.Null(version.PublishedUtc);
    }

    [Fact]
    public async Task A_draft_of_a_published_item_leaves_the_public_one_alone_until_it_is_published()
    {
        var id = (await _site.PublishAsync("""{"ContentType":"Article","TitlePart":{"Title":"Bridge"},"AutoroutePart":{}}""")).ContentItemId;
        await EditAsync(id, "Bridge opened", publish: false);
        await using (var scope = _site.Open())
        {
            Assert.Equal("Bridge", (await scope.PublishedAsync(id)).DisplayText);
            Assert.Equal("Bridge opened", (await scope.LatestAsync(id)).DisplayText);
        }

        _site.Clock.Now = _site.Clock.Now.AddDays(1);
        Assert.Empty((await _site.CommitAsync(scope => scope.Manager.PublishDraftAsync(id)))!);
        await using (var scope = _site.Open())
        {
            var versions = await scope.VersionsAsync(id);
            Assert.Equal(2, versions.Count);
            Assert.Equal((false, false), (versions[0].Latest, versions[0].Published));
            Assert.Equal((true, true, _site.Clock.Now), (versions[1].Latest, versions[1].Published, versions[1].PublishedUtc));
            Assert.Equal(versions[0].CreatedUtc, versions[1].CreatedUtc);
            Assert.Equal("Bridge opened", (await scope.Items.FindRouteAsync("/bridge"))!.Item.DisplayText);
        }
    }

    [Fact]
    public async Task Saving_what_is_already_so_writes_nothing()
    {
        var id = (await _site.PublishAsync("""{"ContentType":"Article","TitlePart":{"Title":"Same"}}""")).ContentItemId;
        await using var scope = _site.Open();
        var item = await scope.LatestAsync(id);
        Assert.Empty(await scope.Manager.PublishAsync(item));
        Assert.Empty(await scope.Manager.SaveDraftAsync(item));
        Assert.Empty(scope.Session.Changes);
        Assert.Single(await scope.VersionsAsync(id));
        Assert.True(item.Published);
    }

    [Fact]
    public async Task Unpublished_it_becomes_the_draft_unless_there_is_one()
    {
        var alone = (await _site.PublishAsync("""{"ContentType":"Article","TitlePart":{"Title":"Alone"}}""")).ContentItemId;
        var drafted = (await _site.PublishAsync("""{"ContentType":"Article","TitlePart":{"Title":"Public"}}""")).ContentItemId;
        await EditAsync(drafted, "Newer", publish: false);
        await _site.CommitAsync(async scope =>
        {
            Assert.True(await scope.Manager.UnpublishAsync(alone));
            Assert.True(await scope.Manager.UnpublishAsync(drafted));
            Assert.False(await scope.Manager.UnpublishAsync("nothing"));
        });

        await using var scope = _site.Open();
        Assert.Null(await scope.Items.GetAsync(alone));
        Assert.Equal("Alone", (await scope.LatestAsync(alone)).DisplayText);
        Assert.Null((await scope.LatestAsync(alone)).PublishedUtc);
        Assert.Equal("Newer", (await scope.LatestAsync(drafted)).DisplayText);
        Assert.Null(await scope.Items.GetAsync(drafted));
    }

    [Fact]
    public async Task A_discarded_draft_gives_the_public_version_its_place_back()
    {
        var id = (await _site.PublishAsync("""{"ContentType":"Article","TitlePart":{"Title":"Public"}}""")).ContentItemId;
        await EditAsync(id, "Never mind", publish: false);
        Assert.True(await _site.CommitAsync(scope => scope.Manager.DiscardDraftAsync(id)));
        await using var scope = _site.Open();
        Assert.Equal("Public", (await scope.LatestAsync(id)).DisplayText);
        Assert.False(await scope.Manager.DiscardDraftAsync(id));
    }

    [Fact]
    public async Task A_removed_item_is_gone_from_the_site_and_any_version_can_be_restored_as_a_draft()
    {
        var id = (await _site.PublishAsync("""{"ContentType":"Article","TitlePart":{"Title":"Kept"},"AutoroutePart":{"Path":"kept"}}""")).ContentItemId;
        await EditAsync(id, "Changed", publish: true);
        Assert.True(await _site.CommitAsync(scope => scope.Manager.RemoveAsync(id)));
        await using (var scope = _site.Open())
        {
            Assert.Null(await scope.Items.GetAsync(id, VersionOptions.Latest));
            Assert.Null(await scope.Items.FindRouteAsync("kept"));
            Assert.Empty(await scope.Database.Autoroutes.ToListAsync());
            Assert.False(await scope.Manager.RemoveAsync(id));
        }

        var first = (await _site.ReadAsync(scope => scope.VersionsAsync(id)))[0].ContentItemVersionId;
        await _site.CommitAsync(scope => scope.Manager.RestoreAsync(first));
        await using (var scope = _site.Open())
        {
            var restored = await scope.LatestAsync(id);
            Assert.Equal(("Kept", false), (restored.DisplayText, restored.Published));
            Assert.NotEqual(first, restored.ContentItemVersionId);
        }
    }

    [Fact]
    public async Task A_clone_is_a_draft_with_ids_of_its_own_and_gets_a_path_of_its_own()
    {
        var id = (await _site.PublishAsync("""
            {"ContentType":"Article","TitlePart":{"Title":"Twin"},"AutoroutePart":{"Path":"twin","SetHomepage":true},"BagPart":{"ContentItems":[{"ContentItemId":"inner","ContentType":"Note"}]}}
            """)).ContentItemId;
        var clone = (await _site.CommitAsync(scope => scope.Manager.CloneAsync(id)))!;
        Assert.NotEqual(id, clone.ContentItemId);
        Assert.NotEqual("inner", clone.Content["BagPart"]!["ContentItems"]![0]!["ContentItemId"].AsText());
        Assert.Empty((await _site.CommitAsync(scope => scope.Manager.PublishDraftAsync(clone.ContentItemId)))!);
        await using var scope = _site.Open();
        var published = await scope.PublishedAsync(clone.ContentItemId);
        Assert.Equal(("Twin", "twin-1"), (published.DisplayText, published.Text("AutoroutePart", "Path")));
        Assert.Equal(id, scope.Settings.HomeContentItemId);
        Assert.Null(await scope.Manager.CloneAsync("nothing"));
    }

    [Fact]
    public async Task A_type_without_versions_keeps_only_what_is_active()
    {
        var id = (await _site.PublishAsync("""{"ContentType":"Note","TitlePart":{"Title":"One"}}""")).ContentItemId;
        await EditAsync(id, "Two", publish: false);
        Assert.Equal(2, (await _site.ReadAsync(scope => scope.VersionsAsync(id))).Count);
        await EditAsync(id, "Three", publish: true);
        await using var scope = _site.Open();
        Assert.Equal("Three", Assert.Single(await scope.VersionsAsync(id)).DisplayText);
        var line = await scope.Database.Changes.OrderByDescending(change => change.Number).FirstAsync();
        Assert.Equal("One", ItemState.Parse(line.Before)!.Content!["DisplayText"].AsText());
    }

    [Fact]
    public async Task The_change_log_has_one_line_an_item_with_the_versions_before_and_after()
    {
        var id = (await _site.PublishAsync("""{"ContentType":"Article","TitlePart":{"Title":"Logged"}}""")).ContentItemId;
        await _site.CommitAsync(async scope =>
        {
            scope.Session.Who = "ada";
            var item = await scope.LatestAsync(id);
            item.Content["TitlePart"]!["Title"] = "Logged again";
            await scope.Manager.SaveDraftAsync(item);
            await scope.Manager.PublishAsync(item);
        });

        await using var scope = _site.Open();
        var versions = await scope.VersionsAsync(id);
        var lines = await scope.Database.Changes.Where(change => change.Subject == id).OrderBy(change => change.Number).ToListAsync();
        Assert.Equal(2, lines.Count);
        Assert.Null(lines[0].Before);
        Assert.Equal(lines[0].After, lines[1].Before);
        var after = ItemState.Parse(lines[1].After)!;
        Assert.Equal((versions[^1].ContentItemVersionId, versions[^1].ContentItemVersionId), (after.Latest, after.Published));
        Assert.Equal(("Logged again", "ada"), (lines[1].DisplayText, lines[1].Who));
        Assert.Equal("ada", versions[^1].Author);
        Assert.Equal(2, versions.Count);
    }

    [Fact]
    public async Task A_draft_saved_over_leaves_what_it_was_in_the_log()
    {
        var id = await DraftAsync("Draft one");
        await EditAsync(id, "Draft two", publish: false);
        await using var scope = _site.Open();
        var line = await scope.Database.Changes.OrderByDescending(change => change.Number).FirstAsync();
        Assert.Equal("Draft one", ItemState.Parse(line.Before)!.Content!["DisplayText"].AsText());
        Assert.Equal("Draft two", ItemState.Parse(line.After)!.Content!["DisplayText"].AsText());
    }

    [Fact]
    public async Task What_nobody_knows_survives()
    {
        var id = (await _site.PublishAsync("""
            {"ContentType":"Article","TitlePart":{"Title":"x","Extra":{"a":[1,{"b":null}]}},"ForeignPart":{"Deep":{"er":1.50}},"List":[1,"2"]}
            """)).ContentItemId;
        await EditAsync(id, "y", publish: true);
        await using var scope = _site.Open();
        var content = (await scope.PublishedAsync(id)).Content;
        Assert.Equal("""{"Deep":{"er":1.50}}""", content["ForeignPart"]!.ToJsonString());
        Assert.Equal("""{"a":[1,{"b":null}]}""", content["TitlePart"]!["Extra"]!.ToJsonString());
        Assert.Equal("""[1,"2"]""", content["List"]!.ToJsonString());
    }

    [Fact]
    public async Task A_session_sees_what_it_has_written_and_rolled_back_leaves_nothing()
    {
        await using (var scope = _site.Open())
        {
            var item = scope.Item("""{"ContentItemId":"own","ContentType":"Article","TitlePart":{"Title":"Mine"},"AutoroutePart":{}}""");
            Assert.Empty(await scope.Manager.PublishAsync(item));
            Assert.Equal("Mine", (await scope.PublishedAsync("own")).DisplayText);
            Assert.Equal("own", (await scope.Items.FindRouteAsync("mine"))!.Item.ContentItemId);
            Assert.Null(await _site.ReadAsync(other => other.Items.GetAsync("own")));
            await scope.Session.RollbackAsync();
            Assert.Null(await scope.Items.GetAsync("own"));
        }

        await using var after = _site.Open();
        Assert.Empty(await after.VersionsAsync("own"));
        Assert.Empty(await after.Database.Autoroutes.ToListAsync());
    }

    [Fact]
    public async Task What_a_session_remembered_ends_with_its_transaction()
    {
        var id = (await _site.PublishAsync("""{"ContentType":"Article","TitlePart":{"Title":"Before"}}""")).ContentItemId;
        await using var scope = _site.Open();
        await scope.Settings.PutAsync("SiteName", JsonValue.Create("x"));
        Assert.Equal("Before", (await scope.PublishedAsync(id)).DisplayText);
        await scope.Session.CommitAsync();
        await EditAsync(id, "After", publish: true);
        Assert.Equal("After", (await scope.PublishedAsync(id)).DisplayText);
    }

    private Task<string> DraftAsync(string title) => _site.CommitAsync(async scope =>
    {
        var item = scope.Manager.New("Article");
        item.Content["TitlePart"]!["Title"] = title;
        Assert.Empty(await scope.Manager.SaveDraftAsync(item));
        return item.ContentItemId;
    });

    private Task EditAsync(string id, string title, bool publish) => _site.CommitAsync(async scope =>
    {
        var item = await scope.LatestAsync(id);
        item.EnsurePart("TitlePart")["Title"] = title;
        Assert.Empty(publish ? await scope.Manager.PublishAsync(item) : await scope.Manager.SaveDraftAsync(item));
    });
}
