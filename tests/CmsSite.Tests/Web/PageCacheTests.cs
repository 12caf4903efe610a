using System.IO.Compression;
using System.Net;
using System.Text;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Web.PageCache;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

/// <summary>What visitors get from memory: the same as from the site itself, at once when it changes, and nothing that is somebody else's.</summary>
public sealed class PageCacheTests(PageCacheTests.Site app) : IClassFixture<PageCacheTests.Site>
{
    public const string Hit = "CmsSite; hit";

    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task The_second_visitor_gets_the_same_answer_from_memory()
    {
        var address = await StoryAsync("Twice told");

        var first = await _visitor.GetAsync(address);
        var second = await _visitor.GetAsync(address);

        Assert.NotEqual(Hit, StatusOf(first));
        Assert.Equal(Hit, StatusOf(second));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(HeadOf(first), HeadOf(second));
        Assert.Contains("Accept-Encoding", second.Headers.Vary);
        Assert.Contains("Content-Security-Policy", HeadOf(second));
    }

    [Fact]
    public async Task What_a_visitor_gets_from_memory_says_the_same_in_its_head_as_what_is_made_for_him()
    {
        var address = await StoryAsync("Same head");
        await _visitor.GetAsync(address);

        var kept = await _visitor.GetAsync(address);
        var made = await FreshAsync(address);

        Assert.Equal(Hit, StatusOf(kept));
        Assert.Null(StatusOf(made));
        Assert.Equal(HeadOf(made).Replace("\nVary: Accept-Encoding", ""), HeadOf(kept).Replace("\nVary: Accept-Encoding", ""));
    }

    [Fact]
    public async Task A_change_is_seen_by_the_very_next_request()
    {
        var story = await app.CreateAsync(A.ContentItem("Story").Titled("Before").Saying("<p>Low tide.</p>").At("stories/very-next"));
        await _visitor.GetAsync("/stories/very-next");
        await _visitor.GetAsync("/");

        story.Saying("<p>High tide.</p>").Titled("After");
        await app.CreateAsync(story);

        Assert.Contains("High tide.", await _visitor.GetStringAsync("/stories/very-next"));
        Assert.Contains("<title>After", await _visitor.GetStringAsync("/stories/very-next"));
    }

    [Fact]
    public async Task A_story_appears_in_its_list_and_goes_from_it_with_the_very_next_request()
    {
        await _visitor.GetAsync("/");
        await _visitor.GetAsync("/");

        var story = await app.CreateAsync(A.ContentItem("Story").Titled("Straight into the list").In("webhome0000000000000000000"));
        Assert.Contains("Straight into the list", await _visitor.GetStringAsync("/"));

        await app.ManageAsync(manager => manager.UnpublishAsync(story.ContentItemId));
        Assert.DoesNotContain("Straight into the list", await _visitor.GetStringAsync("/"));
    }

    [Fact]
    public async Task What_is_unpublished_or_removed_is_gone_with_the_very_next_request()
    {
        var unpublished = await app.CreateAsync(A.ContentItem("Story").Titled("Withdrawn").At("stories/withdrawn"));
        var removed = await app.CreateAsync(A.ContentItem("Story").Titled("Torn out").At("stories/torn-out"));
        foreach (var address in new[] { "/stories/withdrawn", "/stories/torn-out", "/stories/withdrawn", "/stories/torn-out" })
        {
            Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(address)).StatusCode);
        }

        await app.ManageAsync(manager => manager.UnpublishAsync(unpublished.ContentItemId));
        await app.ManageAsync(manager => manager.RemoveAsync(removed.ContentItemId));

        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/stories/withdrawn")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await _visitor.GetAsync("/stories/torn-out")).StatusCode);
    }

    [Fact]
    public async Task A_draft_neither_shows_nor_costs_the_page_that_is_kept()
    {
        var story = await app.CreateAsync(A.ContentItem("Story").Titled("Settled").Saying("<p>As printed.</p>").At("stories/settled"));
        await _visitor.GetAsync("/stories/settled");

        story.Saying("<p>Half a thought.</p>");
        await app.CreateAsync(story, publish: false);
        var after = await _visitor.GetAsync("/stories/settled");

        Assert.Equal(Hit, StatusOf(after));
        Assert.Contains("As printed.", await after.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_setting_or_a_template_changes_every_page()
    {
        var address = await StoryAsync("Under a new name");
        await _visitor.GetAsync(address);

        await app.PutAsync(SiteDocumentKinds.SiteSetting, "SiteName", "\"The Evening Bell\"");
        Assert.Contains("The Evening Bell", await _visitor.GetStringAsync(address));

        await app.PutAsync(SiteDocumentKinds.Template, "Content__Story", """{ "Content": "<p>set in other type</p>" }""");
        Assert.Contains("set in other type", await _visitor.GetStringAsync(address));
        await app.DeleteAsync(SiteDocumentKinds.Template, "Content__Story");
        Assert.DoesNotContain("set in other type", await _visitor.GetStringAsync(address));
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip;q=1.0, br;q=0.5", "gzip")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("*", "br")]
    [InlineData("*;q=0", null)]
    [InlineData("deflate", null)]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("gzip;q=much", null)]
    [InlineData(null, null)]
    public async Task A_page_comes_in_an_encoding_that_the_visitor_takes(string? accepted, string? encoding)
    {
        var address = await StoryAsync("In many tongues", string.Concat(Enumerable.Repeat("<p>The sea says the same thing again.</p>", 50)));
        var plain = await _visitor.GetStringAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        }

        var answer = await _visitor.SendAsync(request);

        Assert.Equal(Hit, StatusOf(answer));
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(bytes.Length, answer.Content.Headers.ContentLength);
        Assert.Equal(plain, Unpack(bytes, encoding));
        Assert.True(encoding is null || bytes.Length < plain.Length / 2);
    }

    [Fact]
    public async Task Whoever_has_the_page_already_is_told_so()
    {
        var address = await StoryAsync("Known by heart");
        var tag = (await _visitor.GetAsync(address)).Headers.ETag!.ToString();

        foreach (var known in new[] { tag, $"\"other\", {tag}", tag["W/".Length..], "*" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
            var answer = await _visitor.SendAsync(request);

            Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
            Assert.Equal(tag, answer.Headers.ETag!.ToString());
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        }

        using var stranger = new HttpRequestMessage(HttpMethod.Get, address);
        stranger.Headers.TryAddWithoutValidation("If-None-Match", "\"other\"");
        Assert.Equal(HttpStatusCode.OK, (await _visitor.SendAsync(stranger)).StatusCode);
    }

    [Fact]
    public async Task Whoever_asks_for_the_head_gets_the_head()
    {
        var address = await StoryAsync("Headline");
        var page = await _visitor.GetAsync(address);

        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        var head = await _visitor.SendAsync(request);

        Assert.Equal(Hit, StatusOf(head));
        Assert.Equal(page.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(page.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_no_page_asks_the_query_for_finds_the_same_page()
    {
        var address = await StoryAsync("From everywhere");
        await _visitor.GetAsync(address);
        var before = app.Pages.Pages;

        foreach (var query in new[] { "?utm_source=letter", "?fbclid=1", "?a=1&a=2&b", "?%ff=%00", "?" + new string('x', 900), "?=&&==" })
        {
            Assert.Equal(Hit, StatusOf(await _visitor.GetAsync(address + query)));
        }

        Assert.Equal(before, app.Pages.Pages);
    }

    [Fact]
    public async Task What_a_page_asks_the_query_for_makes_another_page()
    {
        await app.PutAsync(SiteDocumentKinds.Template, "Content__Journal", """{ "Content": "{{ Request.Query.tone | default: 'plain' }} {% if Request.Query.tone == 'loud' %}{{ Request.Query.word }}{% endif %}" }""");
        try
        {
            await app.CreateAsync(A.ContentItem("Journal").Titled("Echo").At("echo"));

            Assert.Contains("plain ", await _visitor.GetStringAsync("/echo?word=a"));
            Assert.Contains("loud a", await _visitor.GetStringAsync("/echo?tone=loud&word=a"));
            Assert.Contains("loud b", await _visitor.GetStringAsync("/echo?tone=loud&word=b"));
            Assert.Contains("loud a", await _visitor.GetStringAsync("/echo?WORD=a&TONE=loud&utm_source=x"));
            Assert.Contains("plain ", await _visitor.GetStringAsync("/echo"));
            foreach (var query in new[] { "?tone=loud&word=a", "?word=b&tone=loud", "" })
            {
                Assert.Equal(Hit, StatusOf(await _visitor.GetAsync("/echo" + query)));
            }
        }
        finally
        {
            await app.DeleteAsync(SiteDocumentKinds.Template, "Content__Journal");
        }
    }

    [Theory]
    [InlineData("/no/such/page")]
    [InlineData("/Stories/SPELT-otherwise")]
    [InlineData("/Login")]
    [InlineData("/health/live")]
    [InlineData("/CmsSiteTheme/site.css")]
    public async Task Only_pages_are_kept(string address)
    {
        await StoryAsync("Spelt otherwise");
        await _visitor.GetAsync(address);
        var before = app.Pages.Pages;

        Assert.NotEqual(Hit, StatusOf(await _visitor.GetAsync(address)));
        Assert.Equal(before, app.Pages.Pages);
    }

    private async Task<string> StoryAsync(string title, string html = "<p>Once.</p>")
    {
        var path = "stories/" + title.ToLowerInvariant().Replace(' ', '-');
        var found = await app.InScopeAsync(services => services.GetRequiredService<ContentItems>().FindRouteAsync(path));
        if (found is null)
        {
            await app.CreateAsync(A.ContentItem("Story").Titled(title).Saying(html).At(path));
        }

        return "/" + path;
    }

    private Task<HttpResponseMessage> FreshAsync(string address) => Site.FreshAsync(_visitor, address);

    internal static string? StatusOf(HttpResponseMessage answer) => answer.Headers.TryGetValues("Cache-Status", out var values) ? values.Single() : null;

    private static string HeadOf(HttpResponseMessage answer) => string.Join('\n', answer.Headers.Concat(answer.Content.Headers)
        .Where(header => header.Key is not ("Date" or "Cache-Status")).OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"));

    private static string Unpack(byte[] bytes, string? encoding)
    {
        using var packed = new MemoryStream(bytes);
        using var unpacked = encoding switch
        {
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            _ => (Stream)packed,
        };
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    public sealed class Site : CmsApplication
    {
        internal PageStore Pages => Services.GetRequiredService<PageStore>();

        public Task<bool> ManageAsync(Func<ContentManager, Task> change) => InScopeAsync(async services =>
        {
            await change(services.GetRequiredService<ContentManager>());
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });

        public Task<bool> PutAsync(string kind, string name, string json) => InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<SiteSession>();
            await session.PutAsync(kind, name, System.Text.Json.Nodes.JsonNode.Parse(json)!);
            await session.CommitAsync();
            return true;
        });

        public Task<bool> DeleteAsync(string kind, string name) => InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<SiteSession>();
            await session.DeleteAsync(kind, name);
            await session.CommitAsync();
            return true;
        });

        /// <summary>The page as the site makes it now: whoever names himself is given nothing from memory.</summary>
        public static async Task<HttpResponseMessage> FreshAsync(HttpClient client, string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Authorization", "Nobody x");
            return await client.SendAsync(request);
        }
    }
}
