using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Search;

/// <summary>What stands inside an item is found with it.</summary>
public sealed class NestedItemTests
{
    private const string Included = """ "Settings": { "LuceneContentIndexSettings": { "Included": true } } """;
    private const string Kept = """ "LuceneContentIndexSettings": { "Included": true, "Stored": true } """;

    [Fact]
    public async Task The_text_of_a_widget_in_a_flow_or_a_bag_however_deep_finds_the_page()
    {
        await using var site = await CreateAsync();
        await using var node = new SearchNode(site);
        var page = await site.WriteAsync("Landing", type: "Page", more: item =>
        {
            item.Content["FlowPart"] = Flow(Paragraph("gannets overhead"), new JsonObject { ["ContentType"] = "Box", ["FlowPart"] = Flow(Paragraph("puffins below")) });
            item.Content["Services"] = Bag(Service("anchor", "Mooring by the pier"));
        });
        await node.CatchUpAsync();

        foreach (var words in new[] { "gannets", "puffin", "mooring pier" })
        {
            Assert.Equal([page.ContentItemId], await node.IdsAsync(words));
        }

        Assert.Contains("<mark>puffins</mark>", (await node.FindAsync("puffin")).Hits[0].Passage);
    }

    [Theory]
    [InlineData("Service.Icon", "anchor", 1)]
    [InlineData("Services.Service.Icon", "anchor", 1)]
    [InlineData("Page.Services.Service.Icon", "bell", 1)]
    [InlineData("Service.Icon", "whistle", 0)]
    [InlineData("Paragraph.HtmlBodyPart", "gannets", 1)]
    [InlineData("FlowPart.Paragraph.HtmlBodyPart", "gannets", 1)]
    [InlineData("Page.FlowPart.Paragraph.HtmlBodyPart", "gannets", 1)]
    public async Task Queries_ask_for_fields_of_items_inside_by_Orchards_names(string field, string value, int found)
    {
        await using var site = await CreateAsync();
        await using var node = new SearchNode(site);
        await site.WriteAsync("Landing", type: "Page", more: item =>
        {
            item.Content["FlowPart"] = Flow(Paragraph("gannets overhead"));
            item.Content["Services"] = Bag(Service("anchor", "Mooring"), Service("bell", "Warning"));
        });
        await site.WriteAsync("Other", type: "Page", more: item => item.Content["Services"] = Bag(Service("lamp", "Light")));
        await node.CatchUpAsync();

        Assert.Equal(found, (await AskAsync(site, node, $$"""{ "query": { "match": { "{{field}}": "{{value}}" } } }""")).Items.Count);
    }

    [Fact]
    public async Task What_carries_a_term_is_found_by_the_terms_above_it_and_follows_when_the_term_moves()
    {
        await using var site = await CreateAsync();
        await using var node = new SearchNode(site);
        await site.PublishAsync(Regions("""{ "ContentItemId": "cornwall", "ContentType": "Region", "DisplayText": "Cornwall", "TermPart": {} }"""));
        var page = await site.WriteAsync("Harbour", type: "Page", more: item => item.Content["Page"] = new JsonObject
        {
            ["Where"] = new JsonObject { ["TaxonomyContentItemId"] = "regions", ["TermContentItemIds"] = new JsonArray("cornwall") },
        });
        await node.CatchUpAsync();
        Assert.Equal(page.ContentItemId, Assert.Single((await CarryingAsync("england")).Items).ContentItemId);
        Assert.Single((await CarryingAsync("cornwall")).Items);
        Assert.Empty((await CarryingAsync("wales")).Items);

        await site.PublishAsync(Regions(""));
        await node.CatchUpAsync();
        Assert.Empty((await CarryingAsync("england")).Items);

        await site.PublishAsync(Regions("""{ "ContentItemId": "cornwall", "ContentType": "Region", "DisplayText": "Cornwall", "TermPart": {} }"""));
        await node.CatchUpAsync();
        Assert.Single((await CarryingAsync("england")).Items);

        Task<QueryResults> CarryingAsync(string region) => AskAsync(site, node, $$"""{ "query": { "term": { "Page.Where.Inherited": "{{region}}" } } }""");
    }

    private static string Regions(string inEngland) => $$"""
        { "ContentItemId": "regions", "ContentType": "Taxonomy", "DisplayText": "Regions", "TitlePart": { "Title": "Regions" }, "TaxonomyPart": { "TermContentType": "Region", "Terms": [
          { "ContentItemId": "england", "ContentType": "Region", "DisplayText": "England", "TermPart": {}, "Terms": [{{inEngland}}] },
          { "ContentItemId": "wales", "ContentType": "Region", "DisplayText": "Wales", "TermPart": {} } ] } }
        """;

    private static async Task<TestSite> CreateAsync()
    {
        var site = await SearchNode.CreateSiteAsync();
        await site.DefineAsync("Paragraph", $$"""{ "HtmlBodyPart": { {{Included}} } }""", """{ "Stereotype": "Widget" }""");
        await site.DefineAsync("Box", """{ "FlowPart": {} }""", """{ "Stereotype": "Widget" }""");
        await site.DefineAsync("Service", $$"""{ "TitlePart": {}, "Service": { "fields": { "Icon": { "FieldName": "TextField", {{Included}} } } } }""");
        await site.DefineAsync("Region", """{ "TitlePart": {} }""");
        await site.DefineAsync("Taxonomy", """{ "TitlePart": {}, "TaxonomyPart": {} }""");
        await site.DefineAsync("Page", $$"""
            { "TitlePart": {}, "AutoroutePart": {}, "FlowPart": { "Settings": { {{Kept}} } },
              "Services": { "PartName": "BagPart", "Settings": { "BagPartSettings": { "ContainedContentTypes": ["Service"] }, {{Kept}} } },
              "Page": { "fields": { "Where": { "FieldName": "TaxonomyField", {{Included}} } } } }
            """);
        return site;
    }

    private static JsonObject Flow(params JsonNode[] widgets) => new() { ["Widgets"] = new JsonArray(widgets) };

    private static JsonObject Bag(params JsonNode[] items) => new() { ["ContentItems"] = new JsonArray(items) };

    private static JsonObject Paragraph(string text) => new() { ["ContentType"] = "Paragraph", ["HtmlBodyPart"] = new JsonObject { ["Html"] = $"<p>{text}</p>" } };

    private static JsonObject Service(string icon, string title) =>
        new() { ["ContentType"] = "Service", ["DisplayText"] = title, ["TitlePart"] = new JsonObject { ["Title"] = title }, ["Service"] = new JsonObject { ["Icon"] = new JsonObject { ["Text"] = icon } } };

    private static async Task<QueryResults> AskAsync(TestSite site, SearchNode node, string text)
    {
        await using var scope = site.Open();
        var source = new LuceneQuerySource(node.Search, scope.Get<SearchProfiles>(), scope.Get<ContentItems>(), TimeProvider.System);
        return await source.RunAsync(new Query("q", "Lucene", text, true, []), text, new Dictionary<string, object?>(), default);
    }
}
