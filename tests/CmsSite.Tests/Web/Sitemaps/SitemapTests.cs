using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Tests.Theming.Display;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web.Sitemaps;

public sealed class SitemapTests : IClassFixture<SitemapTests.Uncached>
{
    private readonly Uncached _site;
    private readonly HttpClient _visitor;

    public SitemapTests(Uncached site)
    {
        CommandCounter.Listen();
        _site = site;
        site.Server.PreserveExecutionContext = true; // the counter goes with it
        _visitor = site.CreateClient();
    }

    /// <summary>A site without a cache of pages, so that what a document costs can be counted.</summary>
    public sealed class Uncached : CmsApplication
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("PageCache:Enabled", "false")];
    }

    [Fact]
    public async Task A_large_site_has_an_index_of_files_and_the_last_costs_as_much_as_the_first()
    {
        await using var large = new Uncached();
        large.Server.PreserveExecutionContext = true;
        using var visitor = large.CreateClient();
        await large.InScopeAsync(async services =>
        {
            var sql = """
                INSERT INTO "ContentItem" ("Id", "ContentItemId", "ContentItemVersionId", "ContentType", "Latest", "Published", "PublishedUtc", "Json")
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50100) SELECT i, 'item' || i, 'version' || i, 'Story', true, true, '2026-01-01 00:00:00', '{{}}' FROM n;
                INSERT INTO "AutorouteIndex" ("Id", "DocumentId", "ContentItemId", "Path")
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50100) SELECT i, i, 'item' || i, 'many/' || i FROM n;
                """;
            await services.GetRequiredService<CmsDbContext>().Database.ExecuteSqlRawAsync(sql);
            return true;
        });

        var index = await visitor.GetStringAsync("/sitemap.xml");
        Assert.Equal("sitemapindex", XDocument.Parse(index).Root!.Name.LocalName);
        Assert.Empty(SitemapRules.Broken(index, DateTimeOffset.UtcNow));
        var files = SitemapRules.Addresses(index);
        Assert.Equal("https://localhost/sitemap-news.xml", files[^1]);
        Assert.Contains("<lastmod>2026-01-01T00:00:00Z</lastmod>", index);

        var (addresses, costs) = (new List<string>(), new List<int>());
        foreach (var file in files.SkipLast(1))
        {
            var xml = "";
            costs.Add(await DisplaySite.CommandsAsync(async () => xml = await visitor.GetStringAsync(file)));
            Assert.Empty(SitemapRules.Broken(xml, DateTimeOffset.UtcNow));
            Assert.InRange(SitemapRules.Addresses(xml).Count, 1, 50_000);
            addresses.AddRange(SitemapRules.Addresses(xml));
        }

        Assert.Equal(addresses.Distinct().Count(), addresses.Count);
        Assert.Contains("https://localhost/many/1", addresses);
        Assert.Contains("https://localhost/many/50100", addresses);
        Assert.Contains("https://localhost/topics/rivers", addresses);
        Assert.All(costs, cost => Assert.InRange(cost, 1, 3));
        Assert.Equal(costs[1], costs[^2]);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-1")]
    [InlineData("9000000000000000000")]
    [InlineData("99999999999999999999999")]
    public async Task Behind_the_last_address_there_is_no_file(string after) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync($"/sitemap.xml?after={after}")).StatusCode);

    [Fact]
    public async Task What_asks_not_to_be_listed_is_in_no_sitemap()
    {
        await _site.CreateAsync(A.ContentItem("Story").Titled("Hushed").At("stories/hushed").With("SeoMetaPart", "MetaRobots", "noindex, follow"));
        await _site.CreateAsync(A.ContentItem("Story").Titled("None").At("stories/none").With("SeoMetaPart", "MetaRobots", "none"));
        await _site.CreateAsync(A.ContentItem("Story").Titled("Left out").At("stories/left-out").With("SitemapPart", "Exclude", true));
        await _site.CreateAsync(A.ContentItem("Story").Titled("Said noindex").Saying("<p>noindex</p>").At("stories/said"));
        await _site.CreateAsync(A.ContentItem("Taxonomy").Titled("Quiet").At("quiet").With("AutoroutePart", "RouteContainedItems", true).With("TaxonomyPart", "TermContentType", "Topic")
            .With("TaxonomyPart", "Terms", JsonNode.Parse("""
                [ { "ContentItemId": "quiet1", "ContentType": "Topic", "DisplayText": "Hidden", "TitlePart": { "Title": "Hidden" }, "AutoroutePart": { "Path": "hidden" }, "SeoMetaPart": { "MetaRobots": "noindex" } },
                  { "ContentItemId": "quiet2", "ContentType": "Topic", "DisplayText": "Shown", "TitlePart": { "Title": "Shown" }, "AutoroutePart": { "Path": "shown" } } ]
                """)));

        var map = SitemapRules.Addresses(await _visitor.GetStringAsync("/sitemap.xml"));
        var news = SitemapRules.Addresses(await _visitor.GetStringAsync("/sitemap-news.xml"));

        Assert.Contains("https://localhost/stories/said", map);
        Assert.Contains("https://localhost/stories/said", news);
        Assert.Contains("https://localhost/quiet/shown", map);
        Assert.DoesNotContain("https://localhost/quiet/hidden", map);
        foreach (var hidden in new[] { "hushed", "none", "left-out" })
        {
            Assert.DoesNotContain($"https://localhost/stories/{hidden}", map.Concat(news));
        }
    }

    [Fact]
    public async Task A_page_that_shows_other_items_tells_no_date_that_nobody_knows()
    {
        await _site.CreateAsync(A.ContentItem("Journal").Titled("Other journal").At("other-journal"));
        await _site.CreateAsync(A.ContentItem("Story").Titled("Dated").At("stories/dated"));

        var map = XDocument.Parse(await _visitor.GetStringAsync("/sitemap.xml")).Root!.Elements().ToDictionary(url => url.Element(SitemapRules.Map + "loc")!.Value);

        Assert.NotNull(map["https://localhost/stories/dated"].Element(SitemapRules.Map + "lastmod"));
        foreach (var other in new[] { "", "other-journal", "people/webperson", "topics", "topics/rivers" })
        {
            Assert.Null(map["https://localhost/" + other].Element(SitemapRules.Map + "lastmod"));
        }
    }

    [Fact]
    public async Task Whoever_has_it_already_is_told_so()
    {
        var first = await _visitor.GetAsync("/sitemap.xml");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/sitemap.xml");
        again.Headers.IfNoneMatch.ParseAdd(first.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.NotModified, (await _visitor.SendAsync(again)).StatusCode);
        Assert.Empty(SitemapRules.Broken(await first.Content.ReadAsStringAsync(), DateTimeOffset.UtcNow));
    }
}
