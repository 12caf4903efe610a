using System.Net;
using System.Text.RegularExpressions;

namespace CmsSite.Tests.Theme;

/// <summary>The shipped site, drawn by the shipped theme.</summary>
public sealed class ThemePageTests(ThemePageTests.Site site) : IClassFixture<ThemePageTests.Site>
{
    private readonly HttpClient _visitor = site.CreateVisitor(followRedirects: true);

    public sealed class Site : CmsApplication
    {
        protected override string Recipe => "CmsSite";

        // Nobody searches here, so there is no index.
        protected override IEnumerable<(string Key, string Value)> Settings => [("Search:StartDelaySeconds", "3600")];
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?page=2")]
    [InlineData("/articles/the-last-ferry-is-always-late")]
    [InlineData("/authors/hester-quayle")]
    [InlineData("/about")]
    [InlineData("/tags")]
    [InlineData("/tags/history")]
    [InlineData("/categories")]
    [InlineData("/categories/nature")]
    [InlineData("/archive")]
    [InlineData("/archive?month=2026-11")]
    [InlineData("/nothing-here")]
    public async Task A_page_has_a_title_one_heading_and_no_holes(string address)
    {
        var html = await (await _visitor.GetAsync(address)).Content.ReadAsStringAsync();

        Assert.Matches("<title>[^<]+</title>", html);
        Assert.Single(Regex.Matches(html, "<h1[ >]"));
        Assert.DoesNotMatch("(href|src|datetime)=\"\"", html);
        Assert.DoesNotContain("{{", html);
        Assert.DoesNotContain("{%", html);
        Assert.DoesNotContain("href=\"/Contents/ContentItems/", html);
        Assert.All(Regex.Matches(html, "<img [^>]*>").Select(image => image.Value), image => Assert.Contains(" alt=", image));
        Assert.DoesNotContain(site.Log.Lines, line => line.StartsWith("Error CmsSite.Theming", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_front_page_leads_with_the_newest_article_and_leads_on_to_older_ones()
    {
        var first = await _visitor.GetStringAsync("/");
        var second = await _visitor.GetStringAsync("/?page=2");

        Assert.Single(Regex.Matches(first, "class=\"card lead"));
        Assert.Equal(2, Regex.Count(first, "class=\"card second"));
        Assert.Equal(7, Regex.Count(first, "class=\"card row"));
        Assert.Contains("rel=\"next\" href=\"/?page=2\"", first);
        Assert.Contains("rel=\"prev\" href=\"/\"", second);
        Assert.Empty(Titles(first).Intersect(Titles(second)));
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("two")]
    [InlineData("%3Cscript%3E")]
    public async Task A_page_number_that_is_none_is_the_first_page(string number)
    {
        var html = await _visitor.GetStringAsync($"/?page={number}");

        Assert.Equal(Titles(await _visitor.GetStringAsync("/")), Titles(html));
    }

    [Theory]
    [InlineData("99")]
    [InlineData("99999999999")]
    public async Task A_page_past_the_end_says_so_and_leads_back(string number)
    {
        var html = await (await _visitor.GetAsync($"/?page={number}")).Content.ReadAsStringAsync();

        Assert.DoesNotContain("class=\"card lead", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/\"", html);
    }

    [Fact]
    public async Task An_article_names_its_author_its_day_and_what_to_read_next()
    {
        var html = await _visitor.GetStringAsync("/articles/the-last-ferry-is-always-late");

        Assert.Contains("<a rel=\"author\" href=\"/authors/hester-quayle\">Hester Quayle</a>", html);
        Assert.Matches("<time datetime=\"2026-\\d\\d-\\d\\dT[^\"]+Z\">", html);
        Assert.Matches("<link rel=\"canonical\" href=\"https://localhost/articles/the-last-ferry-is-always-late\"", html);
        Assert.Contains("<h2 id=\"related_title\">", html);
        Assert.Single(Regex.Matches(html, "name=\"description\""));
    }

    [Fact]
    public async Task While_there_is_no_search_index_an_article_leads_to_what_shares_its_tags()
    {
        var html = await _visitor.GetStringAsync("/articles/the-last-ferry-is-always-late");

        Assert.Equal(3, Regex.Count(html[html.IndexOf("related_title", StringComparison.Ordinal)..], "<h3"));
    }

    [Fact]
    public async Task An_author_has_a_page_with_everything_by_that_author()
    {
        var html = await _visitor.GetStringAsync("/authors/hester-quayle");

        Assert.Contains("href=\"/articles/the-last-ferry-is-always-late\"", html);
    }

    [Fact]
    public async Task An_article_without_any_field_is_still_a_page()
    {
        await site.CreateAsync(A.ContentItem("Article").Titled("Bare").At("articles/bare"));

        var page = await _visitor.GetAsync("/articles/bare");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("<h1>Bare</h1>", await page.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_an_editor_types_is_text_everywhere_and_never_markup()
    {
        const string nasty = "<img src=x onerror=alert(1)> & \"quoted\" <b>";
        await site.CreateAsync(A.ContentItem("Article").Titled(nasty).At("articles/nasty")
            .With("Article", "Subtitle", Text(nasty)).With("Article", "Summary", Text(nasty)).With("Article", "ImageCaption", Text(nasty))
            .With("Article", "Author", System.Text.Json.Nodes.JsonNode.Parse("""{"ContentItemIds":["avthesterqvay1e00000000000"]}""")));

        foreach (var address in new[] { "/articles/nasty", "/" })
        {
            var html = await _visitor.GetStringAsync(address);
            Assert.Contains("&lt;img src=x onerror=alert(1)&gt; &amp;", html);
            Assert.DoesNotContain("<img src=x", html);
            Assert.DoesNotContain("&amp;amp;", html);
        }
    }

    private static System.Text.Json.Nodes.JsonObject Text(string text) => new() { ["Text"] = text };

    private static List<string> Titles(string html) => [.. Regex.Matches(html, "class=\"card-title\"><a href=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
}
