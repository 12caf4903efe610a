using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Searching;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Storage;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Search;

public sealed class HitExplainerTests
{
    [Fact]
    public async Task Every_hit_says_which_words_stand_where_what_is_a_synonym_and_what_is_pinned()
    {
        await using var site = await SearchNode.CreateSiteAsync();
        await using var node = SearchNode.Of(site);
        var both = await site.WriteAsync("Tides of the television age", "<p>About the tv and tides.</p>");
        var synonym = await site.WriteAsync("Telly", "<p>Watching television while the tide comes in.</p>");
        var pinned = await site.WriteAsync("Opening hours", "<p>Nine to five.</p>");
        await node.CatchUpAsync();
        await site.CommitAsync(async scope =>
        {
            await scope.Session.PutAsync(SiteDocumentKinds.SearchSynonyms, "Site", new JsonObject { ["Rules"] = JsonValues.ToArray(["tv, television"]) });
            await scope.Session.PutAsync(SiteDocumentKinds.PinnedResult, "p", new PinnedResult("p", "tide", PinnedMatch.Words, [pinned.ContentItemId], null).ToJson());
            return true;
        });

        var results = await ExplainAsync("tv tides");

        Assert.Equal((3, SearchMatch.Exact), (results.Total, results.Match));
        Assert.Equal(["tv: television", "tides: "], results.Words.Select(word => $"{word.Text}: {string.Join(", ", word.Synonyms)}"));
        Assert.Equal([pinned.ContentItemId, both.ContentItemId, synonym.ContentItemId], results.Hits.Select(hit => hit.ContentItemId));
        Assert.Equal(["Pinned for this search: before everything that is not"], results.Hits[0].Reasons.Select(reason => reason.Words));
        Assert.Contains("“tides” in the title", results.Hits[1].Reasons.Select(reason => reason.Words));
        Assert.Contains("as it was typed", results.Hits[1].Reasons[0].Words, StringComparison.Ordinal);
        Assert.Contains("“television”, a synonym of “tv”, anywhere in it", results.Hits[2].Reasons.Select(reason => reason.Words));
        Assert.DoesNotContain(results.Hits[2].Reasons, reason => reason.Points is null);
        Assert.All(results.Hits, hit => Assert.NotEmpty(hit.Raw));

        var similar = await ExplainAsync("televison");
        Assert.Equal(SearchMatch.Similar, similar.Match);
        Assert.Contains(similar.Hits[0].Reasons, reason => reason.Words.Contains("which is written like", StringComparison.Ordinal));
        Assert.Empty((await ExplainAsync("")).Hits);

        async Task<ExplainedResults> ExplainAsync(string text)
        {
            await using var scope = site.Open();
            var profile = scope.Get<SearchProfiles>().Default();
            return node.Search.Explain(profile, new SearchRules(scope.Session, TimeProvider.System).Apply(
                new SearchRequest(SearchTerms.Parse(text), profile.Types, new Dictionary<string, IReadOnlyList<string>>(), SearchSort.Best, 1, 10, TimeZoneInfo.Utc)))!;
        }
    }
}
