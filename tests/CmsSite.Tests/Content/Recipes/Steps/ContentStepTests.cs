using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Recipes.Steps;

public sealed class ContentStepTests : IAsyncLifetime
{
    private const string Definitions = """
        { "name": "ContentDefinition",
          "ContentTypes": [ { "Name": "Article", "DisplayName": "Article", "Settings": { "ContentTypeSettings": { "Versionable": true } },
            "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart" },
              { "PartName": "AutoroutePart", "Name": "AutoroutePart", "Settings": { "AutoroutePartSettings": { "Pattern": "{{ ContentItem | display_text | slugify }}" } } },
              { "PartName": "Article", "Name": "Article" } ] } ],
          "ContentParts": [ { "Name": "Article", "ContentPartFieldDefinitionRecords": [
              { "FieldName": "TextField", "Name": "Summary", "Settings": { "TextFieldSettings": { "Required": true } } } ] } ] }
        """;

    private RecipeSite _site = null!;

    public async Task InitializeAsync()
    {
        _site = await RecipeSite.CreateAsync();
        await _site.DoneAsync(Definitions);
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task An_item_comes_with_its_ids_flags_dates_and_names()
    {
        await _site.DoneAsync(Items("""
            { "ContentItemId": "a1", "ContentItemVersionId": "v1", "ContentType": "Article", "DisplayText": "One", "Latest": true, "Published": true, "Owner": "[js: parameters('AdminUserId')]",
              "Author": "[js: parameters('AdminUsername')]", "CreatedUtc": "2020-01-02T03:04:05Z", "PublishedUtc": "2020-01-03T00:00:00", "ModifiedUtc": "2020-01-04T00:00:00Z",
              "Article": { "Summary": { "Text": "s" } }, "Unknown": { "Number": 1.50, "List": [ null, "x" ] } }
            """));
        var item = (await FindAsync("a1"))!;
        Assert.Equal(("v1", "4admin00000000000000000000", "admin"), (item.ContentItemVersionId, item.Owner, item.Author));
        Assert.Equal(new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc), item.CreatedUtc);
        Assert.Equal(new DateTime(2020, 1, 3, 0, 0, 0, DateTimeKind.Utc), item.PublishedUtc);
        Assert.Equal(new DateTime(2020, 1, 4, 0, 0, 0, DateTimeKind.Utc), item.ModifiedUtc);
        Assert.Equal("""{"Number":1.50,"List":[null,"x"]}""", item.Content["Unknown"]!.ToJsonString());
    }

    [Fact]
    public async Task A_known_version_is_merged_and_an_equal_one_left_alone()
    {
        await _site.DoneAsync(Items(Item("a1", """ "ContentItemVersionId": "v1", "TitlePart": { "Title": "T" }, """)));
        Assert.Equal("0 changes", (await _site.DoneAsync(Items(Item("a1", """ "ContentItemVersionId": "V1", "TitlePart": { "Title": "T" }, """)))).Summary);
        await _site.DoneAsync(Items("""{ "ContentItemId": "a1", "ContentItemVersionId": "v1", "ContentType": "Article", "Latest": true, "Published": true, "Article": { "Summary": { "Text": "new" } } }"""));
        var item = (await FindAsync("a1"))!;
        Assert.Equal(("T", "new"), (item.Text("TitlePart", "Title"), (string?)item.Field("Article", "Summary")!["Text"]));
        Assert.Equal(1, await _site.ReadAsync(database => database.ContentItems.CountAsync()));
    }

    [Fact]
    public async Task An_item_without_a_version_id_is_a_new_version_only_when_it_says_something_new()
    {
        await _site.DoneAsync(Items(Item("a1")));
        Assert.Equal("0 changes", (await _site.DoneAsync(Items(Item("a1")))).Summary);
        await _site.DoneAsync(Items(Item("a1", summary: "other")));
        Assert.Equal(2, await _site.ReadAsync(database => database.ContentItems.CountAsync()));
        Assert.Equal(1, await _site.ReadAsync(database => database.ContentItems.CountAsync(version => version.Published)));
    }

    [Fact]
    public async Task What_saving_cleans_is_not_imported_again_and_again()
    {
        var items = Items(Item("a1", """ "AutoroutePart": {}, "HtmlBodyPart": { "Html": "<p onclick='x()'>Hi</p><script>alert(1)</script>" }, """));
        await _site.DoneAsync(items);
        Assert.DoesNotContain("script", (await FindAsync("a1"))!.Text("HtmlBodyPart", "Html")!, StringComparison.Ordinal);
        Assert.Equal("0 changes", (await _site.DoneAsync(items)).Summary);
    }

    [Fact]
    public async Task A_published_version_and_a_draft_of_one_item_may_come_together()
    {
        await _site.DoneAsync(Items(
            """{ "ContentItemId": "a1", "ContentItemVersionId": "v1", "ContentType": "Article", "DisplayText": "Public", "Latest": false, "Published": true, "Article": { "Summary": { "Text": "s" } } }""",
            """{ "ContentItemId": "a1", "ContentItemVersionId": "v2", "ContentType": "Article", "DisplayText": "Draft", "Latest": true, "Published": false, "Article": { "Summary": { "Text": "s" } } }"""));
        Assert.Equal("Public", (await FindAsync("a1"))!.DisplayText);
        Assert.Equal("Draft", (await FindAsync("a1", VersionOptions.Latest))!.DisplayText);
    }

    [Fact]
    public async Task A_version_that_occurs_twice_is_taken_once()
    {
        await _site.DoneAsync(Items(Item("a1", """ "ContentItemVersionId": "v1", """, "first"), Item("a1", """ "ContentItemVersionId": "V1", """, "second")));
        Assert.Equal("first", (string?)(await FindAsync("a1"))!.Field("Article", "Summary")!["Text"]);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_with_the_items_path_and_nothing_is_written()
    {
        var outcome = await _site.ApplyStepsAsync(Items(
            Item("a1"), """{ "ContentItemId": "", "ContentType": "Article" }""", """{ "ContentItemId": "a3" }""",
            """{ "ContentItemId": "a4", "ContentType": "Article", "Latest": true, "Published": true, "Article": { "Summary": { "Text": "" } } }""", "7"));
        Assert.Superset(
            new HashSet<string> { "steps[0].data[1].ContentItemId", "steps[0].data[2].ContentType", "steps[0].data[3].Article.Summary.Text", "steps[0].data[4]" },
            outcome.Result.Errors.Select(error => error.Path).ToHashSet());
        Assert.Null(await FindAsync("a1"));
    }

    [Fact]
    public async Task After_a_hundred_problems_the_rest_is_not_looked_at()
    {
        var outcome = await _site.ApplyStepsAsync(Items([.. Enumerable.Range(0, 1500).Select(i => $$"""{ "ContentItemId": "x{{i}}" }""")]));
        Assert.InRange(outcome.Result.Errors.Count(), 100, 502);
        Assert.Contains(outcome.Result.Errors, error => error.Message.Contains("the rest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_item_without_any_id_gets_the_same_one_at_every_run()
    {
        const string item = """{ "ContentType": "Article", "DisplayText": "x", "Latest": true, "Published": true, "Article": { "Summary": { "Text": "s" } } }""";
        var outcome = await _site.DoneAsync(Items(item));
        Assert.Contains(outcome.Result.Warnings, warning => warning.Message.Contains("without ContentItemId", StringComparison.Ordinal));
        Assert.Equal(RecipeIds.Length, Assert.Single(outcome.Changes, change => change.Kind == "ContentItem").Subject.Length);
        Assert.Equal("0 changes", (await _site.DoneAsync(Items(item))).Summary);
    }

    [Fact]
    public async Task Types_parts_and_fields_that_nobody_knows_are_reported_and_their_data_kept()
    {
        var outcome = await _site.DoneAsync(Items(
            """{ "ContentItemId": "a1", "ContentType": "Gadget", "Latest": true, "Published": true, "GadgetPart": { "x": { "y": 1 } } }""",
            """{ "ContentItemId": "a2", "ContentType": "Article", "Latest": true, "Published": true, "Article": { "Summary": { "Text": "s" }, "Extra": { "Text": "t" } }, "OtherPart": { "a": 1 } }"""));
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "type", Name: "Gadget", State: RecipeNameState.Unknown });
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "field", Name: "Article.Extra", State: RecipeNameState.Unknown });
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "part", Name: "OtherPart", State: RecipeNameState.Unknown });
        Assert.Equal("""{"x":{"y":1}}""", (await FindAsync("a1"))!.Part("GadgetPart")!.ToJsonString());
        Assert.Equal("t", (string?)(await FindAsync("a2"))!.Field("Article", "Extra")!["Text"]);
    }

    [Fact]
    public async Task Flags_from_scripts_are_texts_and_count_as_false_which_is_said()
    {
        var outcome = await _site.ApplyStepsAsync(Items("""{ "ContentItemId": "a1", "ContentType": "Article", "Latest": true, "Published": "true", "Article": { "Summary": { "Text": "s" } } }"""));
        Assert.Contains(outcome.Result.Warnings, warning => warning.Path == "steps[0].data[0].Published");
        Assert.Null(await FindAsync("a1"));
    }

    [Fact]
    public async Task A_path_is_made_from_the_title_when_the_part_is_there_and_only_then()
    {
        await _site.DoneAsync(Items(Item("a1", """ "DisplayText": "Hello World", "AutoroutePart": {}, """), Item("a2", """ "DisplayText": "Other", """)));
        Assert.Equal("hello-world", (await FindAsync("a1"))!.Text("AutoroutePart", "Path"));
        Assert.Null((await FindAsync("a2"))!.Part("AutoroutePart"));
    }

    [Fact]
    public async Task Scripts_may_make_and_change_items()
    {
        await _site.DoneAsync("""
            { "name": "settings", "Motto": "[js: const a = createContentItem('Article', true, { DisplayText: 'Made', Article: { Summary: { Text: 's' } } }); updateContentItem(a, { DisplayText: 'Changed' }); return a.ContentItemId; ]" }
            """);
        var id = (string?)await _site.DocumentAsync(CmsSite.Storage.SiteDocumentKinds.SiteSetting, "Motto");
        Assert.Equal("Changed", (await FindAsync(id!))!.DisplayText);
    }

    [Fact]
    public async Task More_items_than_a_batch_are_imported_and_a_second_time_left_alone()
    {
        var items = Items([.. Enumerable.Range(0, 700).Select(i => Item($"item{i}", """ "AutoroutePart": {}, """, $"s{i}"))]);
        Assert.Equal(700, (await _site.DoneAsync(items)).Changes.Count);
        Assert.Equal("0 changes", (await _site.DoneAsync(items)).Summary);
    }

    [Fact]
    public async Task A_long_import_writes_what_a_short_one_writes()
    {
        const string dates = """ "DisplayText": "Same", "CreatedUtc": "2020-01-02T03:04:05.678Z", "PublishedUtc": "2020-01-03T00:00:00Z", "ModifiedUtc": "2020-01-04T00:00:00Z", "Author": null, """;
        await _site.DoneAsync(Items(Item("alone", dates)));
        await _site.DoneAsync(Items([.. Enumerable.Range(0, 600).Select(i => Item($"item{i}", dates))]));
        var written = await _site.ReadAsync(database => database.Database.SqlQueryRaw<string>(
            "SELECT DISTINCT quote(CreatedUtc) || quote(PublishedUtc) || quote(ModifiedUtc) || quote(Owner) || quote(Latest) || quote(Published) || quote(DisplayText) || quote(Json) AS Value FROM ContentItem").ToListAsync());
        Assert.Single(written);
    }

    [Fact]
    public async Task Paths_of_many_items_of_one_name_are_all_different_also_from_those_there()
    {
        const string same = """ "DisplayText": "Same", "AutoroutePart": {}, """;
        await _site.DoneAsync(Items(Item("first", same)));
        await _site.DoneAsync(Items([.. Enumerable.Range(0, 600).Select(i => Item($"item{i}", same))]));
        var paths = await _site.ReadAsync(database => database.Autoroutes.Select(row => row.Path).ToListAsync());
        Assert.Equal((601, 601), (paths.Count, paths.Distinct().Count()));
        await _site.DoneAsync(Items(Item("last", same)));
        Assert.Equal("same-601", (await FindAsync("last"))!.Text("AutoroutePart", "Path"));
    }

    private static string Items(params string[] items) => new StringBuilder("""{ "name": "content", "data": [ """).AppendJoin(",\n", items).Append(" ] }").ToString();

    private static string Item(string id, string more = "", string summary = "s") =>
        $$"""{ "ContentItemId": "{{id}}", "ContentType": "Article", {{more}} "Latest": true, "Published": true, "Article": { "Summary": { "Text": "{{summary}}" } } }""";

    private Task<ContentItem?> FindAsync(string id, VersionOptions version = VersionOptions.Published) =>
        _site.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(id, version));
}
