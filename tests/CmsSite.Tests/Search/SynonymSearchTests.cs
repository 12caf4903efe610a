using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Searching;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Search.Synonyms;
using CmsSite.Storage;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Search;

public sealed class SynonymSearchTests : IAsyncLifetime
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
    public async Task Equal_words_find_each_other_at_once_and_no_longer_than_the_rule_is_there()
    {
        await _site.WriteAsync("One", "<p>A television in the bar.</p>");
        await _node.CatchUpAsync();
        Assert.Empty(await _node.IdsAsync("tv"));

        await RuleAsync("tv, television");
        var found = await _node.FindAsync("TV bar");
        Assert.Equal((1, SearchMatch.Exact), (found.Total, found.Match));
        Assert.Contains("<mark>television</mark>", found.Hits[0].Passage, StringComparison.Ordinal);
        Assert.Single(await _node.IdsAsync("televisions"));

        await RuleAsync();
        Assert.Empty(await _node.IdsAsync("tv"));
    }

    [Fact]
    public async Task A_phrase_stands_for_a_word_and_a_word_for_a_phrase_that_stands_together()
    {
        var city = await _site.WriteAsync("City", "<p>Ferries of New York in winter.</p>");
        var apart = await _site.WriteAsync("Apart", "<p>A new ferry left York in winter.</p>");
        var letters = await _site.WriteAsync("Letters", "<p>NYC ferries in winter.</p>");
        await _node.CatchUpAsync();
        await RuleAsync("nyc, new york");

        Assert.Equal([letters.ContentItemId, city.ContentItemId], await _node.IdsAsync("nyc winter"));
        // Two words without quotes may stand anywhere, as ever; what says them comes before what says the other.
        Assert.Equal(new[] { city.ContentItemId, apart.ContentItemId, letters.ContentItemId }.Order(), (await _node.IdsAsync("new york winter")).Order());
        Assert.Equal(letters.ContentItemId, (await _node.IdsAsync("new york winter"))[^1]);
        Assert.Equal([city.ContentItemId], await _node.IdsAsync("\"new york\""));
    }

    [Fact]
    public async Task One_way_is_one_way()
    {
        var ship = await _site.WriteAsync("Ship", "<p>A vessel.</p>");
        var boat = await _site.WriteAsync("Boat", "<p>A dinghy.</p>");
        await _node.CatchUpAsync();
        await RuleAsync("vessel => dinghy");

        Assert.Equal([ship.ContentItemId, boat.ContentItemId], await _node.IdsAsync("vessels"));
        Assert.Equal([boat.ContentItemId], await _node.IdsAsync("dinghy"));
    }

    [Fact]
    public async Task What_holds_the_word_itself_comes_before_whatever_says_the_synonym_louder()
    {
        var loud = await _site.WriteAsync("Television television", "<p>Television, television, television.</p>");
        var quiet = await _site.WriteAsync("A long afternoon", $"<p>{string.Concat(Enumerable.Repeat("Nothing much was said about anything. ", 200))}Then the tv went off.</p>");
        await _node.CatchUpAsync();
        await RuleAsync("tv, television, telly");

        Assert.Equal([quiet.ContentItemId, loud.ContentItemId], await _node.IdsAsync("tv"));
        Assert.Equal([loud.ContentItemId, quiet.ContentItemId], await _node.IdsAsync("television"));
    }

    [Fact]
    public async Task A_word_that_usually_says_too_little_counts_where_a_rule_speaks_of_it()
    {
        var computers = await _site.WriteAsync("Computers", "<p>Jobs in information technology.</p>");
        var gardens = await _site.WriteAsync("Gardens", "<p>Jobs among roses.</p>");
        await _node.CatchUpAsync();
        Assert.Equal(2, (await _node.IdsAsync("it jobs")).Count);

        await RuleAsync("it => information technology");
        Assert.Equal([computers.ContentItemId], await _node.IdsAsync("it jobs"));
        Assert.Equal([gardens.ContentItemId], await _node.IdsAsync("roses jobs"));
    }

    [Fact]
    public async Task Exclusions_filters_and_misspellings_work_as_without_synonyms()
    {
        var tv = await _site.WriteAsync("One", "<p>The tv in the harbour.</p>");
        await _site.WriteAsync("Two", "<p>The television of the lighthouse.</p>");
        await _node.CatchUpAsync();
        await RuleAsync("tv, television");

        Assert.Equal([tv.ContentItemId], await _node.IdsAsync("tv -lighthouse"));
        Assert.Equal([tv.ContentItemId], await _node.IdsAsync("television -television"));
        Assert.Equal(SearchMatch.Similar, (await _node.FindAsync("tv lighthose")).Match);
    }

    [Fact]
    public async Task Random_rules_only_ever_add_and_no_question_fails()
    {
        string[] words = ["tide", "moon", "harbour light", "keeper", "slack water", "the", "of", "ferry", "東京", "naïve"];
        var random = new Random(5);
        for (var i = 0; i < 40; i++)
        {
            await _site.WriteAsync(Words(2), $"<p>{Words(8)}</p>");
        }

        await _node.CatchUpAsync();
        var questions = Enumerable.Range(0, 40).Select(_ => Words(random.Next(1, 4))).Distinct().ToList();
        var plain = new Dictionary<string, SearchResults>();
        foreach (var question in questions)
        {
            plain[question] = await _node.FindAsync(question);
        }

        for (var round = 0; round < 10; round++)
        {
            await RuleAsync([.. Enumerable.Range(0, 5).Select(_ => $"{words[random.Next(words.Length)]}{(random.Next(2) == 0 ? "," : " =>")} {words[random.Next(words.Length)]} {round}, {words[random.Next(words.Length)]} x").Distinct()]);
            foreach (var question in questions.Where(question => plain[question].Match == SearchMatch.Exact && !question.Contains("the", StringComparison.Ordinal) && !question.Contains("of", StringComparison.Ordinal)))
            {
                var found = await _node.FindAsync(question);
                Assert.Empty(plain[question].Hits.Select(hit => hit.ContentItemId).Except(found.Hits.Select(hit => hit.ContentItemId)));
                Assert.Equal(found.Total, found.Hits.Count);
            }
        }

        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => words[random.Next(words.Length)]));
    }

    [Fact]
    public async Task The_preview_says_what_is_looked_for_and_which_rules_do_nothing()
    {
        await using var scope = _site.Open();
        var profile = scope.Get<SearchProfiles>().Default();
        var list = SynonymList.Parse(["nyc => new york, big apple", "tide, tides", "pizza, pie"]);

        var preview = SynonymPreview.Of("NYC pizza in the \"deep water\"", SynonymSet.Of(list), profile);
        Assert.Equal(["“deep water”", "NYC=new york|big apple", "pizza=pie"], preview.Select(word => word.Synonyms.Count == 0 ? word.Text : $"{word.Text}={string.Join('|', word.Synonyms)}"));
        Assert.Equal(2, Assert.Single(SynonymPreview.Doubts(list, profile)).Line);
    }

    private Task RuleAsync(params string[] lines) => _site.CommitAsync(async scope =>
    {
        Assert.Empty(SynonymList.Parse(lines).Problems);
        await scope.Session.PutAsync(SiteDocumentKinds.SearchSynonyms, "Site", new JsonObject { ["Rules"] = JsonValues.ToArray(lines) });
        return true;
    });
}
