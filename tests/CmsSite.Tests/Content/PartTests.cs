using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Taxonomies;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content;

/// <summary>The rules of the parts that have few.</summary>
public class PartTests : IAsyncLifetime
{
    private TestSite _site = null!;

    public async Task InitializeAsync() => _site = await TestSite.CreateAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_generated_title_follows_its_pattern_and_an_edited_one_names_the_item()
    {
        await _site.DefineAsync("Made", """{"TitlePart":{"Settings":{"TitlePartSettings":{"Options":2,"Pattern":"No. {{ ContentItem.Content.Made.Number.Text }}"}}},"Made":{"fields":{"Number":"TextField"}}}""");
        await _site.DefineAsync("Written", """{"TitlePart":{}}""");
        Assert.Equal("No. 7", (await _site.PublishAsync("""{"ContentType":"Made","TitlePart":{},"Made":{"Number":{"Text":"7"}}}""")).DisplayText);
        var edited = await _site.PublishAsync("""{"ContentType":"Written","DisplayText":"Old","TitlePart":{"Title":" New "}}""");
        Assert.Equal("New", edited.DisplayText);
    }

    [Fact]
    public async Task An_alias_is_made_and_belongs_to_one_item_in_any_case()
    {
        await _site.DefineAsync("A", """{"TitlePart":{},"AliasPart":{}}""");
        string Item(string id, string alias) => $$"""{"ContentItemId":"{{id}}","ContentType":"A","Latest":true,"Published":true,"TitlePart":{"Title":"Main menu"},"AliasPart":{{alias}} }""";
        var outcomes = await _site.ImportAsync(Item("1", "{}"), Item("2", "{}"), Item("3", """{"Alias":" MAIN-menu "}"""), Item("4", $$"""{"Alias":"{{new string('x', 736)}}"}"""));
        Assert.Contains("belongs to 'Main menu' (A 1)", Assert.Single(outcomes[2].Problems).Message);
        Assert.Contains("at most 735", Assert.Single(outcomes[3].Problems).Message);
        await using var scope = _site.Open();
        Assert.Equal("1", (await scope.Items.GetByHandleAsync("alias:Main-Menu"))!.ContentItemId);
        Assert.Equal("2", (await scope.Items.GetByHandleAsync("alias:main-menu-1"))!.ContentItemId);
    }

    [Fact]
    public async Task Bodies_are_sanitised_unless_the_settings_say_not_to_also_inside_other_items()
    {
        await _site.DefineAsync("Safe", """{"HtmlBodyPart":{},"FlowPart":{}}""");
        await _site.DefineAsync("Raw", """{"HtmlBodyPart":{"Settings":{"HtmlBodyPartSettings":{"SanitizeHtml":false}}}}""");
        var item = await _site.PublishAsync("""
            {"ContentType":"Safe","HtmlBodyPart":{"Html":"<b onclick=x>a</b>"},"FlowPart":{"Widgets":[{"ContentType":"Safe","HtmlBodyPart":{"Html":"<script>x</script>b"}},{"ContentType":"Raw","HtmlBodyPart":{"Html":"<script>x</script>c"}}]}}
            """);
        Assert.Equal("<b>a</b>", item.Text("HtmlBodyPart", "Html"));
        Assert.Equal("b", item.Content["FlowPart"]!["Widgets"]![0]!["HtmlBodyPart"]!["Html"].AsText());
        Assert.Equal("<script>x</script>c", item.Content["FlowPart"]!["Widgets"]![1]!["HtmlBodyPart"]!["Html"].AsText());
        Assert.All(item.Content["FlowPart"]!["Widgets"].AsObjects(), widget => Assert.Equal(26, widget["ContentItemId"].AsText()!.Length));
    }

    [Theory]
    [InlineData("<p>x</p>", 0)]
    [InlineData("<img src='/media/a%20cat.jpg'> <img src='/media/b.jpg' alt='A dog'> <IMG src='/media/c.jpg'>", 2)]
    [InlineData("<img src='/media/b.jpg' alt=''> <img src='/media/c.jpg' role='presentation'>", 0)]
    public async Task Pictures_in_bodies_are_described_before_they_are_published(string html, int missing)
    {
        await _site.DefineAsync("Body", """{"HtmlBodyPart":{}}""");
        await using var scope = _site.Open();
        var item = scope.Manager.New("Body");
        item.EnsurePart("HtmlBodyPart")["Html"] = html;
        Assert.Empty(await scope.Manager.SaveDraftAsync(item.Copy()));
        var problems = await scope.Manager.PublishAsync(item);
        Assert.Equal(missing, problems.Count);
        if (missing > 0)
        {
            Assert.Equal([(0, "HtmlBodyPart.Html"), (2, "HtmlBodyPart.Html")], problems.Select(problem => (problem.Picture!.Value, problem.Path)));
            Assert.StartsWith("The picture a cat.jpg has no description.", problems[0].Message);
        }
    }

    [Theory]
    [InlineData("![A dog](/media/b.jpg) and ![](/media/c.jpg){role=presentation} and `![](/media/code.jpg)`", null)]
    [InlineData("![A dog](/media/b.jpg)\n\n![ ](/media/c.jpg)", 1)]
    public async Task In_Markdown_no_words_are_no_decision(string markdown, int? missing)
    {
        await _site.DefineAsync("Marked", """{"Marked":{"fields":{"Text":"MarkdownField"}},"MarkdownBodyPart":{}}""");
        await using var scope = _site.Open();
        var item = scope.Manager.New("Marked");
        item.EnsurePart("MarkdownBodyPart")["Markdown"] = markdown;
        item.EnsurePart("Marked")["Text"] = new JsonObject { ["Markdown"] = markdown };
        var problems = await scope.Manager.PublishAsync(item);
        Assert.Equal(missing is null ? [] : [("MarkdownBodyPart.Markdown", missing), ("Marked.Text.Markdown", missing)], problems.Select(problem => (problem.Path, problem.Picture)).OrderBy(problem => problem.Path, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Recipes_are_not_asked_what_their_pictures_show()
    {
        await _site.DefineAsync("Noted", """{"MarkdownBodyPart":{}}""");
        Assert.Empty((await _site.ImportAsync("""{"ContentItemId":"imported","ContentType":"Noted","Latest":true,"Published":true,"MarkdownBodyPart":{"Markdown":"![](/media/other.jpg)"}}"""))[0].Problems);
    }

    [Fact]
    public async Task A_problem_inside_says_where()
    {
        await _site.DefineAsync("Outer", """{"FlowPart":{}}""");
        await _site.DefineAsync("Inner", """{"Inner":{"fields":{"F":{"FieldName":"TextField","Settings":{"TextFieldSettings":{"Required":true}}}}}}""");
        await using var scope = _site.Open();
        var problems = await scope.Manager.PublishAsync(scope.Item("""{"ContentType":"Outer","FlowPart":{"Widgets":[{"ContentType":"Outer"},{"ContentType":"Inner","Inner":{}}]}}"""));
        Assert.Equal("FlowPart.Widgets[1].Inner.F.Text", Assert.Single(problems).Path);
    }

    [Fact]
    public async Task Terms_know_their_taxonomy_and_have_ids_that_differ()
    {
        await _site.DefineAsync("Taxonomy", """{"TitlePart":{},"TaxonomyPart":{}}""");
        await _site.DefineAsync("Tag", """{"TitlePart":{}}""");
        await _site.PublishAsync("""{"ContentItemId":"tags","ContentType":"Taxonomy","TaxonomyPart":{"TermContentType":"Tag","Terms":[{"DisplayText":"A"},{"ContentItemId":"b","ContentType":"Tag","TitlePart":{"Title":"B"},"Terms":[{"ContentItemId":"c","ContentType":"Tag","DisplayText":"C"}]}]}}""");
        await using var scope = _site.Open();
        var all = Terms.All(await scope.PublishedAsync("tags")).ToList();
        Assert.Equal(["A", "B", "C"], all.Select(term => term["DisplayText"].AsText()));
        Assert.All(all, term => Assert.Equal(("tags", "Tag"), (term["TermPart"]!["TaxonomyContentItemId"].AsText(), term["ContentType"].AsText())));
        Assert.Equal(["C", "B"], Terms.Chain(await scope.PublishedAsync("tags"), "c").Select(term => term.DisplayText));
        var rows = await scope.Database.Terms.OrderBy(row => row.JsonPath).ToListAsync();
        Assert.Equal(["TaxonomyPart.Terms[0]", "TaxonomyPart.Terms[1]", "TaxonomyPart.Terms[1].Terms[0]"], rows.Select(row => row.JsonPath));
        Assert.Equal("C", JsonPaths.Find((await scope.PublishedAsync("tags")).Content, rows[2].JsonPath)!["DisplayText"].AsText());

        var twice = scope.Item("""{"ContentType":"Taxonomy","TaxonomyPart":{"Terms":[{"ContentItemId":"x","DisplayText":"X"},{"ContentItemId":"X","DisplayText":"Y"}]}}""");
        Assert.Contains("'X', 'Y'", Assert.Single(await scope.Manager.PublishAsync(twice)).Message);
    }

    [Fact]
    public async Task A_field_for_leaves_refuses_a_term_that_has_terms_below_it()
    {
        await _site.DefineAsync("Taxonomy", """{"TitlePart":{},"TaxonomyPart":{}}""");
        await _site.DefineAsync("P", """{"P":{"fields":{"Place":{"FieldName":"TaxonomyField","Settings":{"TaxonomyFieldSettings":{"TaxonomyContentItemId":"places","LeavesOnly":true}}}}}}""");
        await _site.PublishAsync("""
            {"ContentItemId":"places","ContentType":"Taxonomy","TaxonomyPart":{"TermContentType":"Place","Terms":[
                {"ContentItemId":"europe","DisplayText":"Europe","Terms":[{"ContentItemId":"malta","DisplayText":"Malta"}]}]}}
            """);
        await using var scope = _site.Open();
        var problem = Assert.Single(await scope.Manager.SaveDraftAsync(scope.Item("""{"ContentType":"P","P":{"Place":{"TermContentItemIds":["europe","malta"]}}}""")));
        Assert.Equal("P.Place.TermContentItemIds", problem.Path);
        Assert.Contains("'Europe' has some", problem.Message);
        Assert.Empty(await scope.Manager.PublishAsync(scope.Item("""{"ContentType":"P","P":{"Place":{"TermContentItemIds":["malta"]}}}""")));

        // What Orchard accepts from a recipe is accepted.
        Assert.Equal(ImportOutcome.Created, Assert.Single(await scope.ImportAsync("""{"ContentItemId":"p","ContentType":"P","Latest":true,"P":{"Place":{"TermContentItemIds":["europe"]}}}""")).Outcome);
    }

    [Fact]
    public async Task Menu_items_take_their_label_from_where_orchard_kept_it_once()
    {
        await _site.DefineAsync("Menu", """{"TitlePart":{},"MenuItemsListPart":{}}""");
        await _site.DefineAsync("LinkMenuItem", """{"LinkMenuItemPart":{}}""");
        await _site.DefineAsync("HtmlMenuItem", """{"HtmlMenuItemPart":{}}""");
        var menu = await _site.PublishAsync("""
            {"ContentType":"Menu","TitlePart":{"Title":"Main"},"MenuItemsListPart":{"MenuItems":[
                {"ContentType":"LinkMenuItem","LinkMenuItemPart":{"Name":"Home","Url":"~/"}},
                {"ContentType":"LinkMenuItem","DisplayText":"About","LinkMenuItemPart":{"Name":"Old","Url":"~/about"}},
                {"ContentType":"HtmlMenuItem","HtmlMenuItemPart":{"Html":"<i onclick=x>i</i>"}}]}}
            """);
        var items = menu.Content["MenuItemsListPart"]!["MenuItems"]!;
        Assert.Equal(("Home", "About", "<i>i</i>"), (items[0]!["DisplayText"].AsText(), items[1]!["DisplayText"].AsText(), items[2]!["HtmlMenuItemPart"]!["Html"].AsText()));
        await using var scope = _site.Open();
        var bad = scope.Item("""{"ContentType":"LinkMenuItem","LinkMenuItemPart":{"Url":"javascript:x"}}""");
        Assert.Contains("cannot be a link", Assert.Single(await scope.Manager.SaveDraftAsync(bad)).Message);
    }

    [Fact]
    public async Task An_item_of_an_ordered_list_comes_last_and_of_any_list_knows_its_type()
    {
        await _site.DefineAsync("Ordered", """{"TitlePart":{},"ListPart":{"Settings":{"ListPartSettings":{"EnableOrdering":true}}}}""");
        await _site.DefineAsync("Item", """{"TitlePart":{}}""");
        await _site.PublishAsync("""{"ContentItemId":"list","ContentType":"Ordered","TitlePart":{"Title":"List"}}""");
        await _site.ImportAsync(
            """{"ContentItemId":"1","ContentType":"Item","Latest":true,"Published":true,"ContainedPart":{"ListContentItemId":"list"}}""",
            """{"ContentItemId":"2","ContentType":"Item","Latest":true,"Published":true,"ContainedPart":{"ListContentItemId":"list"}}""");
        await using var scope = _site.Open();
        var second = await scope.PublishedAsync("2");
        Assert.Equal("""{"ListContentItemId":"list","ListContentType":"Ordered","Order":1}""", second.Content["ContainedPart"]!.ToJsonString());
        Assert.Equal(["1", "2"], (await scope.Get<CmsSite.Content.Lists.ContentLists>().PageAsync("list", ordered: true, 0, 10)).Select(item => item.ContentItemId));
        Assert.Equal("List", (await scope.Get<CmsSite.Content.Lists.ContentLists>().ContainerAsync(second))!.DisplayText);
    }

    [Fact]
    public async Task A_translatable_item_is_in_a_set_and_has_the_sites_culture()
    {
        await _site.DefineAsync("L", """{"LocalizationPart":{}}""");
        await _site.CommitAsync(scope => scope.Settings.PutAsync("LocalizationSettings", new JsonObject { ["DefaultCulture"] = "de-CH" }));
        var item = await _site.PublishAsync("""{"ContentType":"L","LocalizationPart":{}}""");
        var part = item.Part("LocalizationPart")!;
        Assert.Equal(("de-ch", 26), (part["Culture"].AsText(), part["LocalizationSet"].AsText()!.Length));
        await using var scope = _site.Open();
        Assert.Equal("de-ch", Assert.Single(await scope.Database.Localized.ToListAsync()).Culture);
        var clone = (await scope.Manager.CloneAsync(item.ContentItemId))!;
        Assert.NotEqual(part["LocalizationSet"].AsText(), clone.Text("LocalizationPart", "LocalizationSet"));
    }

    [Theory]
    [InlineData("""{"Canonical":"javascript:x"}""", "is not an address")]
    [InlineData("""{"GoogleSchema":"{ \"a\": "}""", "It is not JSON (line 1")]
    public async Task What_goes_into_the_head_does_not_break_it(string part, string message)
    {
        await _site.DefineAsync("S", """{"SeoMetaPart":{}}""");
        await using var scope = _site.Open();
        Assert.Contains(message, Assert.Single(await scope.Manager.PublishAsync(scope.Item($$"""{"ContentType":"S","SeoMetaPart":{{part}} }"""))).Message);
    }

    [Fact]
    public async Task A_date_to_archive_that_has_passed_is_no_date()
    {
        await _site.DefineAsync("E", """{"ArchiveLaterPart":{}}""");
        await using var scope = _site.Open();
        Assert.Contains("has passed", Assert.Single(await scope.Manager.PublishAsync(scope.Item("""{"ContentType":"E","ArchiveLaterPart":{"ScheduledArchiveUtc":"2020-01-01T00:00:00Z"}}"""))).Message);
        Assert.Contains("'soon' is not a date", Assert.Single(await scope.Manager.SaveDraftAsync(scope.Item("""{"ContentType":"E","ArchiveLaterPart":{"ScheduledArchiveUtc":"soon"}}"""))).Message);
    }

    [Fact]
    public async Task Widgets_of_layers_are_indexed()
    {
        await _site.PublishAsync("""{"ContentType":"Any","LayerMetadata":{"Zone":"Footer","Layer":"Always","Position":1.5,"RenderTitle":false}}""");
        var row = Assert.Single(await _site.ReadAsync(scope => scope.Database.LayerWidgets.ToListAsync()));
        Assert.Equal(("Footer", "Always", 1.5), (row.Zone, row.Layer, row.Position));
    }
}
