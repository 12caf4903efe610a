using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web.Sitemaps;

public sealed class NewsSitemapTests
{
    private sealed class Site : CmsApplication
    {
        public ManualClock Clock { get; } = new();

        protected override IEnumerable<(string Key, string Value)> Settings => [("PageCache:Enabled", "false")];

        protected override void ConfigureServices(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }

    [Fact]
    public async Task It_holds_the_news_of_two_days_and_says_what_Google_asks_for()
    {
        await using var site = new Site();
        using var visitor = site.CreateClient();
        await site.CreateAsync(A.ContentItem("Story").Titled("Old").At("stories/old"));
        site.Clock.Now = site.Clock.Now.AddHours(47);
        await site.CreateAsync(A.ContentItem("Story").Titled("New & <fresh> \u0001").At("stories/new"));
        await site.CreateAsync(A.ContentItem("Journal").Titled("No news").At("no-news"));

        Assert.Equal(["https://localhost/stories/new", "https://localhost/stories/old"], SitemapRules.Addresses(await visitor.GetStringAsync("/sitemap-news.xml")));
        site.Clock.Now = site.Clock.Now.AddHours(2);

        var xml = await visitor.GetStringAsync("/sitemap-news.xml");
        Assert.Empty(SitemapRules.Broken(xml, site.Clock.GetUtcNow()));
        Assert.Equal(["https://localhost/stories/new"], SitemapRules.Addresses(xml));
        var news = XDocument.Parse(xml).Descendants(SitemapRules.News + "news").Single();
        Assert.Equal("New & <fresh> ", news.Element(SitemapRules.News + "title")!.Value);
        Assert.Equal("Test site", news.Element(SitemapRules.News + "publication")!.Element(SitemapRules.News + "name")!.Value);
        Assert.Equal("en", news.Element(SitemapRules.News + "publication")!.Element(SitemapRules.News + "language")!.Value);
        Assert.Equal("2026-03-03T11:00:00Z", news.Element(SitemapRules.News + "publication_date")!.Value);
    }

    [Fact]
    public async Task Its_types_and_its_name_are_a_setting()
    {
        await using var site = new Site();
        using var visitor = site.CreateClient();
        await site.CreateAsync(A.ContentItem("Story").Titled("A story").At("stories/a"));
        await site.CreateAsync(A.ContentItem("Person").Titled("A person").At("people/a"));
        await PutAsync(site, """{ "ContentTypes": ["Person"], "PublicationName": "The Courier" }""");

        var xml = await visitor.GetStringAsync("/sitemap-news.xml");

        Assert.Equal(["https://localhost/people/a"], SitemapRules.Addresses(xml));
        Assert.Contains("<news:name>The Courier</news:name>", xml);
    }

    [Fact]
    public async Task A_site_without_news_has_none_and_names_none()
    {
        await using var site = new Site();
        using var visitor = site.CreateClient();
        await PutAsync(site, """{ "ContentTypes": ["Nothing"] }""");

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/sitemap-news.xml")).StatusCode);
        Assert.DoesNotContain("news", await visitor.GetStringAsync("/robots.txt"));
    }

    private static Task PutAsync(CmsApplication site, string json) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<SiteSettings>().PutAsync("NewsSitemapSettings", JsonNode.Parse(json)!);
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });
}
