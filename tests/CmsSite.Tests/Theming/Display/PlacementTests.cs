using CmsSite.Storage;

namespace CmsSite.Tests.Theming.Display;

public class PlacementTests
{
    private const string Post = """{ "TitlePart": { "Title": "Hello" }, "HtmlBodyPart": { "Html": "<i>body</i>" }, "Post": { "Subtitle": { "Text": "sub" } } }""";

    [Theory]
    [InlineData("""{ "TextField": [ { "place": "-" } ] }""", "<h1>Hello</h1>", "<i>body</i>")]
    [InlineData("""{ "TextField": [ { "differentiator": "Post-Other", "place": "-" }, { "differentiator": "Post-Subtitle", "place": "Header:5" } ] }""", "<h1>Hello</h1>", "sub", "<i>body</i>")]
    [InlineData("""{ "TextField": [ { "place": "Content:before" } ] }""", "<h1>Hello</h1>", "sub", "<i>body</i>")]
    [InlineData("""{ "HtmlBodyPart": [ { "displayType": "Summary", "place": "-" } ] }""", "<h1>Hello</h1>", "<i>body</i>", "sub")]
    [InlineData("""{ "HtmlBodyPart": [ { "contentType": ["Page", "Po*"], "place": "-" } ] }""", "<h1>Hello</h1>", "sub")]
    [InlineData("""{ "HtmlBodyPart": [ { "contentPart": "HtmlBodyPart", "path": "~/blog/*", "place": "Content:9" } ] } // by path""", "<h1>Hello</h1>", "sub", "<i>body</i>")]
    [InlineData("""{ "HtmlBodyPart": [ { "path": "/shop", "place": "-" } ], }""", "<h1>Hello</h1>", "<i>body</i>", "sub")]
    [InlineData("""{ "TextField": [ { "alternates": ["Loud"] } ] }""", "<h1>Hello</h1>", "<i>body</i>", "LOUD sub")]
    [InlineData("""{ "TextField": [ { "wrappers": ["Frame"] } ] }""", "<h1>Hello</h1>", "<i>body</i>", "[frame", "sub", "]")]
    [InlineData("""{ "TextField": [ { "shape": "Shy" } ] }""", "<h1>Hello</h1>", "<i>body</i>", "shy sub")]
    [InlineData("not json", "<h1>Hello</h1>", "<i>body</i>", "sub")]
    public async Task A_theme_says_where_shapes_go(string placement, params string[] order)
    {
        await using var site = await DisplaySite.CreateAsync(
            ("placement.json", placement), ("Views/Loud.liquid", "LOUD {{ Model.Text }}"), ("Views/Shy.liquid", "shy {{ Model.Text }}"), ("Views/Frame.liquid", "[frame{{ Model.Metadata.ChildContent }}]"));
        await site.DefineAsync("Post", ["Subtitle:TextField"], ["TitlePart", "HtmlBodyPart"]);
        await using var visit = site.Visit("/blog/hello");
        var html = await visit.HtmlAsync(await site.PublishAsync("Post", "Hello", Post));
        var at = -1;
        foreach (var text in order)
        {
            var next = html.IndexOf(text, at + 1, StringComparison.Ordinal);
            Assert.True(next > at, $"'{text}' is missing or too early in {html}");
            at = next;
        }

        Assert.Equal(order.Contains("<i>body</i>"), html.Contains("<i>body</i>", StringComparison.Ordinal));
        Assert.Equal(order.Any(text => text.Contains("sub", StringComparison.Ordinal)), html.Contains("sub", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_database_says_the_last_word()
    {
        await using var site = await DisplaySite.CreateAsync(("placement.json", """{ "TextField": [ { "place": "-" } ] }"""));
        await site.DefineAsync("Post", ["Subtitle:TextField"]);
        var post = await site.PublishAsync("Post", "Hello", Post);
        Assert.DoesNotContain("sub", await site.HtmlAsync(post), StringComparison.Ordinal);
        await site.PutAsync(SiteDocumentKinds.Placement, "TextField", """[ { "contentType": ["Post"], "place": "Content:1" } ]""");
        Assert.Contains("sub", await site.HtmlAsync(post), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_with_a_slash_is_a_zone_of_the_layout()
    {
        await using var site = await DisplaySite.CreateAsync(("placement.json", """{ "TextField": [ { "place": "/AsideFirst:2" } ] }"""));
        await site.DefineAsync("Post", ["Subtitle:TextField"]);
        await using var visit = site.Visit();
        Assert.DoesNotContain("sub", await visit.HtmlAsync(await site.PublishAsync("Post", "Hello", Post)), StringComparison.Ordinal);
        Assert.Contains("sub", await visit.HtmlAsync(visit.Context.Zone("AsideFirst")), StringComparison.Ordinal);
    }
}
