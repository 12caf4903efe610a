using CmsSite.Content.Items;
using CmsSite.Content.Searching;
using CmsSite.Search.Queries;
using CmsSite.Storage;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Search;

public sealed class PinnedResultTests : IAsyncLifetime
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

    [Fact]
    public async Task What_is_pinned_comes_first_in_its_order_once_and_is_counted()
    {
        var found = await WriteManyAsync("Tide", 7);
        var other = await _site.WriteAsync("Opening hours", "<p>Of the museum.</p>");
        await _node.CatchUpAsync();
        await PinAsync("tide", PinnedMatch.Exact, other, found[3], found[6]);

        var all = await _node.FindAsync("TIDES");
        Assert.Equal([other.ContentItemId, found[3].ContentItemId, found[6].ContentItemId], all.Hits.Take(3).Select(hit => hit.ContentItemId));
        Assert.Equal([true, true, true, false, false, false, false, false], all.Hits.Select(hit => hit.IsPinned));
        Assert.Equal((8, 8), (all.Total, all.Hits.Select(hit => hit.ContentItemId).Distinct().Count()));

        var pages = new List<string>();
        for (var page = 1; page <= 3; page++)
        {
            var one = await _node.FindAsync("tide", page: page, size: 3);
            Assert.Equal(8, one.Total);
            pages.AddRange(one.Hits.Select(hit => hit.ContentItemId));
        }

        Assert.Equal(all.Hits.Select(hit => hit.ContentItemId), pages);
    }

    [Fact]
    public async Task Exactly_these_words_are_no_others_and_holding_them_may_be_more()
    {
        await _site.WriteAsync("Ferry to the island", "<p>Timetable of the ferry.</p>");
        var exact = await _site.WriteAsync("A", "<p>One.</p>");
        var words = await _site.WriteAsync("B", "<p>Two.</p>");
        await _node.CatchUpAsync();
        await PinAsync("the ferry", PinnedMatch.Exact, exact);
        await PinAsync("ferry", PinnedMatch.Words, words);

        Assert.Equal([exact.ContentItemId, words.ContentItemId], (await _node.IdsAsync("ferries")).Take(2));
        Assert.Equal([words.ContentItemId], (await PinnedAsync("island ferry")).Take(2));
        Assert.Empty(await PinnedAsync("island"));
        // Narrower questions, and those for another order, ask for something else.
        Assert.Empty(await PinnedAsync("ferry -island"));
        Assert.Empty(await PinnedAsync("ferry after:2020"));
        Assert.DoesNotContain((await _node.FindAsync("ferry", SearchSort.Newest)).Hits, hit => hit.IsPinned);
    }

    [Fact]
    public async Task What_is_a_draft_removed_or_chosen_away_is_not_shown_and_a_question_without_results_has_its_pin()
    {
        var draft = await _site.CommitAsync(async scope =>
        {
            var item = A.ContentItem("Article").Titled("Secret plans");
            Assert.Empty(await scope.Manager.SaveDraftAsync(item));
            return item;
        });
        var shown = await _site.WriteAsync("Answers", "<p>Here.</p>");
        await _node.CatchUpAsync();
        await PinAsync("zymurgy", PinnedMatch.Exact, draft, shown, A.ContentItem("Article"));

        var found = await _node.FindAsync("zymurgy");
        Assert.Equal((1, SearchMatch.Exact), (found.Total, found.Match));
        Assert.Equal([shown.ContentItemId], found.Hits.Select(hit => hit.ContentItemId));
        Assert.Equal(0, (await _node.FindAsync("zymurgy", selected: new() { ["year"] = ["1066"] })).Total);

        await _site.PublishAgainAsync(draft);
        await _node.CatchUpAsync();
        Assert.Equal([draft.ContentItemId, shown.ContentItemId], await _node.IdsAsync("zymurgy"));
    }

    [Fact]
    public async Task What_is_over_counts_no_more()
    {
        var shown = await _site.WriteAsync("Answers", "<p>Here.</p>");
        await _node.CatchUpAsync();
        var until = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        await _site.CommitAsync(scope => scope.Session.PutAsync(SiteDocumentKinds.PinnedResult, "p", new PinnedResult("p", "sale", PinnedMatch.Exact, [shown.ContentItemId], until).ToJson()));

        Assert.Equal(1, (await _node.FindAsync("sale", clock: new At(until.AddSeconds(-1)))).Total);
        Assert.Equal(0, (await _node.FindAsync("sale", clock: new At(until))).Total);
    }

    private async Task<List<ContentItem>> WriteManyAsync(string title, int count)
    {
        var items = new List<ContentItem>();
        for (var i = 0; i < count; i++)
        {
            items.Add(await _site.WriteAsync($"{title} {i}", "<p>Something.</p>"));
        }

        return items;
    }

    private async Task<IEnumerable<string>> PinnedAsync(string text) => (await _node.FindAsync(text)).Hits.Where(hit => hit.IsPinned).Select(hit => hit.ContentItemId);

    private Task PinAsync(string query, PinnedMatch match, params ContentItem[] items) => _site.CommitAsync(scope =>
        scope.Session.PutAsync(SiteDocumentKinds.PinnedResult, $"{match} {query}", new PinnedResult($"{match} {query}", query, match, [.. items.Select(item => item.ContentItemId)], null).ToJson()));

    private sealed class At(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
