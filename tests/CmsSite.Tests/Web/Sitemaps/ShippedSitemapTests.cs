using System.Net;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using CmsSite.Tests.Theme;

namespace CmsSite.Tests.Web.Sitemaps;

/// <summary>The sitemap of the shipped site leads to pages that are there and that say the same of themselves.</summary>
public sealed class ShippedSitemapTests(ThemePageTests.Site site) : IClassFixture<ThemePageTests.Site>
{
    private readonly HttpClient _visitor = site.CreateVisitor();

    [Fact]
    public async Task Every_address_in_it_is_a_page_that_names_that_address_as_its_own()
    {
        var xml = await _visitor.GetStringAsync("/sitemap.xml");

        Assert.Empty(SitemapRules.Broken(xml, DateTimeOffset.UtcNow));
        Assert.InRange(SitemapRules.Addresses(xml).Count, 40, 1000);
        foreach (var address in SitemapRules.Addresses(xml))
        {
            var page = await _visitor.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Equal(address, new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync()).QuerySelector("head > link[rel=canonical]")?.GetAttribute("href"));
        }
    }

    [Fact]
    public async Task It_shows_the_pictures_of_articles()
    {
        var article = XDocument.Parse(await _visitor.GetStringAsync("/sitemap.xml")).Root!.Elements()
            .Single(url => url.Element(SitemapRules.Map + "loc")!.Value.EndsWith("/articles/the-last-ferry-is-always-late", StringComparison.Ordinal));

        var image = Assert.Single(article.Elements(SitemapRules.Image + "image")).Element(SitemapRules.Image + "loc")!.Value;
        Assert.Equal("image/jpeg", (await _visitor.GetAsync(image)).Content.Headers.ContentType!.MediaType);
    }
}
