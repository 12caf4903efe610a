using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Search.Queries;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Search;

public sealed class SearchingTests : IAsyncLifetime
{
    private TestSite _site = null!;
    private SearchNode _node = null!;

    public async Task InitializeAsync()
    {
        _site = await SearchNode.CreateSiteAsync();
        _node = SearchNode.Of(_site);
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Theory]
    [InlineData("naïve café", "naive cafe")]
    [InlineData("naive cafe", "naïve café")]
    [InlineData("nai\u0308ve cafe\u0301", "naïve café")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("ﬁne ﬂow", "fine flow")]
    [InlineData("Æsir œuvre", "aesir oeuvre")]
    [InlineData("ＷＩＤＥ", "wide")]
    [InlineData("Θάλασσα", "θαλασσα")]
    [InlineData("東京タワー", "京タ")]
    [InlineData("don’t", "don't")]
    public async Task Accents_ligatures_widths_and_case_make_no_difference(string written, string asked)
    {
        var item = await _site.WriteAsync("A page", $"<p>It says {written} here.</p>");
        await _node.CatchUpAsync();

        Assert.Equal([item.ContentItemId], await _node.IdsAsync(asked));
    }

    [Fact]
    public async Task A_title_counts_more_than_a_body_and_endings_do_not_count()
    {
        var body = await _site.WriteAsync("Something else", "<p>Harbours, and again the harbours of the north.</p>");
        var title = await _site.WriteAsync("The harbour", "<p>Quiet.</p>");
        await _node.CatchUpAsync();

        Assert.Equal([title.ContentItemId, body.ContentItemId], await _node.IdsAsync("harbouring"));
    }

    [Fact]
    public async Task Texts_of_images_and_subtitles_are_found()
    {
        var item = await _site.WriteAsync("Picture", more: article =>
        {
            article.EnsurePart("Article")["Image"] = new JsonObject { ["Paths"] = new JsonArray("a.jpg"), ["MediaTexts"] = new JsonArray("A heron on a post") };
            article.EnsurePart("Article")["Subtitle"] = new JsonObject { ["Text"] = "Standing at dusk" };
        });
        await _node.CatchUpAsync();

        Assert.Equal([item.ContentItemId], await _node.IdsAsync("heron dusk"));
    }

    [Fact]
    public async Task A_description_that_is_the_summary_once_more_is_shown_once()
    {
        await _site.WriteAsync("Avocet", more: article =>
        {
            article.EnsurePart("Article")["Subtitle"] = new JsonObject { ["Text"] = "Sweeping the mud. And nothing else." };
            article.EnsurePart("SeoMetaPart")["MetaDescription"] = "Sweeping the mud.";
        });
        await _node.CatchUpAsync();

        Assert.Equal("<mark>Sweeping</mark> the mud. And nothing else.", Assert.Single((await _node.FindAsync("sweeping")).Hits).Passage);
    }

    [Fact]
    public async Task Exact_matches_leave_no_room_for_similar_ones()
    {
        var exact = await _site.WriteAsync("Harbor light");
        await _site.WriteAsync("Arbor day");
        await _node.CatchUpAsync();

        var found = await _node.FindAsync("harbor");

        Assert.Equal([exact.ContentItemId], found.Hits.Select(hit => hit.ContentItemId));
        Assert.Equal(SearchMatch.Exact, found.Match);
        Assert.Equal(SearchMatch.Similar, (await _node.FindAsync("harbur")).Match);
        Assert.Equal("harbor light", (await _node.FindAsync("harbur light")).Suggestion);
        Assert.Equal(SearchMatch.None, (await _node.FindAsync("tree")).Match); // four letters are too few to be misspelt
    }

    [Fact]
    public async Task Some_of_the_words_are_better_than_none_and_are_called_so()
    {
        await _site.WriteAsync("Lighthouse keepers");
        await _node.CatchUpAsync();

        var found = await _node.FindAsync("lighthouse zeppelins");

        Assert.Equal(SearchMatch.Some, found.Match);
        Assert.Equal(1, found.Total);
    }

    [Fact]
    public async Task Of_a_long_question_what_says_all_comes_first_and_what_says_some_of_it_behind()
    {
        var some = await _site.WriteAsync("Winter storms and ferries", "<p>In winter storms stop ferries, and in winter the storms stop the ferries again.</p>");
        var all = await _site.WriteAsync("Timetable", "<p>Which ferries cross to the island when winter storms come.</p>");
        await _site.WriteAsync("Bees in May");
        await _node.CatchUpAsync();

        var found = await _node.FindAsync("ferries cross to the island in winter storms");

        Assert.Equal([all.ContentItemId, some.ContentItemId], found.Hits.Select(hit => hit.ContentItemId));
        Assert.Equal(SearchMatch.Few, found.Match);
        Assert.Equal([all.ContentItemId], await _node.IdsAsync("\"ferries cross\" island winter storms"));
        Assert.Equal([all.ContentItemId], await _node.IdsAsync("winter storms cross"));
    }

    [Fact]
    public async Task Exclusions_and_times_narrow_and_alone_find_by_time()
    {
        var calm = await _site.WriteAsync("Calm sea");
        var rough = await _site.WriteAsync("Rough sea");
        await _node.CatchUpAsync();
        var year = _site.Clock.GetUtcNow().Year;

        Assert.Equal([calm.ContentItemId], await _node.IdsAsync("sea -rough"));
        Assert.Empty(await _node.IdsAsync($"sea before:{year}"));
        Assert.Equal(new[] { calm.ContentItemId, rough.ContentItemId }.Order(), (await _node.IdsAsync($"after:{year}")).Order());
        Assert.Empty(await _node.IdsAsync($"after:{year + 1}"));
    }

    [Fact]
    public async Task The_next_page_goes_on_where_the_last_one_ended()
    {
        for (var i = 0; i < 12; i++)
        {
            await _site.WriteAsync($"Buoy {i}");
        }

        await _node.CatchUpAsync();
        var all = await _node.IdsAsync("buoy");
        var paged = new List<string>();
        for (var page = 1; page <= 3; page++)
        {
            var found = await _node.FindAsync("buoy", SearchSort.Newest, page, 5);
            Assert.Equal(12, found.Total);
            paged.AddRange(found.Hits.Select(hit => hit.ContentItemId));
        }

        Assert.Equal(12, paged.Distinct().Count());
        Assert.Equal(all.Order(), paged.Order());
    }

    [Fact]
    public async Task Facets_of_a_group_count_what_choosing_another_value_would_find()
    {
        var ada = await _site.WriteAsync("Ada", type: "Person");
        var bob = await _site.WriteAsync("Bob", type: "Person");
        foreach (var (title, author) in new[] { ("Sail one", ada), ("Sail two", ada), ("Sail three", bob) })
        {
            await _site.WriteAsync(title, more: By(author));
        }

        await _node.CatchUpAsync();

        var found = await _node.FindAsync("sail", selected: new() { ["author"] = [bob.ContentItemId] });

        Assert.Equal(1, found.Total);
        var authors = Assert.Single(found.Facets, group => group.Name == "author").Values;
        Assert.Equal([("Bob", 1, true), ("Ada", 2, false)], authors.Select(value => (value.Label, value.Count, value.IsSelected)));
        Assert.Equal(3, (await _node.FindAsync("sail", selected: new() { ["author"] = [ada.ContentItemId, bob.ContentItemId] })).Total);
    }

    [Theory]
    [InlineData("skipper nonsuchword", SearchMatch.Some)]
    [InlineData("skiper", SearchMatch.Similar)]
    [InlineData("skipper of an old wooden ketch", SearchMatch.Few)]
    public async Task What_is_chosen_beside_relaxed_results_narrows_these(string question, SearchMatch match)
    {
        var people = new[] { await _site.WriteAsync("Ada", type: "Person"), await _site.WriteAsync("Bob", type: "Person") };
        await _site.WriteAsync("Skipper of an old wooden ketch", "<p>One.</p>", more: By(people[0]));
        await _site.WriteAsync("A wooden boat and its skipper", "<p>Two.</p>", more: By(people[1]));
        await _node.CatchUpAsync();
        var all = await _node.FindAsync(question);
        Assert.Equal((match, 2), (all.Match, all.Total));

        foreach (var author in all.Facets.Single(group => group.Name == "author").Values)
        {
            var narrowed = await _node.FindAsync(question, selected: new() { ["author"] = [author.Value] });
            Assert.Equal((match, author.Count), (narrowed.Match, narrowed.Total));
        }
    }

    private static Action<ContentItem> By(ContentItem author) => article => article.EnsurePart("Article")["Author"] = new JsonObject { ["ContentItemIds"] = new JsonArray(author.ContentItemId) };
}
