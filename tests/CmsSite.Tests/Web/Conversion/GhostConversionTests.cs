using System.IO.Compression;
using System.Net;

namespace CmsSite.Tests.Web.Conversion;

/// <summary>An export of Ghost, in a zip with its pictures, converted, applied and visited.</summary>
public sealed class GhostConversionTests(GhostConversionTests.Imported imported) : IClassFixture<GhostConversionTests.Imported>
{
    private readonly ConversionSite _site = imported.Site;
    private readonly HttpClient _visitor = imported.Site.CreateClient();

    [Fact]
    public async Task A_post_of_the_newest_editor_is_an_article_with_its_cards_its_writers_and_its_tags()
    {
        var html = await PageAsync("/articles/the-lamp-room");

        Assert.Contains("The lamp room &amp; its keeper", html);
        Assert.Contains("How &lt;to&gt; begin</h2>", html);
        Assert.Contains("<strong><em>Bold and slanted</em></strong>, then <a href=\"/articles/tides-explained#moon\">the tides</a><br>end.", html);
        Assert.Contains("<ol><li>One lamp</li></ol>", html);
        Assert.Contains("if (a &lt; b) {}", html);
        Assert.Contains("/media/images/2023/05/lamp.png", html);
        Assert.Contains("<figcaption>Lit <em>late</em></figcaption>", html);
        Assert.Contains("A brass lamp", html);
        Assert.Contains("By the window", html);
        Assert.Contains("https://else.example/wick", html);
        Assert.Contains("words of a card from the future", html);
        Assert.Contains("A keeper", html);
        Assert.Contains("What keepers keep.", html);
        Assert.True(html.IndexOf("Odile Marsh", StringComparison.Ordinal) is > 0 and var first && first < html.IndexOf("Pim Tarn", StringComparison.Ordinal));
        Assert.Contains(">Light<", html);
        Assert.DoesNotContain("#internal", html);
        Assert.Contains("cards that nobody here knows are left out, but for their words: hologram", imported.Output);
    }

    [Fact]
    public async Task A_post_that_has_html_keeps_it_and_one_of_the_older_editor_is_made_from_its_sections()
    {
        var tides = await PageAsync("/articles/tides-explained");
        Assert.Contains("<p id=\"moon\">The moon pulls. See <a href=\"/articles/the-lamp-room\">the lamp room</a> and <a href=\"/tags/light\">light</a>.</p>", tides);
        Assert.DoesNotContain("track()", tides);

        var old = await PageAsync("/articles/old-words");
        Assert.Contains(">Old words</h3>", old);
        Assert.Contains("<p>Written <em>long ago</em><br><a href=\"https://old.lamp.example/about/\">about us</a></p>", old);
        Assert.Contains("<ul><li>first</li><li>second</li></ul>", old);
        Assert.Contains("<p>A <strong>strong</strong> remark</p>", old);
        Assert.Contains("https://old.lamp.example/content/images/2019/01/gone.jpg did not come along", imported.Output);
        Assert.Contains("2019", old);
    }

    [Theory]
    [InlineData("/the-lamp-room/", "/articles/the-lamp-room")]
    [InlineData("/author/odile/", "/authors/odile")]
    [InlineData("/tag/light/", "/tags/light")]
    [InlineData("/content/images/size/w600/2023/05/lamp.png", "/media/images/2023/05/lamp.png")]
    public async Task An_old_address_leads_on(string old, string now)
    {
        var response = await _visitor.GetAsync(old);

        Assert.Equal((HttpStatusCode.MovedPermanently, now), (response.StatusCode, response.Headers.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(now)).StatusCode);
    }

    [Fact]
    public async Task A_page_stays_at_its_address_and_comments_keep_their_threads()
    {
        Assert.Contains("Set in lead.", await PageAsync("/colophon"));
        var html = await PageAsync("/articles/the-lamp-room");
        Assert.Contains("Reader One", html);
        Assert.True(html.IndexOf("I keep one too.", StringComparison.Ordinal) is > 0 and var first && first < html.IndexOf("So do <strong>I</strong>.", StringComparison.Ordinal));
        Assert.DoesNotContain("quixotine", html);
    }

    [Theory]
    [InlineData("/feed")]
    [InlineData("/sitemap.xml")]
    [InlineData("/search?q=quixotine")]
    [InlineData("/articles/for-members")]
    [InlineData("/articles/only-a-mail")]
    [InlineData("/articles/some-day")]
    [InlineData("/for-members/")]
    public async Task What_was_not_open_to_everybody_is_nowhere(string address)
    {
        var body = await (await _visitor.GetAsync(address)).Content.ReadAsStringAsync();

        foreach (var secret in (string[])["quixotine m", "quixotine d", "quixotine s", "For members", "Only a mail", "Some day"])
        {
            Assert.DoesNotContain(secret, body, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Applied_twice_it_writes_nothing_and_no_secret_is_in_the_package()
    {
        Assert.Contains("0 changes", await _site.ApplyAsync(imported.Package));
        var recipe = await File.ReadAllTextAsync(Path.Combine(imported.Package, "Recipe.json"));
        foreach (var secret in (string[])["secret.example", "secrethash", "sk_secret", "Never Wrote"])
        {
            Assert.DoesNotContain(secret, recipe + imported.Output);
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
            var zip = Site.NewPath(".zip");
            await using (var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Create))
            {
                await archive.CreateEntryFromFileAsync(ConversionSite.Sample("lamp.ghost.json"), "backup/lamp.ghost.json");
                await archive.CreateEntryFromFileAsync(Path.Combine(Site.Uploads, "2021", "05", "rope.png"), "backup/content/images/2023/05/lamp.png");
            }

            (Package, Output) = await Site.ConvertAsync(zip, "--site-url", "https://old.lamp.example");
            await Site.ApplyAsync(Package);
        }

        public async Task DisposeAsync() => await Site.DisposeAsync();
    }
}
