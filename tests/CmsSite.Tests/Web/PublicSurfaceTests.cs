using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

/// <summary>What the public must not see is on none of the public surfaces: one test a surface, each over every state that is not public.</summary>
[Collection(WebCollection.Name)]
public class PublicSurfaceTests(CmsApplication app)
{
    private readonly HttpClient _visitor = app.CreateClient();

    public static TheoryData<string> Hidden => ["draft", "scheduled", "unpublished", "removed", "archived", "private"];

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task It_has_no_page_at_its_path(string state)
    {
        var (item, path) = await CreateAsync(state);

        await AssertHiddenAsync(await _visitor.GetAsync("/" + path), item);
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task It_has_no_page_by_its_id(string state)
    {
        var (item, _) = await CreateAsync(state);

        await AssertHiddenAsync(await _visitor.GetAsync($"/Contents/ContentItems/{item.ContentItemId}"), item);
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task It_is_in_no_list(string state)
    {
        var (item, _) = await CreateAsync(state);

        Assert.DoesNotContain(item.DisplayText!, await _visitor.GetStringAsync("/"));
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task It_is_in_no_feed(string state)
    {
        var (item, path) = await CreateAsync(state);

        foreach (var page in new[] { "", "/journal", "/topics/rivers", "/people/webperson" })
        {
            foreach (var feed in new[] { "/feed", "/feed/atom", "/feed/json" })
            {
                await AssertNotInAsync(page + feed, item, path);
            }
        }

        await AssertNotInAsync("/Contents/Lists/webhome0000000000000000000/rss", item, path);
        Assert.Contains((await _visitor.GetAsync($"/{path}/feed")).StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Gone });
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task It_is_in_no_sitemap(string state)
    {
        var (item, path) = await CreateAsync(state);

        await AssertNotInAsync("/sitemap.xml", item, path);
        await AssertNotInAsync("/sitemap-news.xml", item, path);
    }

    [Fact]
    public async Task A_draft_of_a_published_item_changes_nothing_of_what_is_public()
    {
        var item = await app.CreateAsync(A.ContentItem("Story").Titled("Printed").Saying("<p>As printed.</p>").At("stories/printed").In("webhome0000000000000000000"));
        var pages = new[] { "/stories/printed", $"/Contents/ContentItems/{item.ContentItemId}", "/", "/feed", "/sitemap.xml" };

        await app.CreateAsync(item.Copy().Titled("Rewritten").Saying("<p>Not yet.</p>").At("stories/rewritten"), publish: false);

        foreach (var page in pages)
        {
            var text = await _visitor.GetStringAsync(page);
            Assert.DoesNotContain("ewritten", text);
            Assert.DoesNotContain("Not yet", text);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/stories/rewritten")).StatusCode);
    }

    [Fact]
    public async Task The_feed_holds_the_newest_items_with_full_addresses()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("Fresh & <new>").Saying("<p>One sentence.</p><script>bad()</script>").At("stories/fresh"));

        var response = await _visitor.GetAsync("/feed");
        var rss = XDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal("application/rss+xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Test site", rss.Root!.Element("channel")!.Element("title")!.Value);
        var entry = Assert.Single(rss.Descendants("item"), item => item.Element("title")!.Value == "Fresh & <new>");
        Assert.Equal("https://localhost/stories/fresh", entry.Element("link")!.Value);
        Assert.Equal("One sentence.", entry.Element("description")!.Value);
        Assert.NotNull(entry.Element("pubDate"));

        using var again = new HttpRequestMessage(HttpMethod.Get, "/feed");
        again.Headers.IfNoneMatch.ParseAdd(response.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, (await _visitor.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_list_has_a_feed_at_Orchards_address()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("In the journal").At("stories/in-the-journal").In("webhome0000000000000000000"));
        await app.CreateAsync(A.ContentItem("Story").Titled("Elsewhere").At("stories/elsewhere"));

        var rss = await _visitor.GetStringAsync("/Contents/Lists/webhome0000000000000000000/rss");

        Assert.Contains("In the journal", rss);
        Assert.DoesNotContain("Elsewhere", rss);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/Contents/Lists/webtopics00000000000000000/rss")).StatusCode);
    }

    [Fact]
    public async Task The_sitemap_lists_every_public_address_once()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("Mapped").At("stories/mapped"));
        await app.CreateAsync(A.ContentItem("Story").Titled("Kept out").At("stories/kept-out").With("SitemapPart", "Exclude", true));

        var response = await _visitor.GetAsync("/sitemap.xml");
        var addresses = XDocument.Parse(await response.Content.ReadAsStringAsync()).Descendants().Where(element => element.Name.LocalName == "loc").Select(loc => loc.Value).ToList();

        Assert.Equal("application/xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(addresses.Distinct(), addresses);
        Assert.Contains("https://localhost/", addresses);
        Assert.Contains("https://localhost/stories/mapped", addresses);
        Assert.Contains("https://localhost/topics/rivers", addresses);
        Assert.DoesNotContain("https://localhost/journal", addresses);
        Assert.DoesNotContain("https://localhost/stories/kept-out", addresses);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/sitemap.xml?after=9000000000000000000")).StatusCode);
    }

    [Fact]
    public async Task A_sitemap_of_a_recipe_is_served_at_its_path_with_what_it_names()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("In one map").At("stories/in-one-map"));
        await app.InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<SiteSession>();
            await session.PutAsync(SiteDocumentKinds.Sitemap, "one", JsonNode.Parse("""
                { "SitemapId": "one", "Name": "One", "Enabled": true, "Path": "stories-map.xml",
                  "SitemapSources": [ { "Id": "a", "ContentTypes": [ { "ContentTypeName": "Story", "ChangeFrequency": 2, "Priority": 8 } ] } ] }
                """)!);
            await session.PutAsync(SiteDocumentKinds.Sitemap, "all", JsonNode.Parse("""
                { "SitemapId": "all", "Name": "All", "Enabled": true, "Path": "maps.xml", "SitemapSources": [ { "Id": "b", "ContainedSitemapIds": [ "one" ] } ] }
                """)!);
            await session.CommitAsync();
            return true;
        });

        var map = await _visitor.GetStringAsync("/stories-map.xml");
        var index = await _visitor.GetStringAsync("/maps.xml");

        Assert.Contains("<loc>https://localhost/stories/in-one-map</loc>", map);
        Assert.Contains("<changefreq>weekly</changefreq><priority>0.8</priority>", map);
        Assert.DoesNotContain("rivers", map);
        Assert.Contains("<sitemap><loc>https://localhost/stories-map.xml</loc></sitemap>", index);
    }

    [Fact]
    public async Task Robots_are_told_where_the_sitemaps_are_and_to_stay_out_of_the_dashboard() => Assert.Equal(
        """
        User-agent: *
        Disallow: /Admin
        Disallow: /Login
        Disallow: /Account

        Sitemap: https://localhost/sitemap.xml
        Sitemap: https://localhost/sitemap-news.xml

        """.ReplaceLineEndings("\n"),
        await _visitor.GetStringAsync("/robots.txt"));

    private static async Task AssertHiddenAsync(HttpResponseMessage response, ContentItem item)
    {
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Gone });
        Assert.DoesNotContain(item.DisplayText!, await response.Content.ReadAsStringAsync());
    }

    private async Task AssertNotInAsync(string address, ContentItem item, string path)
    {
        var text = await _visitor.GetStringAsync(address);
        Assert.DoesNotContain(item.DisplayText!, text);
        Assert.DoesNotContain(path, text);
        Assert.DoesNotContain(item.ContentItemId, text);
    }

    private async Task<(ContentItem Item, string Path)> CreateAsync(string state)
    {
        var name = $"hidden-{state}-{Guid.NewGuid():n}";
        var path = $"stories/{name}";
        var item = A.ContentItem(state == "private" ? "Members" : "Story").Titled(name).Saying($"<p>{name}</p>").At(path).In("webhome0000000000000000000")
            .With("Story", "Author", new JsonObject { ["ContentItemIds"] = new JsonArray("webperson00000000000000000") })
            .With("Story", "Topics", new JsonObject { ["TaxonomyContentItemId"] = "webtopics00000000000000000", ["TermContentItemIds"] = new JsonArray("webriver000000000000000000") });
        switch (state)
        {
            case "draft":
                await app.CreateAsync(item, publish: false);
                break;
            case "scheduled":
                await app.CreateAsync(item.With("PublishLaterPart", "ScheduledPublishUtc", DateTime.UtcNow.AddDays(2)), publish: false);
                break;
            case "private":
                await app.CreateAsync(item);
                break;
            default:
                await app.CreateAsync(item);
                await app.InScopeAsync(async services =>
                {
                    var manager = services.GetRequiredService<ContentManager>();
                    Assert.True(await (state == "removed" ? manager.RemoveAsync(item.ContentItemId) : manager.UnpublishAsync(item.ContentItemId)));
                    await services.GetRequiredService<SiteSession>().CommitAsync();
                    return true;
                });
                break;
        }

        return (item, path);
    }
}
