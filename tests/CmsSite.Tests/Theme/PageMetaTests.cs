using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CmsSite.Tests.Theme;

/// <summary>What every page of the shipped site says about itself to machines.</summary>
public sealed class PageMetaTests(ThemePageTests.Site site) : IClassFixture<ThemePageTests.Site>
{
    private readonly HttpClient _visitor = site.CreateVisitor();

    public static TheoryData<string> Pages =>
    [
        "/", "/?page=2", "/articles/the-last-ferry-is-always-late", "/authors/hester-quayle", "/about", "/tags", "/tags/history", "/categories", "/categories/nature",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_one_heading_a_title_a_description_and_an_address_to_keep(string address)
    {
        var page = await PageAsync(address);

        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.False(string.IsNullOrWhiteSpace(page.Title));
        Assert.InRange(Meta(page, "name", "description")!.Length, 10, 300);
        var canonical = Assert.Single(page.QuerySelectorAll("head > link[rel=canonical]")).GetAttribute("href")!;
        Assert.Equal("https://localhost" + address, canonical);
        var there = await _visitor.GetAsync(canonical);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        foreach (var name in new[] { "og:type", "og:url", "og:title", "og:description", "og:site_name", "og:locale" })
        {
            Assert.False(string.IsNullOrWhiteSpace(Meta(page, "property", name)), $"{address} has no {name}.");
        }

        Assert.Equal(canonical, Meta(page, "property", "og:url"));
        Assert.Contains(Meta(page, "name", "twitter:card"), new[] { "summary", "summary_large_image" });
        Assert.DoesNotContain("noindex", Meta(page, "name", "robots"));
    }

    [Fact]
    public async Task An_article_tells_those_who_share_it_when_by_whom_and_what_its_picture_is()
    {
        var page = await PageAsync("/articles/the-last-ferry-is-always-late");

        Assert.Equal("2026-11-19T06:30:00Z", Meta(page, "property", "article:published_time"));
        Assert.Equal("https://localhost/authors/hester-quayle", Meta(page, "property", "article:author"));
        Assert.Equal("Cities", Meta(page, "property", "article:section"));
        Assert.Equal(4, page.QuerySelectorAll("meta[property='article:tag']").Length);
        Assert.False(string.IsNullOrWhiteSpace(Meta(page, "property", "og:image:alt")));
        var picture = await _visitor.GetAsync(Meta(page, "property", "og:image"));
        Assert.Equal(Meta(page, "property", "og:image:type"), picture.Content.Headers.ContentType!.MediaType);
        using var bitmap = SkiaSharp.SKBitmap.Decode(await picture.Content.ReadAsByteArrayAsync());
        Assert.Equal((Meta(page, "property", "og:image:width"), Meta(page, "property", "og:image:height")), ($"{bitmap.Width}", $"{bitmap.Height}"));
    }

    [Fact]
    public async Task Only_lists_have_further_pages()
    {
        var page = await PageAsync("/articles/the-last-ferry-is-always-late?page=2&pagenum=3");

        Assert.Equal("https://localhost/articles/the-last-ferry-is-always-late", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Without_a_summary_the_text_describes_the_page_and_without_a_text_its_name_does()
    {
        await site.CreateAsync(A.ContentItem("Article").Titled("Told").At("articles/told").Saying("<h2>Fish &amp; chips</h2><p>Five&nbsp;&lt;b&gt; words.</p>" + string.Concat(Enumerable.Repeat("<p>More of them.</p>", 50))));
        await site.CreateAsync(A.ContentItem("Article").Titled("Untold").At("articles/untold"));

        Assert.StartsWith("Fish & chips Five <b> words.", System.Text.RegularExpressions.Regex.Replace(Meta(await PageAsync("/articles/told"), "name", "description")!, @"\s+", " "), StringComparison.Ordinal);
        Assert.Equal("Untold – Test site", Meta(await PageAsync("/articles/untold"), "name", "description"));
    }

    [Fact]
    public async Task What_an_editor_wrote_for_machines_stands_alone()
    {
        await site.CreateAsync(A.ContentItem("Article").Titled("Hushed").At("articles/hushed").With("SeoMetaPart", "MetaRobots", "noindex").With("SeoMetaPart", "MetaDescription", "As told.")
            .With("SeoMetaPart", "OpenGraphTitle", "For sharing"));

        var page = await PageAsync("/articles/hushed");

        Assert.Equal("noindex", Assert.Single(page.QuerySelectorAll("meta[name=robots]")).GetAttribute("content"));
        Assert.Equal("As told.", Assert.Single(page.QuerySelectorAll("meta[name=description]")).GetAttribute("content"));
        Assert.Equal("For sharing", Assert.Single(page.QuerySelectorAll("meta[property='og:title']")).GetAttribute("content"));
    }

    private async Task<IHtmlDocument> PageAsync(string address) => new HtmlParser().ParseDocument(await _visitor.GetStringAsync(address));

    private static string? Meta(IHtmlDocument page, string attribute, string name) => page.QuerySelector($"head > meta[{attribute}='{name}']")?.GetAttribute("content");
}
