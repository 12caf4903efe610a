using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CmsSite.Tests.Theme;

/// <summary>What an article's page offers besides the text.</summary>
public sealed class ArticlePageTests(ThemePageTests.Site site) : IClassFixture<ThemePageTests.Site>
{
    private readonly HttpClient _visitor = site.CreateVisitor(followRedirects: true);

    [Fact]
    public async Task A_long_text_has_a_table_of_contents_that_leads_to_its_sections()
    {
        var html = await _visitor.GetStringAsync("/articles/why-the-sea-is-never-flat");

        var links = Regex.Matches(Regex.Match(html, "<nav class=\"contents\".*?</nav>", RegexOptions.Singleline).Value, "href=\"#([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(["the-trouble-with-one-bump", "the-trouble-with-two-bumps", "a-chord-not-a-note", "what-is-left-over", "things-to-look-for"], links);
        Assert.All(links, id => Assert.Single(Regex.Matches(html, $"id=\"{id}\"")));
    }

    [Fact]
    public async Task A_short_text_has_none() =>
        Assert.DoesNotContain("class=\"contents\"", await _visitor.GetStringAsync("/articles/where-the-fog-comes-from"));

    [Fact]
    public async Task Pictures_keep_their_place_and_come_as_WebP_with_something_for_older_browsers()
    {
        var html = await _visitor.GetStringAsync("/articles/why-the-sea-is-never-flat");

        Assert.All(Regex.Matches(html, "<img [^>]*>").Select(match => match.Value), image => Assert.Matches(" width=\"\\d+\" height=\"\\d+\"", image));
        var source = Regex.Match(html, "<source type=\"image/webp\"[^>]* srcset=\"([^\"]+)\">\\s*<img class=\"picture\" src=\"([^\"]+)\"[^>]* fetchpriority=\"high\"");
        Assert.True(source.Success);
        foreach (var address in source.Groups[1].Value.Split(", ").Select(entry => entry.Split(' ')[0]))
        {
            Assert.Equal("image/webp", (await _visitor.GetAsync(System.Net.WebUtility.HtmlDecode(address))).Content.Headers.ContentType?.MediaType);
        }

        Assert.Equal("image/jpeg", (await _visitor.GetAsync(System.Net.WebUtility.HtmlDecode(source.Groups[2].Value))).Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_image_in_the_text_gets_its_size_smaller_files_and_time()
    {
        await CreateAsync("articles/with-image", "<p>Words.</p><p><img src=\"/media/articles/month-of-tide.jpg\" alt=\"A > B\"><img src=\"/media/articles/gone.jpg\" alt=\"\"><img src=\"https://example.org/x.jpg\" alt=\"\"></p>");

        var images = Regex.Matches(Regex.Match(await _visitor.GetStringAsync("/articles/with-image"), "<div class=\"prose\">.*?</div>", RegexOptions.Singleline).Value, "<img .*?alt=\"[^\"]*\">").Select(match => match.Value).ToList();

        Assert.Matches("<img width=\"1600\" height=\"800\" sizes=\"auto, [^\"]+\" srcset=\"[^\"]+ 640w, [^\"]+ 960w, [^\"]+ 1344w\" loading=\"lazy\"", images[0]);
        Assert.DoesNotContain("width=", images[1]);
        Assert.Equal("<img src=\"https://example.org/x.jpg\" alt=\"\">", images[2]);
    }

    [Fact]
    public async Task What_the_author_said_about_an_image_holds()
    {
        await CreateAsync("articles/own-image", "<p><img src=\"/media/articles/month-of-tide.jpg\" width=\"300\" loading=\"eager\" alt=\"\"></p>");

        var html = await _visitor.GetStringAsync("/articles/own-image");

        Assert.Matches("<img sizes=[^>]*src=\"/media/articles/month-of-tide.jpg\" width=\"300\" loading=\"eager\" alt=\"\">", html);
        Assert.DoesNotContain("height=\"800\"", html);
    }

    [Fact]
    public async Task An_article_that_was_changed_later_says_so_and_one_that_was_not_does_not()
    {
        Assert.Matches("<time datetime=\"2026-10-22[^>]+>22 October 2026</time>\\s*<span>Updated <time datetime=\"2026-11-02T17:15:00Z\">2 November 2026</time>", await _visitor.GetStringAsync("/articles/the-bench-census"));
        Assert.DoesNotContain("Updated", await _visitor.GetStringAsync("/articles/the-last-ferry-is-always-late"));
    }

    [Fact]
    public async Task Sharing_asks_nobody_anything_until_a_reader_follows_a_link()
    {
        var html = await _visitor.GetStringAsync("/articles/the-last-ferry-is-always-late");

        var share = Regex.Match(html, "<section class=\"share\".*?</section>", RegexOptions.Singleline).Value;
        Assert.Contains("mailto:?subject=The%20Last%20Ferry%20Is%20Always%20Late", share);
        Assert.Contains("value=\"https://localhost/articles/the-last-ferry-is-always-late\"", share);
        Assert.DoesNotContain("<img", share);
        Assert.DoesNotContain("<script", share);
    }

    private Task CreateAsync(string path, string html) =>
        site.CreateAsync(A.ContentItem("Article").Titled(path).At(path).With("HtmlBodyPart", "Html", JsonValue.Create(html)));
}
