using System.Net;

namespace CmsSite.Tests.Web.Conversion;

/// <summary>An export of WordPress, converted, applied and visited.</summary>
public sealed class WordPressConversionTests(WordPressConversionTests.Imported imported) : IClassFixture<WordPressConversionTests.Imported>
{
    private readonly ConversionSite _site = imported.Site;
    private readonly HttpClient _visitor = imported.Site.CreateClient();

    [Fact]
    public async Task A_post_is_an_article_with_its_text_its_picture_its_writers_and_its_terms()
    {
        var html = await PageAsync("/articles/a-bowline");

        Assert.Contains("A bowline, and why it holds", html);
        Assert.Contains("First there is a rabbit.<br>", html);
        Assert.Contains("<p>The rabbit goes round the tree", html);
        Assert.Contains("<pre>over\n  under</pre>", html);
        Assert.Contains("A coil of rope on a quay", html);
        Assert.Contains("Manila, three strands", html);
        Assert.Contains("<figcaption>A rope, <em>wet</em></figcaption>", html);
        Assert.Contains("/media/uploads/2021/05/rope.png", html);
        Assert.Contains("Wren Tolliver", html);
        Assert.Contains("Guest Hand", html);
        Assert.Contains(">Ferries<", html);
        Assert.Contains(">Knots<", html);
        Assert.Contains(">港<", html);
        Assert.Contains("The king of knots.", html);
        Assert.DoesNotContain("old.harbour.example", html);
    }

    [Fact]
    public async Task Links_between_posts_lead_to_the_new_addresses()
    {
        var html = await PageAsync("/articles/a-bowline");

        Assert.Contains("href=\"/articles/the-splice#eye\"", html);
        Assert.Contains("href=\"/articles/the-splice\"", html);
        Assert.Contains("/crew\">the crew</a>", html);
    }

    [Fact]
    public async Task Blocks_are_plain_html_and_what_they_made_elsewhere_is_told()
    {
        var html = await PageAsync("/articles/the-splice");

        Assert.Contains("<p class=\"has-drop-cap\">Unlay the strands.</p>", html);
        Assert.Contains("Mind the gap between boat and quay.", html);
        Assert.Contains("<p>Loose line one.</p>", html);
        Assert.Contains("<a href=\"https://film.example/watch/9\">https://film.example/watch/9</a>", html);
        Assert.DoesNotContain("wp:", html);
        Assert.DoesNotContain("[gallery", html);
        Assert.Contains("blocks that WordPress made when it showed them are left out: latest-posts", imported.Output);
    }

    [Theory]
    [InlineData("/2021/05/a-bowline/", "/articles/a-bowline")]
    [InlineData("/2021/05/the-bowline", "/articles/a-bowline")]
    [InlineData("/?p=10", "/articles/a-bowline")]
    [InlineData("/author/wren/", "/authors/wren")]
    [InlineData("/tag/knots", "/tags/knots")]
    [InlineData("/category/ferries", "/categories/boats-oars/ferries")]
    [InlineData("/category/science", "/categories/science")]
    [InlineData("/wp-content/uploads/2021/05/rope.png", "/media/uploads/2021/05/rope.png")]
    public async Task An_old_address_leads_on(string old, string now)
    {
        var response = await _visitor.GetAsync(old);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(now, response.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(now)).StatusCode);
    }

    [Fact]
    public async Task A_page_whose_address_is_taken_here_gets_another_and_that_is_told()
    {
        Assert.Contains("the address /about belongs to something else, so it is at /about-page-18", imported.Output);
        Assert.Contains("We keep notes.", await PageAsync("/about-page-18"));
        Assert.Contains("Four people and a cat.", await PageAsync("/about/crew"));
    }

    [Fact]
    public async Task Comments_keep_their_threads_and_what_nobody_approved_is_on_no_page()
    {
        var html = await PageAsync("/articles/a-bowline");

        Assert.True(html.IndexOf("Does it hold?", StringComparison.Ordinal) is > 0 and var first && first < html.IndexOf("It <strong>does</strong> hold.", StringComparison.Ordinal));
        Assert.DoesNotContain("Nobody has looked at this yet.", html);
        Assert.DoesNotContain("linked here", html);
        Assert.DoesNotContain("javascript:", html);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/feed")]
    [InlineData("/comments/feed")]
    [InlineData("/sitemap.xml")]
    [InlineData("/search?q=zephyrine")]
    [InlineData("/archive")]
    [InlineData("/articles/private-reckoning")]
    [InlineData("/articles/behind-a-password")]
    [InlineData("/articles/next-century")]
    [InlineData("/articles/overdue")]
    [InlineData("/2021/07/private-reckoning/")]
    [InlineData("/?p=13")]
    public async Task What_was_not_open_to_everybody_is_nowhere(string address)
    {
        var body = await (await _visitor.GetAsync(address)).Content.ReadAsStringAsync();

        foreach (var secret in (string[])["zephyrine private", "zephyrine secret", "zephyrine draft", "zephyrine scheduled", "zephyrine overdue", "zephyrine insider", "Private reckoning", "Behind a password", "Next century", "Overdue"])
        {
            Assert.DoesNotContain(secret, body, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Applied_twice_it_writes_nothing_and_converted_again_it_is_the_same()
    {
        Assert.Contains("0 changes", await _site.ApplyAsync(imported.Package));
        var (again, _) = await _site.ConvertAsync(ConversionSite.Sample("harbour.wordpress.xml"), "--uploads", _site.Uploads);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(imported.Package, "Recipe.json")), await File.ReadAllTextAsync(Path.Combine(again, "Recipe.json")));
        var (updating, _) = await _site.ConvertAsync(ConversionSite.Sample("harbour.wordpress.xml"), "--uploads", _site.Uploads, "--update");
        Assert.Contains("0 changes", await _site.ApplyAsync(updating));
    }

    [Fact]
    public async Task What_is_not_as_it_was_is_told_with_its_line()
    {
        Assert.Matches(@"line \d+: post 10 “A bowline, and why it holds”: shortcodes of plugins stay in the text as they were written: \[tide_table\]", imported.Output);
        Assert.Matches(@"line \d+: post 10 .*: left out of the text: <script>", imported.Output);
        Assert.Matches(@"line \d+: post 12 .*: is a draft here: it was private", imported.Output);
        Assert.Matches(@"line \d+: post 13 .*: is a draft here: it was behind a password", imported.Output);
        Assert.Matches(@"line \d+: post 16 .*: is a draft here: the date at which it was to be published, 2021-10-01, has passed", imported.Output);
        Assert.Matches(@"line \d+: post 17 .*: is left out: it was in the trash", imported.Output);
        Assert.Matches(@"line \d+: buoy 31 .*a plugin brought the type", imported.Output);
        Assert.Contains("say --types buoy=article or buoy=page", imported.Output);
        Assert.Contains("https://old.harbour.example/wp-content/uploads/2021/06/lost.jpg did not come along; its address stays in the text", imported.Output.Replace("http://", "https://", StringComparison.Ordinal));
        Assert.Contains("[tide_table port=\"Aldersey\" days=3]", WebUtility.HtmlDecode(await PageAsync("/articles/a-bowline")));
        foreach (var secret in (string[])["secret.example", "203.0.113", "opensesame"])
        {
            Assert.DoesNotContain(secret, imported.Output);
            Assert.DoesNotContain(secret, await File.ReadAllTextAsync(Path.Combine(imported.Package, "Recipe.json")));
        }
    }

    private async Task<string> PageAsync(string address)
    {
        var response = await _visitor.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    public sealed class Imported : IAsyncLifetime
    {
        public ConversionSite Site { get; } = new();

        public string Package { get; private set; } = "";

        public string Output { get; private set; } = "";

        public async Task InitializeAsync()
        {
            (Package, Output) = await Site.ConvertAsync(ConversionSite.Sample("harbour.wordpress.xml"), "--uploads", Site.Uploads);
            await Site.ApplyAsync(Package);
        }

        public async Task DisposeAsync() => await Site.DisposeAsync();
    }
}
