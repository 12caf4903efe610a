using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using CmsSite.Tests.Web.Feeds;

namespace CmsSite.Tests.Theme;

/// <summary>The shipped site in the words of schema.org, by what Google requires and recommends.</summary>
public sealed class StructuredDataTests(ThemePageTests.Site site) : IClassFixture<ThemePageTests.Site>
{
    private readonly HttpClient _visitor = site.CreateVisitor();

    [Fact]
    public async Task An_article_is_news_with_everything_that_Google_asks_for()
    {
        var article = await OneAsync("/articles/the-last-ferry-is-always-late", "NewsArticle");

        Assert.Equal("The Last Ferry Is Always Late", Text(article["headline"]));
        Assert.Equal("https://localhost/articles/the-last-ferry-is-always-late", Text(article["mainEntityOfPage"]));
        Assert.True(FeedRules.IsRfc3339(Text(article["datePublished"])) && FeedRules.IsRfc3339(Text(article["dateModified"])));
        var author = Assert.Single(article["author"]!.AsArray())!;
        Assert.Equal(("Person", "Hester Quayle", "https://localhost/authors/hester-quayle"), (Text(author["@type"]), Text(author["name"]), Text(author["url"])));
        Assert.Equal("Cities", Text(article["articleSection"]));
        Assert.Equal(4, article["keywords"]!.AsArray().Count);
        foreach (var (image, ratio) in article["image"]!.AsArray().Zip([16 / 9.0, 4 / 3.0, 1.0]))
        {
            using var bitmap = SkiaSharp.SKBitmap.Decode(await _visitor.GetByteArrayAsync(Text(image)));
            Assert.Equal(ratio, bitmap.Width / (double)bitmap.Height, 2);
            Assert.InRange(bitmap.Width, 900, 1600); // a picture is cut, and never blown up
        }

        var publisher = article["publisher"]!;
        Assert.Equal(("Organization", "Test site", "https://localhost/"), (Text(publisher["@type"]), Text(publisher["name"]), Text(publisher["url"])));
        using var logo = SkiaSharp.SKBitmap.Decode(await _visitor.GetByteArrayAsync(Text(publisher["logo"]!["url"])));
        Assert.InRange(Math.Min(logo.Width, logo.Height), 112, 2000);
    }

    [Fact]
    public async Task An_author_has_a_profile_of_a_person()
    {
        var profile = await OneAsync("/authors/hester-quayle", "ProfilePage");
        var person = profile["mainEntity"]!;

        Assert.True(FeedRules.IsRfc3339(Text(profile["dateCreated"])) && FeedRules.IsRfc3339(Text(profile["dateModified"])));
        Assert.Equal(("Person", "Hester Quayle", "https://localhost/authors/hester-quayle", "Editor"), (Text(person["@type"]), Text(person["name"]), Text(person["url"]), Text(person["jobTitle"])));
        Assert.True(FeedRules.IsAddress(Text(person["image"])));
        Assert.All(person["sameAs"]!.AsArray(), address => Assert.True(FeedRules.IsAddress(Text(address))));
        Assert.NotEmpty(Text(person["description"]));
    }

    [Theory]
    [InlineData("/articles/the-last-ferry-is-always-late", "Home", "Cities", "The Last Ferry Is Always Late")]
    [InlineData("/authors/hester-quayle", "Home", "Hester Quayle")]
    [InlineData("/tags/history", "Home", "Tags", "History")]
    [InlineData("/tags", "Home", "Tags")]
    [InlineData("/about", "Home", "About")]
    public async Task A_page_says_where_it_is(string address, params string[] names)
    {
        var steps = (await OneAsync(address, "BreadcrumbList"))["itemListElement"]!.AsArray();

        Assert.Equal(names, steps.Select(step => Text(step!["name"])));
        Assert.Equal(Enumerable.Range(1, names.Length), steps.Select(step => step!["position"]!.GetValue<int>()));
        foreach (var step in steps)
        {
            Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(Text(step!["item"]))).StatusCode);
        }
    }

    [Theory]
    [InlineData("/", "WebSite")]
    [InlineData("/tags/history", "CollectionPage")]
    [InlineData("/categories", "CollectionPage")]
    public async Task The_front_page_and_lists_say_what_they_are(string address, string type)
    {
        var data = await OneAsync(address, type);

        Assert.Equal("https://localhost" + address, Text(data["url"]));
        Assert.NotEmpty(Text(data["name"]));
        Assert.NotEmpty(Text(data["description"]));
    }

    [Fact]
    public async Task No_text_can_end_or_break_the_data()
    {
        const string nasty = "</script><script>alert(1)</script> \"quoted\" 'single' \\ \u2028\u2029 <!-- & {{ 1 }} \ud83d\ude80";
        var author = await site.CreateAsync(A.ContentItem("AuthorProfile").Titled(nasty).At("authors/nasty").With("AuthorProfile", "Role", Field(nasty)).With("AuthorProfile", "Introduction", Field(nasty))
            .With("AuthorProfile", "Website", new JsonObject { ["Url"] = "https://example.org/\"</script>" }));
        await site.CreateAsync(A.ContentItem("Article").Titled(nasty).At("articles/nasty-data").Saying("<p>x</p>").With("Article", "Summary", Field(nasty))
            .With("Article", "Author", new JsonObject { ["ContentItemIds"] = new JsonArray(author.ContentItemId) }));

        foreach (var (address, type) in new[] { ("/articles/nasty-data", "NewsArticle"), ("/authors/nasty", "ProfilePage") })
        {
            var page = new HtmlParser().ParseDocument(await _visitor.GetStringAsync(address));
            Assert.Equal(2, page.QuerySelectorAll("script:not([src])").Length);
            var data = await OneAsync(address, type);
            Assert.Equal(nasty, Text(data["headline"] ?? data["mainEntity"]!["name"]));
            Assert.Equal(nasty, Text((await OneAsync(address, "BreadcrumbList"))["itemListElement"]!.AsArray()[^1]!["name"]));
        }
    }

    [Fact]
    public async Task An_article_that_names_nobody_is_by_the_publication()
    {
        await site.CreateAsync(A.ContentItem("Article").Titled("By nobody").At("articles/by-nobody").Saying("<p>x</p>"));

        var article = await OneAsync("/articles/by-nobody", "NewsArticle");

        Assert.Equal("Organization", Text(Assert.Single(article["author"]!.AsArray())!["@type"]));
        Assert.Null(article["image"]);
    }

    private async Task<JsonNode> OneAsync(string address, string type)
    {
        var page = new HtmlParser().ParseDocument(await _visitor.GetStringAsync(address));
        var data = page.QuerySelectorAll("script[type='application/ld+json']").Select(script => JsonNode.Parse(script.TextContent)!).ToList();
        Assert.All(data, node => Assert.Equal("https://schema.org", Text(node["@context"])));
        return Assert.Single(data, node => Text(node["@type"]) == type);
    }

    private static JsonObject Field(string text) => new() { ["Text"] = text };

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
