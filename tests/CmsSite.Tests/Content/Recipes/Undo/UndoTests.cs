using System.Text.Json.Nodes;
using CmsSite.Content.AuditTrail;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes;
using CmsSite.Content.Recipes.Undo;
using CmsSite.Content.RecycleBin;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Recipes.Undo;

/// <summary>A run is undone after somebody has gone on working.</summary>
public sealed class UndoTests : IAsyncLifetime
{
    private const string Types = """
        { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Page", "DisplayName": "Page", "Settings": { "ContentTypeSettings": { "Versionable": true, "Draftable": true } }, "ContentTypePartDefinitionRecords": [
            { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" }, { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart" }, { "PartName": "Page", "Name": "Page" } ] } ],
          "ContentParts": [ { "Name": "Page", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField", "Name": "Colour" }, { "FieldName": "MediaField", "Name": "Picture" } ] } ] }
        """;

    private RecipeSite _site = null!;

    public async Task InitializeAsync()
    {
        _site = await RecipeSite.CreateAsync();
        await _site.DoneAsync($"{Types}, {Page("One", "red", "<p>The first text of the page.</p>")}");
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task What_somebody_changed_since_stays_and_the_rest_is_put_back()
    {
        var run = await AppliedAsync(Page("Two", "red", "<p>Quite another text of the page.</p>"));
        await EditAsync(page => Colour(page, "blue"));

        var undone = await _site.Undo.ApplyAsync(run);

        Assert.Empty(undone.Conflicts);
        Assert.Equal(("One", "blue", "<p>The first text of the page.</p>"), await TellAsync());
        Assert.Equal("One", (await PageAsync()).DisplayText);
    }

    [Fact]
    public async Task What_both_changed_stays_as_it_is_and_is_shown_before_after_and_now()
    {
        var run = await AppliedAsync(Page("Two", "green", "<p>The first text of the page.</p>"));
        await EditAsync(page => Colour(page, "blue"));

        var planned = await _site.Undo.PlanAsync(run);
        var undone = await _site.Undo.ApplyAsync(run, new UndoRequest { Signature = planned.Signature });

        Assert.Equal(new UndoConflict("ContentItem", "page", "Two", "Page.Colour.Text", "both the import and somebody since have changed it", "red", "green", "blue", false), Assert.Single(planned.Conflicts));
        Assert.Equal(planned.Conflicts, undone.Conflicts);
        Assert.Equal(("One", "blue"), (await PageAsync()) is var page ? (page.DisplayText, page.Part("Page")!["Colour"]!["Text"].AsText()) : default);
    }

    [Fact]
    public async Task The_state_before_can_be_chosen_for_each_conflict()
    {
        var run = await AppliedAsync(Page("Two", "green", "<p>The first text of the page.</p>"));
        await EditAsync(page =>
        {
            Colour(page, "blue");
            page.EnsurePart("TitlePart")["Title"] = "Three";
        });

        var undone = await _site.Undo.ApplyAsync(run, new UndoRequest { Take = new HashSet<string> { "ContentItem/page#Page.Colour.Text" } });

        Assert.Equal([("TitlePart.Title", false), ("Page.Colour.Text", true)], undone.Conflicts.Select(conflict => (conflict.Path, conflict.IsTaken)));
        Assert.Equal(("Three", "red", "<p>The first text of the page.</p>"), await TellAsync());
    }

    [Fact]
    public async Task A_word_that_somebody_mended_since_stays_mended_in_the_former_text()
    {
        var run = await AppliedAsync(Page("One", "red", "<p>The first text of the page, with something added by the import.</p>"));
        await EditAsync(page => page.EnsurePart("HtmlBodyPart")["Html"] = "<p>The very first text of the page, with something added by the import.</p>");

        var undone = await _site.Undo.ApplyAsync(run);

        Assert.Empty(undone.Conflicts);
        Assert.Equal("<p>The very first text of the page.</p>", (await TellAsync()).Body);
    }

    [Fact]
    public async Task A_draft_that_somebody_has_begun_since_stays_a_draft_and_visitors_see_what_was()
    {
        var run = await AppliedAsync(Page("Two", "green", "<p>The first text of the page.</p>"));
        await _site.InScopeAsync(async services =>
        {
            var draft = (await services.GetRequiredService<ContentItems>().GetAsync("page", VersionOptions.Latest))!;
            draft.EnsurePart("HtmlBodyPart")["Html"] = "<p>In work.</p>";
            Assert.Empty(await services.GetRequiredService<ContentManager>().SaveDraftAsync(draft));
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });

        await _site.Undo.ApplyAsync(run);

        Assert.Equal(("One", "red", "<p>The first text of the page.</p>"), await TellAsync());
        Assert.Equal(("One", "red", "<p>In work.</p>"), await TellAsync(VersionOptions.Latest));
    }

    [Fact]
    public async Task An_item_that_the_run_made_and_somebody_changed_stays_or_goes_into_the_recycle_bin()
    {
        var run = await AppliedAsync(Page("New", "red", "<p>New.</p>", "new"));
        await EditAsync(page => Colour(page, "blue"), "new");

        var kept = await _site.Undo.ApplyAsync(run);
        Assert.Equal((0, "ContentItem/new", "the import made it, and somebody has changed it since"), (kept.Outcome.Changes.Count, Assert.Single(kept.Conflicts).Key, kept.Conflicts[0].Reason));
        Assert.Null(kept.Outcome.RunId);

        await _site.Undo.ApplyAsync(run, new UndoRequest { TakesAll = true });
        Assert.True(await _site.InScopeAsync(async services => await services.GetRequiredService<DeletedItems>().FindAsync("new") is not null));
    }

    [Fact]
    public async Task What_somebody_deleted_since_stays_deleted_unless_it_is_wanted()
    {
        var run = await AppliedAsync(Page("Two", "red", "<p>The first text of the page.</p>"));
        await _site.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ContentManager>().RemoveAsync("page");
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });

        Assert.Equal("somebody has deleted it since", Assert.Single((await _site.Undo.ApplyAsync(run)).Conflicts).Reason);
        await _site.Undo.ApplyAsync(run, new UndoRequest { TakesAll = true });

        Assert.Equal("One", (await TellAsync()).Title);
    }

    [Fact]
    public async Task What_a_script_of_the_run_deleted_comes_back_as_it_was()
    {
        var before = await _site.ContentsAsync();
        var run = await AppliedAsync("""{ "name": "settings", "SiteName": "[js: deleteContentItem({ ContentItemId: 'page' }); return 'Without']" }""");
        await Assert.ThrowsAnyAsync<Exception>(() => TellAsync());

        var undone = await _site.Undo.ApplyAsync(run);
        Assert.Equal(before, await _site.ContentsAsync());

        await _site.Undo.ApplyAsync(undone.Outcome.RunId!.Value);
        Assert.True(await _site.InScopeAsync(async services => await services.GetRequiredService<DeletedItems>().FindAsync("page") is not null));
    }

    [Fact]
    public async Task An_address_that_somebody_gave_to_another_item_since_stays_there()
    {
        var run = await AppliedAsync(Page("One", "red", "<p>The first text of the page.</p>", path: "moved"));
        await AppliedAsync(Page("Another", "red", "<p>Another.</p>", "another", "page"));

        var undone = await _site.Undo.ApplyAsync(run);

        Assert.Contains("/page, belongs to the content item another now", Assert.Single(undone.Outcome.Result.Problems).Message, StringComparison.Ordinal);
        Assert.Equal("moved", (await PageAsync()).Part("AutoroutePart")!["Path"].AsText());
    }

    [Fact]
    public async Task A_content_type_with_items_that_came_since_stays()
    {
        var run = await AppliedAsync("""{ "name": "ContentDefinition", "ContentTypes": [ { "Name": "Memo", "DisplayName": "Memo", "ContentTypePartDefinitionRecords": [ { "PartName": "Memo", "Name": "Memo" } ] } ], "ContentParts": [ { "Name": "Memo" } ] }""");
        await AppliedAsync("""{ "name": "content", "data": [ { "ContentItemId": "memo", "ContentType": "Memo", "Latest": true, "Published": true, "Memo": {} } ] }""");

        var undone = await _site.Undo.ApplyAsync(run);

        Assert.Equal("1 content items of this type are there", Assert.Single(undone.Conflicts).Reason);
        Assert.NotNull(await _site.DocumentAsync(SiteDocumentKinds.ContentType, "Memo"));
        Assert.NotNull(await _site.DocumentAsync(SiteDocumentKinds.ContentPart, "Memo"));
    }

    [Fact]
    public async Task A_list_that_the_run_made_stays_when_somebody_has_put_an_item_into_it()
    {
        const string Post = """{ "ContentItemId": "post", "ContentType": "Page", "Latest": true, "Published": true, "TitlePart": { "Title": "Post" }, "ContainedPart": { "ListContentItemId": "blog", "Order": 1 } }""";
        await AppliedAsync("""{ "name": "ContentDefinition", "ContentTypes": [ { "Name": "Page", "ContentTypePartDefinitionRecords": [ { "PartName": "ContainedPart", "Name": "ContainedPart" } ] }, { "Name": "Blog", "DisplayName": "Blog", "ContentTypePartDefinitionRecords": [ { "PartName": "ListPart", "Name": "ListPart" } ] } ] }""");
        const string Blog = """{ "name": "content", "data": [ { "ContentItemId": "blog", "ContentType": "Blog", "Latest": true, "Published": true, "DisplayText": "Blog", "ListPart": {} } ] }""";
        var whole = await AppliedAsync(Blog.Replace(" ] }", $", {Post} ] }}", StringComparison.Ordinal));
        Assert.Empty((await _site.Undo.ApplyAsync(whole)).Conflicts);

        var run = await AppliedAsync(Blog);
        await AppliedAsync($$"""{ "name": "content", "data": [ {{Post}} ] }""");

        Assert.Equal(("ContentItem/blog", "content items that came since are in it (1)"), Assert.Single((await _site.Undo.ApplyAsync(run)).Conflicts) is var conflict ? (conflict.Key, conflict.Reason) : default);
    }

    [Fact]
    public async Task A_permission_that_somebody_gave_since_stays_and_those_of_the_run_go()
    {
        await AppliedAsync("""{ "name": "Roles", "Roles": [ { "Name": "Cook", "Permissions": [ "EditContent", "PublishContent" ] } ] }""");
        var run = await AppliedAsync("""{ "name": "Roles", "Roles": [ { "Name": "Cook", "Permissions": [ "EditContent", "ManageTemplates" ] } ] }""");
        await AppliedAsync("""{ "name": "Roles", "Roles": [ { "Name": "Cook", "PermissionBehavior": "Add", "Permissions": [ "DeleteContent" ] } ] }""");

        Assert.Empty((await _site.Undo.ApplyAsync(run)).Conflicts);

        var role = (await _site.DocumentAsync(SiteDocumentKinds.Role, "Cook"))!.ToJsonString();
        Assert.Equal((true, true, true, false), (role.Contains("EditContent"), role.Contains("PublishContent"), role.Contains("DeleteContent"), role.Contains("ManageTemplates")));
    }

    [Fact]
    public async Task A_template_that_somebody_changed_since_is_a_conflict()
    {
        await AppliedAsync("""{ "name": "Templates", "Templates": { "Content__Page": { "Content": "one" } } }""");
        var run = await AppliedAsync("""{ "name": "Templates", "Templates": { "Content__Page": { "Content": "two" } } }""");
        await AppliedAsync("""{ "name": "Templates", "Templates": { "Content__Page": { "Content": "three" } } }""");

        var conflict = Assert.Single((await _site.Undo.ApplyAsync(run)).Conflicts);

        Assert.Equal(("Template/Content__Page#Content", "one", "two", "three"), (conflict.Key, conflict.Before, conflict.After, conflict.Now));
    }

    [Fact]
    public async Task A_file_that_something_uses_since_stays()
    {
        var run = await AppliedAsync("""{ "name": "media", "Files": [ { "TargetPath": "plans/a.pdf", "Base64": "JVBERi0xLjQK" }, { "TargetPath": "plans/b.pdf", "Base64": "JVBERi0xLjUK" } ] }""");
        await EditAsync(page => page.EnsurePart("Page")["Picture"] = new JsonObject { ["Paths"] = new JsonArray("plans/a.pdf"), ["MediaTexts"] = new JsonArray("") });

        var undone = await _site.Undo.ApplyAsync(run);

        Assert.Equal(("Media/plans/a.pdf", "it is used in One"), (Assert.Single(undone.Conflicts).Key, undone.Conflicts[0].Reason));
        Assert.Equal(["plans/a.pdf"], await _site.ReadAsync(database => database.MediaFiles.Select(file => file.Path).ToListAsync()));
        Assert.Contains(undone.Outcome.Result.Problems, problem => problem.Message.Contains("something is in it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_is_not_applied_after_somebody_has_changed_more()
    {
        var run = await AppliedAsync(Page("Two", "red", "<p>The first text of the page.</p>"));
        var before = await _site.FootprintAsync();
        var planned = await _site.Undo.PlanAsync(run, new UndoRequest { WithItems = true });
        Assert.Equal(before, await _site.FootprintAsync());
        Assert.Contains("\"One\"", Assert.Single(planned.Outcome.Changes).After, StringComparison.Ordinal);

        await EditAsync(page => Colour(page, "blue"));

        await Assert.ThrowsAsync<PlanIsOldException>(() => _site.Undo.ApplyAsync(run, new UndoRequest { Signature = planned.Signature }));
        Assert.Equal("Two", (await TellAsync()).Title);
    }

    [Fact]
    public async Task An_undoing_is_kept_with_who_and_which_run_and_its_lines_are_in_the_log()
    {
        var run = await AppliedAsync(Page("Two", "red", "<p>The first text of the page.</p>"));

        var undone = (await _site.Undo.ApplyAsync(run, new UndoRequest { Who = "ada", UserId = "1" })).Outcome.RunId!.Value;

        var (kept, first) = await _site.ReadAsync(async database => (await database.Runs.SingleAsync(kept => kept.Id == undone), await database.Runs.SingleAsync(kept => kept.Id == run)));
        Assert.Equal((Run.Revert, first.Name, first.Hash, "ada", (long?)run), (kept.Kind, kept.Name, kept.Hash, kept.Who, kept.RevertedRun()));
        Assert.Equal(undone, (await _site.ReadAsync(database => UndoneRuns.FindRevertAsync(database, run)))!.Id);
        Assert.Equal(["page"], await _site.ReadAsync(database => database.Changes.Where(change => change.RunId == undone && change.Who == "ada").Select(change => change.Subject).ToListAsync()));
    }

    [Fact]
    public async Task What_cannot_be_undone_says_why()
    {
        Assert.Contains("there is no run 99", await WhyNotAsync(99), StringComparison.Ordinal);
        await _site.ApplyStepsAsync("""{ "name": "content", "data": [ { "ContentItemId": "", "ContentType": "Page" } ] }""");
        Assert.Contains("was refused and changed nothing", await WhyNotAsync(await _site.ReadAsync(database => database.Runs.Where(run => run.Kind == Run.Refused).Select(run => run.Id).SingleAsync())), StringComparison.Ordinal);
        var setup = await _site.ApplyStepsAsync("""{ "name": "settings", "SiteName": "Set up" }""", new RecipeRunRequest { IsSetup = true });
        Assert.Contains("set the site up", await WhyNotAsync(setup.RunId!.Value), StringComparison.Ordinal);

        var run = await AppliedAsync("""{ "name": "settings", "SiteName": "Old", "BaseUrl": "https://old.example" }""");
        await _site.ReadAsync(database => database.Changes.Where(change => change.RunId == run && change.Subject == "BaseUrl").ExecuteDeleteAsync());
        Assert.Contains("1 of its 2 changes are no longer in the audit trail", await WhyNotAsync(run), StringComparison.Ordinal);
    }

    private async Task<string> WhyNotAsync(long run) => (await Assert.ThrowsAsync<RecipeException>(() => _site.Undo.ApplyAsync(run))).Message;

    private async Task<long> AppliedAsync(string steps) => (await _site.DoneAsync(steps)).RunId!.Value;

    private Task EditAsync(Action<ContentItem> edit, string id = "page") => _site.InScopeAsync(async services =>
    {
        var item = (await services.GetRequiredService<ContentItems>().GetAsync(id))!;
        edit(item);
        services.GetRequiredService<SiteSession>().Who = "somebody";
        Assert.Empty(await services.GetRequiredService<ContentManager>().PublishAsync(item));
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });

    private Task<ContentItem> PageAsync(VersionOptions version = VersionOptions.Published) => _site.InScopeAsync(async services => (await services.GetRequiredService<ContentItems>().GetAsync("page", version))!);

    private async Task<(string? Title, string? Colour, string? Body)> TellAsync(VersionOptions version = VersionOptions.Published)
    {
        var page = await PageAsync(version);
        return (page.Part("TitlePart")!["Title"].AsText(), page.Part("Page")!["Colour"]!["Text"].AsText(), page.Part("HtmlBodyPart")!["Html"].AsText());
    }

    private static void Colour(ContentItem page, string colour) => page.EnsurePart("Page")["Colour"] = new JsonObject { ["Text"] = colour };

    private static string Page(string title, string colour, string body, string id = "page", string? path = null) => $$"""
        { "name": "content", "data": [ { "ContentItemId": "{{id}}", "ContentType": "Page", "Latest": true, "Published": true, "TitlePart": { "Title": "{{title}}" }, "AutoroutePart": { "Path": "{{path ?? id}}" },
          "HtmlBodyPart": { "Html": "{{body}}" }, "Page": { "Colour": { "Text": "{{colour}}" } } } ] }
        """;
}
