using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Tests.Theming.Display;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web.Feeds;

[Collection(WebCollection.Name)]
public class FeedTests(CmsApplication app)
{
    private const string Rivers = "webriver000000000000000000";
    private const string Journal = "webhome0000000000000000000";

    // Half a character and the character zero are what PostgreSQL keeps no text with.
    private static readonly string _nasty = "A\u0008 <b>\"bold\"</b> & ]]> \ud83d\ude80 \u2028\ufffe </script>" + (CmsApplication.IsPostgres ? "" : "\u0000 \ud83d");

    private static readonly XNamespace _atom = "http://www.w3.org/2005/Atom";
    private readonly HttpClient _visitor = app.CreateClient();

    public static TheoryData<string> Feeds =>
    [
        .. new[] { "", "/topics/rivers", "/journal", "/people/webperson" }.SelectMany(page => new[] { "/feed", "/feed/atom", "/feed/json" }.Select(feed => page + feed)),
        $"/Contents/Lists/{Journal}/rss",
    ];

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task Every_feed_keeps_the_rules_of_its_format_whatever_editors_typed(string address)
    {
        await CreateAsync(_nasty, $"<p>{_nasty}</p><p style='x' onclick='bad()'><a href=\"/about\">a</a><img src=\"pic.jpg\" alt=\"\" srcset=\"a.jpg 1x, /b.jpg 2x\"><a href=\"#note\">n</a></p><iframe src='x'></iframe><script>bad()</script>");
        await CreateAsync(null, "<p>No title, no author.</p>", author: null);
        await CreateAsync(null, "", author: null);

        var response = await _visitor.GetAsync(address);
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(FeedRules.Broken(body, response.Content.Headers.ContentType!.MediaType!, "https://localhost" + address));
        Assert.Contains("\ud83d\ude80", address.EndsWith("json", StringComparison.Ordinal) ? JsonDocument.Parse(body).RootElement.GetProperty("items").ToString().Replace("\\uD83D\\uDE80", "\ud83d\ude80", StringComparison.Ordinal) : body);
        Assert.Contains("https://localhost/about", body);
        Assert.DoesNotContain("bad()", body);
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task Whoever_has_it_already_is_told_so(string address)
    {
        await CreateAsync("Known", "<p>Known.</p>");
        var first = await _visitor.GetAsync(address);

        using var byTag = new HttpRequestMessage(HttpMethod.Get, address);
        byTag.Headers.IfNoneMatch.ParseAdd(first.Headers.ETag!.ToString());
        using var byDate = new HttpRequestMessage(HttpMethod.Get, address);
        byDate.Headers.IfModifiedSince = first.Content.Headers.LastModified;
        using var older = new HttpRequestMessage(HttpMethod.Get, address);
        older.Headers.IfModifiedSince = first.Content.Headers.LastModified!.Value.AddDays(-1);
        using var head = new HttpRequestMessage(HttpMethod.Head, address);

        Assert.Equal("public, max-age=300", first.Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, (await _visitor.SendAsync(byTag)).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await _visitor.SendAsync(byDate)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.SendAsync(older)).StatusCode);
        var answer = await _visitor.SendAsync(head);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(first.Headers.ETag, answer.Headers.ETag);
    }

    [Fact]
    public async Task An_author_a_term_and_a_list_have_feeds_of_what_belongs_to_them()
    {
        var mine = await CreateAsync("By the person", "<p>x</p>", topic: null, list: null);
        var tagged = await CreateAsync("On rivers", "<p>x</p>", author: null, list: null);
        var listed = await CreateAsync("In the journal too", "<p>x</p>", author: null, topic: null);

        Assert.Equal([mine], await HeldAsync("/people/webperson/feed", mine, tagged, listed));
        Assert.Equal([tagged], await HeldAsync("/topics/rivers/feed", mine, tagged, listed));
        Assert.Equal([listed], await HeldAsync("/journal/feed", mine, tagged, listed));
    }

    [Fact]
    public async Task An_entry_names_its_author_its_terms_and_when_it_was_published_and_never_who_logged_in()
    {
        var item = await CreateAsync("Named", "<p>Text</p>");

        var rss = XDocument.Parse(await _visitor.GetStringAsync("/feed"));
        var entry = rss.Descendants("item").Single(entry => entry.Element("guid")!.Value.EndsWith(item.ContentItemId, StringComparison.Ordinal));
        Assert.Equal("Web Person", entry.Element(XName.Get("creator", "http://purl.org/dc/elements/1.1/"))!.Value);
        Assert.Equal("Rivers", entry.Element("category")!.Value);
        var atom = XDocument.Parse(await _visitor.GetStringAsync("/feed/atom")).Descendants(_atom + "entry").Single(entry => entry.Element(_atom + "id")!.Value.EndsWith(item.ContentItemId, StringComparison.Ordinal));
        Assert.Equal("https://localhost/people/webperson", atom.Element(_atom + "author")!.Element(_atom + "uri")!.Value);
        foreach (var format in new[] { "", "/atom", "/json" })
        {
            var text = await _visitor.GetStringAsync("/feed" + format);
            Assert.DoesNotContain(CmsApplication.AdminName + "<", text);
            Assert.DoesNotContain($"\"{CmsApplication.AdminName}\"", text);
            Assert.DoesNotContain("ada@example.org", text);
        }
    }

    [Fact]
    public async Task An_entry_keeps_its_id_when_its_address_changes()
    {
        var item = await CreateAsync("Moving", "<p>x</p>");
        var before = await IdOfAsync(item);

        await app.CreateAsync(item.Copy().At($"stories/moved-{Guid.NewGuid():n}"));

        Assert.Equal(before, await IdOfAsync(item));
    }

    [Fact]
    public async Task An_items_own_address_wins_over_the_feed_and_what_has_no_feed_is_not_found()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("Called feed").At("journal/feed/json"));

        Assert.Contains("<h1>Called feed</h1>", await _visitor.GetStringAsync("/journal/feed/json"));
        await app.InScopeAsync(async services =>
        {
            var items = services.GetRequiredService<ContentItems>();
            var found = await items.FindRouteAsync("journal/feed/json");
            await services.GetRequiredService<ContentManager>().RemoveAsync(found!.Item.ContentItemId);
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        foreach (var address in new[] { "/feed/rss", "/feed/atom/json", "/topics/feed", "/nothing/feed", "/journal/feed/xml", "/feed?before=nonsense" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync(address)).StatusCode);
        }

        Assert.Equal("/journal/feed/atom", (await _visitor.GetAsync("/Journal/Feed/Atom")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_feed_moves_and_goes_with_its_page()
    {
        var person = await app.CreateAsync(A.ContentItem("Person").Titled("Moving person").At("people/before"));
        await app.CreateAsync(person.Copy().At("people/after"));

        var moved = await _visitor.GetAsync("/people/before/feed/atom?before=1-1");
        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        Assert.Equal("/people/after/feed/atom?before=1-1", moved.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync("/people/after/feed/atom")).StatusCode);

        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ContentManager>().RemoveAsync(person.ContentItemId);
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        Assert.Equal(HttpStatusCode.Gone, (await _visitor.GetAsync("/people/after/feed")).StatusCode);
    }

    [Fact]
    public async Task A_feed_shows_a_change_of_what_it_names_at_once()
    {
        var person = await app.CreateAsync(A.ContentItem("Person").Titled("Maiden Name").At($"people/{Guid.NewGuid():n}"));
        await CreateAsync("By a person who marries", "<p>x</p>", author: person.ContentItemId);
        Assert.Contains("Maiden Name", await _visitor.GetStringAsync("/feed"));

        await app.CreateAsync(person.Copy().Titled("Married Name"));

        var feed = await _visitor.GetStringAsync("/feed");
        Assert.Contains("Married Name", feed);
        Assert.DoesNotContain("Maiden Name", feed);
    }

    [Fact]
    public async Task A_feed_goes_on_at_its_next_page_without_gap_or_repetition()
    {
        for (var i = 0; i < 25; i++)
        {
            await CreateAsync($"Paged {i}", "<p>x</p>", author: null, topic: null, list: null);
        }

        var ids = new List<string>();
        string? address = "/feed/json";
        for (var page = 0; page < 2; page++)
        {
            using var feed = JsonDocument.Parse(await _visitor.GetStringAsync(address));
            ids.AddRange(feed.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            address = feed.RootElement.GetProperty("next_url").GetString();
        }

        Assert.Equal(40, ids.Distinct().Count());
        var rss = XDocument.Parse(await _visitor.GetStringAsync("/feed"));
        var next = rss.Descendants(_atom + "link").Single(link => link.Attribute("rel")!.Value == "next").Attribute("href")!.Value;
        var second = await _visitor.GetStringAsync(next);
        Assert.Empty(FeedRules.Broken(second, "application/rss+xml", next));
    }

    [Fact]
    public async Task A_long_feed_costs_as_many_commands_as_a_short_one()
    {
        CommandCounter.Listen();
        await using var own = new Sitemaps.SitemapTests.Uncached();
        own.Server.PreserveExecutionContext = true; // the counter goes with it
        using var visitor = own.CreateClient();
        var counts = new List<int>();
        foreach (var more in new[] { 3, 15 })
        {
            for (var i = 0; i < more; i++)
            {
                await own.CreateAsync(Story($"Story {i} of {more}", "<p>x</p>", "webperson00000000000000000", Rivers, Journal));
            }

            foreach (var feed in new[] { "/feed", "/people/webperson/feed/atom", "/topics/rivers/feed/json", "/journal/feed" })
            {
                // What is read once for all requests does not count; a follower that is behind may have it read again.
                var attempts = new List<int>();
                for (var i = 0; i < 4; i++)
                {
                    attempts.Add(await DisplaySite.CommandsAsync(() => visitor.GetStringAsync(feed)));
                }

                counts.Add(attempts.Min());
            }
        }

        // Perhaps one less, where something that both need was read meanwhile; never more.
        Assert.All(counts[..4].Zip(counts[4..]), pair => Assert.InRange(pair.Second, pair.First - 1, pair.First));
        Assert.All(counts, count => Assert.InRange(count, 2, 8));
    }

    [Fact]
    public async Task A_site_may_give_summaries_only()
    {
        await using var own = new CmsApplication();
        using var visitor = own.CreateClient();
        await own.CreateAsync(Story("Long", "<p>The beginning.</p>" + string.Concat(Enumerable.Repeat("<p>Much more.</p>", 100)), null, null, null));
        await own.InScopeAsync(async services =>
        {
            await services.GetRequiredService<SiteSettings>().PutAsync("FeedSettings", JsonNode.Parse("""{ "ContentTypes": ["Story"], "SummaryOnly": true }""")!);
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });

        foreach (var feed in new[] { "/feed", "/feed/atom", "/feed/json" })
        {
            var response = await visitor.GetAsync(feed);
            var text = await response.Content.ReadAsStringAsync();
            Assert.Empty(FeedRules.Broken(text, response.Content.Headers.ContentType!.MediaType!, "https://localhost" + feed));
            Assert.Contains("The beginning.", text);
            Assert.InRange(text.Split("Much more.").Length, 2, 99);
        }
    }

    private Task<ContentItem> CreateAsync(string? title, string html, string? author = "webperson00000000000000000", string? topic = Rivers, string? list = Journal) =>
        app.CreateAsync(Story(title, html, author, topic, list));

    private static ContentItem Story(string? title, string html, string? author, string? topic, string? list)
    {
        var item = A.ContentItem("Story").Saying(html).At($"stories/{Guid.NewGuid():n}");
        item = title is null ? item : item.Titled(title);
        item = author is null ? item : item.With("Story", "Author", new JsonObject { ["ContentItemIds"] = new JsonArray(author) });
        item = topic is null ? item : item.With("Story", "Topics", new JsonObject { ["TaxonomyContentItemId"] = "webtopics00000000000000000", ["TermContentItemIds"] = new JsonArray(topic) });
        return list is null ? item : item.In(list);
    }

    private async Task<IEnumerable<ContentItem>> HeldAsync(string feed, params ContentItem[] items)
    {
        var text = await _visitor.GetStringAsync(feed);
        return items.Where(item => text.Contains(item.ContentItemId, StringComparison.Ordinal));
    }

    private async Task<string> IdOfAsync(ContentItem item) => XDocument.Parse(await _visitor.GetStringAsync("/feed/atom")).Descendants(_atom + "id")
        .Single(id => id.Value.Contains(item.ContentItemId, StringComparison.Ordinal)).Value;
}
