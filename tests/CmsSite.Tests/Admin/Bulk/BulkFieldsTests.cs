using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Bulk;
using CmsSite.Admin.Contents.List;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Taxonomies;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Bulk;

/// <summary>Tags, categories and authors of many items at once.</summary>
[Collection(StructureCollection.Name)]
public class BulkFieldsTests(AdminSite app)
{
    private BulkJobs Jobs => app.Services.GetRequiredService<BulkJobs>();

    [Fact]
    public async Task A_tag_is_given_to_all_that_match_on_the_site_and_in_drafts_and_taken_back_item_by_item()
    {
        var work = await app.WorkAsRoleAsync("Administrator");
        var tag = (await TermsAsync("taxtags0000000000000000000"))[0];
        var published = await ArticleAsync("Lighthousekeeping one", item => Tags(item, []));
        var day = (await VersionAsync(published, VersionOptions.Published))!.PublishedUtc;
        await app.CreateAsync((await VersionAsync(published, VersionOptions.Latest))!.Copy().Titled("Lighthousekeeping one, rewritten"), publish: false);
        var has = await ArticleAsync("Lighthousekeeping two", item => Tags(item, [tag.Value]));
        var page = (await app.CreateAsync(A.ContentItem("Page").Titled("Lighthousekeeping page"))).ContentItemId;

        var run = await RunAsync(work, Jobs.StartAsync(work, BulkAction.AddTerm, Named("lighthousekeeping"), tag.Subject));
        Assert.Equal((3, 1, 1, 1), (run.Total, run.Done, run.Unchanged, run.Refused));
        Assert.Contains(await EntriesAsync(work, run), entry => entry.ContentItemId == page && entry.Message == $"has no field for {tag.Subject.Name}");
        Assert.Contains(await EntriesAsync(work, run), entry => entry.ContentItemId == has && entry.Outcome == BulkOutcome.Unchanged);
        var (now, draft) = (await VersionAsync(published, VersionOptions.Published), await VersionAsync(published, VersionOptions.Latest));
        Assert.Equal([tag.Value], Tags(now!));
        Assert.Equal(("Lighthousekeeping one", day), (now!.DisplayText, now.PublishedUtc));
        Assert.Equal([tag.Value], Tags(draft!));
        Assert.Equal(("Lighthousekeeping one, rewritten", false), (draft!.DisplayText, draft.Published));

        // What somebody writes meanwhile stays.
        await app.CreateAsync(draft.Copy().Titled("Lighthousekeeping one, rewritten again"), publish: false);
        var undo = await RunAsync(work, Jobs.UndoAsync(work, run.Id));
        Assert.Equal((1, 1), (undo.Total, undo.Done));
        Assert.Empty(Tags((await VersionAsync(published, VersionOptions.Published))!));
        Assert.Equal(day, (await VersionAsync(published, VersionOptions.Published))!.PublishedUtc);
        Assert.Empty(Tags((await VersionAsync(published, VersionOptions.Latest))!));
        Assert.Equal("Lighthousekeeping one, rewritten again", (await VersionAsync(published, VersionOptions.Latest))!.DisplayText);
        Assert.Equal([tag.Value], Tags((await VersionAsync(has, VersionOptions.Published))!));
    }

    [Fact]
    public async Task A_tag_is_taken_away_and_an_undo_leaves_alone_what_was_tagged_otherwise_since()
    {
        var work = await app.WorkAsRoleAsync("Administrator");
        var terms = await TermsAsync("taxtags0000000000000000000");
        var (kept, touched) = (await ArticleAsync("Breakwater one", item => Tags(item, [terms[0].Value, terms[1].Value])), await ArticleAsync("Breakwater two", item => Tags(item, [terms[0].Value])));
        var run = await RunAsync(work, Jobs.StartAsync(work, BulkAction.RemoveTerm, [kept, touched], terms[0].Subject));
        Assert.Equal(2, run.Done);
        Assert.Equal([terms[1].Value], Tags((await VersionAsync(kept, VersionOptions.Published))!));

        var changed = (await VersionAsync(touched, VersionOptions.Latest))!.Copy();
        Tags(changed, [terms[2].Value]);
        await app.CreateAsync(changed);
        var undo = await RunAsync(work, Jobs.UndoAsync(work, run.Id));
        Assert.Equal((1, 1), (undo.Done, undo.Refused));
        Assert.Equal([terms[0].Value, terms[1].Value], Tags((await VersionAsync(kept, VersionOptions.Published))!));
        Assert.Equal([terms[2].Value], Tags((await VersionAsync(touched, VersionOptions.Published))!));
    }

    [Fact]
    public async Task A_category_takes_the_place_of_the_one_before_and_one_with_others_below_it_is_refused()
    {
        var work = await app.WorkAsRoleAsync("Administrator");
        var categories = await app.InScopeAsync(async services => (await services.GetRequiredService<ContentItems>().GetAsync("taxcateg0r1es0000000000000"))!);
        var leaves = Terms.All(categories).Where(term => !Terms.Below(term).Any()).Select(Subject).ToList();
        var article = await ArticleAsync("Recategorised", item => item.Field("Article", "Category")!["TermContentItemIds"] = JsonValues.ToArray([leaves[0].ContentItemId]));
        var run = await RunAsync(work, Jobs.StartAsync(work, BulkAction.AddTerm, [article], leaves[1]));
        Assert.Equal(1, run.Done);
        Assert.Equal([leaves[1].ContentItemId], (await VersionAsync(article, VersionOptions.Published))!.Field("Article", "Category")!["TermContentItemIds"].AsTexts());
        if (Terms.All(categories).FirstOrDefault(term => Terms.Below(term).Any()) is { } branch)
        {
            Assert.Equal(1, (await RunAsync(work, Jobs.StartAsync(work, BulkAction.AddTerm, [article], Subject(branch)))).Refused);
        }
    }

    [Fact]
    public async Task The_author_is_set_where_the_type_has_one_and_only_by_whoever_may_change_the_item()
    {
        var work = await app.WorkAsRoleAsync("Administrator");
        var author = await app.CreateAsync(A.ContentItem("AuthorProfile").Titled("Ottilie Brandt"));
        var article = await ArticleAsync("Ghostwritten", _ => { });
        var subject = new BulkSubject(author.ContentItemId, "Ottilie Brandt");
        Assert.Contains((author.ContentItemId, "Ottilie Brandt"), await app.DoAsync("Administrator", "me", (scope, _) => FilterChoices.BylinesAsync(scope, "Ottilie")));

        var stranger = await app.WorkAsRoleAsync("Author");
        var refused = await RunAsync(stranger, Jobs.StartAsync(stranger, BulkAction.SetAuthor, [article], subject));
        Assert.Equal("You may not change it", Assert.Single(await EntriesAsync(stranger, refused)).Message);

        var before = Authors((await VersionAsync(article, VersionOptions.Published))!);
        var run = await RunAsync(work, Jobs.StartAsync(work, BulkAction.SetAuthor, [article], subject));
        Assert.Equal([author.ContentItemId], Authors((await VersionAsync(article, VersionOptions.Published))!));
        using var own = app.CreateVisitor();
        Assert.Contains("Ottilie Brandt", await own.GetStringAsync($"/articles/{(await VersionAsync(article, VersionOptions.Published))!.Part("AutoroutePart")!["Path"].AsText()!.Split('/')[^1]}"));
        await RunAsync(work, Jobs.UndoAsync(work, run.Id));
        Assert.Equal(before, Authors((await VersionAsync(article, VersionOptions.Published))!));
    }

    [Fact]
    public async Task A_draft_with_a_date_is_left_alone_by_whoever_may_not_publish_it()
    {
        var role = $"Tagger-{Guid.NewGuid():n}"[..20];
        await app.CreateRoleAsync(role, Permissions.AccessAdminPanel, "EditContent", "ListContent");
        var work = await app.WorkAsRoleAsync(role);
        var tag = (await TermsAsync("taxtags0000000000000000000"))[0];
        var draft = await ArticleAsync("Waits for its day", item =>
        {
            Tags(item, []);
            item.EnsurePart("PublishLaterPart")["ScheduledPublishUtc"] = "2031-01-01T10:00:00Z";
        }, publish: false);
        var run = await RunAsync(work, Jobs.StartAsync(work, BulkAction.AddTerm, [draft], tag.Subject));
        Assert.Equal("has a date of publication, and waits for it as it is", Assert.Single(await EntriesAsync(work, run)).Message);
        Assert.Empty(Tags((await VersionAsync(draft, VersionOptions.Latest))!));
    }

    private static BulkSubject Subject(System.Text.Json.Nodes.JsonObject term) => new(term["ContentItemId"].AsText()!, term["DisplayText"].AsText()!);

    private static ListFilter Named(string text) => ListFilter.Read(null, text, null, null, null, null);

    private static IReadOnlyList<string> Tags(ContentItem item) => (item.Field("Article", "Tags")?["TermContentItemIds"]).AsTexts();

    private static IReadOnlyList<string> Authors(ContentItem item) => (item.Field("Article", "Author")?["ContentItemIds"]).AsTexts();

    private static void Tags(ContentItem item, IReadOnlyList<string> ids) =>
        item.EnsurePart("Article")["Tags"] = new System.Text.Json.Nodes.JsonObject { ["TaxonomyContentItemId"] = "taxtags0000000000000000000", ["TermContentItemIds"] = JsonValues.ToArray(ids) };

    private Task<IReadOnlyList<(string Value, BulkSubject Subject)>> TermsAsync(string taxonomy) => app.InScopeAsync(async services =>
        (IReadOnlyList<(string, BulkSubject)>)[.. Terms.All((await services.GetRequiredService<ContentItems>().GetAsync(taxonomy))!).Select(term => (Subject(term).ContentItemId, Subject(term)))]);

    // Like one that is there already, which has all that publishing asks for.
    private Task<string> ArticleAsync(string title, Action<ContentItem> change, bool publish = true) => app.InScopeAsync(async services =>
    {
        var (manager, session) = (services.GetRequiredService<ContentManager>(), services.GetRequiredService<SiteSession>());
        session.Who = "somebody";
        var model = await services.GetRequiredService<CmsDbContext>().ContentItems.Where(row => row.ContentType == "Article" && row.Published).OrderBy(row => row.Id).Select(row => row.ContentItemId).FirstAsync();
        var item = (await manager.CloneAsync(model))!.Titled(title);
        change(item);
        Assert.Empty(publish ? await manager.PublishAsync(item) : await manager.SaveDraftAsync(item));
        await session.CommitAsync();
        return item.ContentItemId;
    });

    private async Task<BulkRun> RunAsync(AdminWork work, Task<BulkRun> starting)
    {
        var run = await starting;
        await Jobs.WhenDoneAsync(run.Id);
        return (await work.DoAsync(scope => BulkRuns.FindAsync(scope, run.Id)))!;
    }

    private static Task<IReadOnlyList<BulkEntry>> EntriesAsync(AdminWork work, BulkRun run) => work.DoAsync(scope => BulkRuns.EntriesAsync(scope, run, 0, 10));

    private Task<ContentItem?> VersionAsync(string id, VersionOptions version) => app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(id, version));
}
