using CmsSite.Content.Items;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Items;

/// <summary>Orchard's rules of importing items, its traps, and where we differ on purpose.</summary>
public class ImportTests : IAsyncLifetime
{
    private const string Article = """{"ContentItemId":"a","ContentType":"Article","Latest":true,"Published":true,"TitlePart":{"Title":"Hello"},"AutoroutePart":{},"HtmlBodyPart":{"Html":"<p onclick=x>Body</p>"}}""";
    private TestSite _site = null!;

    public async Task InitializeAsync()
    {
        _site = await TestSite.CreateAsync();
        await _site.DefineAsync("Article", """
            {"TitlePart":{},"AutoroutePart":{},"HtmlBodyPart":{},"LocalizationPart":{},"PublishLaterPart":{},
             "Article":{"fields":{"Lead":{"FieldName":"TextField","Settings":{"TextFieldSettings":{"Required":true,"MaxLength":5}}}}}}
            """);
        await _site.DefineAsync("Bag", """{"TitlePart":{},"BagPart":{}}""");
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Imported_again_it_writes_nothing_though_saving_cleans_and_completes_it()
    {
        string[] items =
        [
            Article,
            """{"ContentItemId":"b","ContentItemVersionId":"b1","ContentType":"Article","Latest":true,"Published":true,"TitlePart":{"Title":"B"},"AutoroutePart":{"Path":"/b/","SetHomepage":true},"LocalizationPart":{"Culture":"DE"},"PublishLaterPart":{"ScheduledPublishUtc":"2030-01-01T00:00:00Z"}}""",
            """{"ContentItemId":"c","ContentType":"Bag","Latest":true,"Published":true,"BagPart":{"ContentItems":[{"ContentType":"Article","TitlePart":{"Title":"Inner"}},{"ContentType":"Bag","BagPart":{"ContentItems":[{"ContentType":"Unknown"}]}}]}}""",
            """{"ContentItemId":"d","ContentType":"Article","Latest":true,"Published":false,"TitlePart":{"Title":"Draft"},"AutoroutePart":{}}""",
            """{"ContentItemId":"e","ContentType":"Nowhere","Latest":true,"Published":true,"CreatedUtc":"2024-05-01T10:00:00.1234567Z","Any":{"Thing":[1]}}""",
        ];
        Assert.All(await _site.ImportAsync(items), result => Assert.Equal(ImportOutcome.Created, result.Outcome));
        var before = await CountsAsync();
        Assert.All(await _site.ImportAsync(items), result => Assert.Equal(ImportOutcome.Unchanged, result.Outcome));
        Assert.Equal(before, await CountsAsync());
    }

    [Fact]
    public async Task A_part_that_is_there_is_completed_and_one_that_is_not_is_not_made()
    {
        await _site.ImportAsync(Article, """{"ContentItemId":"bare","ContentType":"Article","Latest":true,"Published":true,"DisplayText":"Bare"}""");
        await using var scope = _site.Open();
        var item = await scope.PublishedAsync("a");
        Assert.Equal(("Hello", "hello", "<p>Body</p>"), (item.DisplayText, item.Text("AutoroutePart", "Path"), item.Text("HtmlBodyPart", "Html")));
        Assert.Empty((await scope.PublishedAsync("bare")).Content);
    }

    [Fact]
    public async Task Dates_owner_and_author_of_the_recipe_stay()
    {
        await _site.ImportAsync("""
            {"ContentItemId":"a","ContentItemVersionId":"v1","ContentType":"Article","DisplayText":"Shown","Latest":true,"Published":true,"ModifiedUtc":"2020-01-02T00:00:00Z","PublishedUtc":"2020-01-03T00:00:00Z",
             "CreatedUtc":"2020-01-01T00:00:00","Owner":"u1","Author":"ada","TitlePart":{"Title":"Written"}}
            """);
        await using var scope = _site.Open();
        var item = await scope.PublishedAsync("a");
        Assert.Equal(("Shown", "v1", "u1", "ada"), (item.DisplayText, item.ContentItemVersionId, item.Owner, item.Author));
        Assert.Equal((1, 2, 3), (item.CreatedUtc!.Value.Day, item.ModifiedUtc!.Value.Day, item.PublishedUtc!.Value.Day));
    }

    [Fact]
    public async Task A_known_version_is_merged_into_objects_deep_arrays_replaced_absent_kept()
    {
        await _site.ImportAsync("""{"ContentItemId":"a","ContentItemVersionId":"v1","ContentType":"Article","Latest":true,"Published":true,"DisplayText":"One","Owner":"u1","Foreign":{"Kept":1,"Deep":{"a":1},"List":[1,2,3],"Gone":"x"}}""");
        var again = Assert.Single(await _site.ImportAsync("""{"ContentItemId":"a","ContentItemVersionId":"V1","ContentType":"Article","Latest":true,"Published":true,"Foreign":{"Deep":{"b":2},"List":[9],"Gone":null}}"""));
        Assert.Equal(ImportOutcome.Updated, again.Outcome);
        await using var scope = _site.Open();
        var item = await scope.PublishedAsync("a");
        Assert.Equal("""{"Kept":1,"Deep":{"a":1,"b":2},"List":[9],"Gone":null}""", item.Content["Foreign"]!.ToJsonString());
        Assert.Equal(("One", "u1", "v1"), (item.DisplayText, item.Owner, item.ContentItemVersionId));
        Assert.Single(await scope.VersionsAsync("a"));
    }

    [Fact]
    public async Task Flags_are_applied_even_if_nothing_else_differs()
    {
        await _site.ImportAsync("""{"ContentItemId":"a","ContentItemVersionId":"v1","ContentType":"Article","Latest":true,"Published":true,"DisplayText":"One"}""");
        await _site.ImportAsync("""{"ContentItemId":"a","ContentItemVersionId":"v1","ContentType":"Article","Latest":true,"Published":false,"DisplayText":"One"}""");
        await using var scope = _site.Open();
        Assert.Null(await scope.Items.GetAsync("a"));
        Assert.Equal("One", (await scope.LatestAsync("a")).DisplayText);
    }

    [Fact]
    public async Task Something_new_without_a_version_id_is_another_version_and_the_old_one_steps_down()
    {
        await _site.ImportAsync(Article);
        await _site.ImportAsync(Article.Replace("Hello", "Hello again", StringComparison.Ordinal));
        await using var scope = _site.Open();
        var versions = await scope.VersionsAsync("a");
        Assert.Equal([(false, false), (true, true)], versions.Select(version => (version.Latest, version.Published)));
        Assert.Equal("Hello again", (await scope.PublishedAsync("a")).DisplayText);
        Assert.Single(await scope.Database.Autoroutes.ToListAsync());
    }

    [Fact]
    public async Task A_version_that_is_neither_latest_nor_published_is_kept_beside()
    {
        await _site.ImportAsync(Article, """{"ContentItemId":"a","ContentItemVersionId":"old","ContentType":"Article","Latest":false,"Published":false,"DisplayText":"Old"}""");
        await using var scope = _site.Open();
        Assert.Equal("Hello", (await scope.LatestAsync("a")).DisplayText);
        Assert.Equal("Old", (await scope.Items.GetVersionAsync("old"))!.DisplayText);
    }

    [Fact]
    public async Task A_newer_draft_of_an_editor_survives_the_recipe()
    {
        await _site.ImportAsync(Article);
        await _site.CommitAsync(async scope =>
        {
            var item = await scope.LatestAsync("a");
            item.Content["TitlePart"]!["Title"] = "Mine";
            await scope.Manager.SaveDraftAsync(item);
        });
        Assert.Equal(ImportOutcome.Unchanged, Assert.Single(await _site.ImportAsync(Article)).Outcome);
        Assert.Equal("Mine", (await _site.ReadAsync(scope => scope.LatestAsync("a"))).DisplayText);
    }

    [Fact]
    public async Task Items_inside_keep_the_ids_they_were_given_when_the_recipe_changes()
    {
        const string Bag = """{"ContentItemId":"c","ContentType":"Bag","Latest":true,"Published":true,"BagPart":{"ContentItems":[{"ContentType":"Article","TitlePart":{"Title":"Inner"}}]}}""";
        await _site.ImportAsync(Bag);
        var id = (await _site.ReadAsync(scope => scope.PublishedAsync("c"))).Content["BagPart"]!["ContentItems"]![0]!["ContentItemId"].AsText();
        Assert.Equal(26, id!.Length);
        await _site.ImportAsync(Bag.Replace("Inner", "Changed", StringComparison.Ordinal));
        var inner = (await _site.ReadAsync(scope => scope.PublishedAsync("c"))).Content["BagPart"]!["ContentItems"]![0]!;
        Assert.Equal((id, "Changed"), (inner["ContentItemId"].AsText(), inner["DisplayText"].AsText()));
    }

    [Fact]
    public async Task A_recipe_must_give_what_is_required_but_need_not_keep_to_an_editors_limits()
    {
        var refused = Assert.Single(await _site.ImportAsync("""{"ContentItemId":"r","ContentType":"Article","Latest":true,"Published":true,"Article":{}}"""));
        Assert.Equal(ImportOutcome.Refused, refused.Outcome);
        var problem = Assert.Single(refused.Problems);
        Assert.Equal(("Article.Lead.Text", "Lead is required: a text is expected."), (problem.Path, problem.Message));
        Assert.Null(await _site.ReadAsync(scope => scope.Items.GetAsync("r", VersionOptions.Latest)));

        const string TooLong = """{"ContentItemId":"l","ContentType":"Article","Latest":true,"Published":true,"Article":{"Lead":{"Text":"longer than five"}}}""";
        Assert.Equal(ImportOutcome.Created, Assert.Single(await _site.ImportAsync(TooLong)).Outcome);
        await using var scope = _site.Open();
        Assert.Contains("at most 5", Assert.Single(await scope.Manager.PublishAsync(scope.Item(TooLong))).Message);
    }

    [Fact]
    public async Task A_version_id_belongs_to_one_item()
    {
        await _site.ImportAsync("""{"ContentItemId":"a","ContentItemVersionId":"v1","ContentType":"Article","Latest":true}""");
        var other = Assert.Single(await _site.ImportAsync("""{"ContentItemId":"b","ContentItemVersionId":"v1","ContentType":"Article","Latest":true}"""));
        Assert.Contains("belongs to the item 'a'", Assert.Single(other.Problems).Message);
    }

    private Task<(int Items, int Changes, int Routes)> CountsAsync() => _site.ReadAsync(async scope =>
        (await scope.Database.ContentItems.CountAsync(), await scope.Database.Changes.CountAsync(), await scope.Database.Autoroutes.CountAsync()));
}
