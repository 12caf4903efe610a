using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Search;

public sealed class SimilarItemsTests : IAsyncLifetime, IAsyncDisposable
{
    private TestSite _site = null!;
    private SearchNode _node = null!;
    private SimilarItems _similar = null!;

    public async Task InitializeAsync()
    {
        _site = await SearchNode.CreateSiteAsync();
        _node = new SearchNode(_site);
        _similar = new SimilarItems(_node.Indexes);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task What_shares_telling_words_comes_first_and_never_the_item_itself()
    {
        var tides = await _site.WriteAsync("How tides are foretold", "<p>The tide table of the harbour is made from moon and sun.</p>");
        var tide = await _site.WriteAsync("A tide table from 1820", "<p>Found in the harbour: the table by which the moon foretells tides.</p>");
        var other = await _site.WriteAsync("The harbour café", "<p>Coffee, and a table by the window.</p>");
        await _site.WriteAsync("Bees", "<p>Nothing of the sea.</p>");
        await OpenAsync();

        Assert.Equal([tide.ContentItemId, other.ContentItemId], await FindAsync(tides));
    }

    [Fact]
    public async Task Words_that_every_text_has_say_nothing()
    {
        var first = await _site.WriteAsync("One", "<p>This is what the others said to us, and it was not so. Heron.</p>");
        await _site.WriteAsync("Two", "<p>This is what the others said to us, and it was not so. Lamp.</p>");
        var heron = await _site.WriteAsync("Three", "<p>Heron.</p>");
        for (var i = 0; i < 6; i++)
        {
            await _site.WriteAsync($"Filler {i}", "<p>This is what the others said to us, and it was not so.</p>");
        }

        await OpenAsync();

        Assert.Equal(heron.ContentItemId, (await FindAsync(first))[0]);
    }

    [Fact]
    public async Task A_draft_what_was_unpublished_and_another_type_are_never_found()
    {
        var article = await _site.WriteAsync("Petrel census", "<p>Petrels were counted on the skerry.</p>");
        var gone = await _site.WriteAsync("Petrels again", "<p>Petrels on the skerry.</p>");
        var seen = await _site.WriteAsync("Petrel ringing", "<p>A petrel with a ring on the skerry.</p>");
        await _site.WriteAsync("Petrel of the skerry", type: "Person");
        await _site.CommitAsync(async scope => Assert.Empty(await scope.Manager.SaveDraftAsync(A.ContentItem("Article").Titled("Petrel draft").Saying("<p>Petrels on the skerry.</p>"))));
        await OpenAsync();
        Assert.Equal(2, (await FindAsync(article)).Count);

        // Committed, and the index has not heard of it.
        await _site.CommitAsync(scope => scope.Manager.UnpublishAsync(gone.ContentItemId));
        Assert.DoesNotContain(gone.ContentItemId, await FindAsync(article));
        Assert.Contains("brief", await DependenciesAsync(article));

        await _node.CatchUpAsync();
        Assert.Equal([seen.ContentItemId], await FindAsync(article));
        Assert.DoesNotContain("brief", await DependenciesAsync(article));
    }

    [Fact]
    public async Task Only_what_anybody_may_see_is_found_whoever_asks()
    {
        await _site.DefineAsync("Secret", """{ "TitlePart": {}, "AutoroutePart": {}, "HtmlBodyPart": {} }""", """{"Versionable":true,"Draftable":true,"Securable":true}""");
        var one = await _site.WriteAsync("Board minutes of May", "<p>The board met.</p>", "Secret");
        await _site.WriteAsync("Board minutes of June", "<p>The board met.</p>", "Secret");
        await OpenAsync();

        Assert.Empty(await FindAsync(one));
    }

    [Fact]
    public async Task What_is_in_another_language_is_not_alike()
    {
        await _site.DefineAsync("Article", """
            { "TitlePart": {}, "AutoroutePart": {}, "HtmlBodyPart": {}, "LocalizationPart": {}, "Article": { "fields": { "Subtitle": "TextField" } } }
            """);
        var plain = await _site.WriteAsync("Radio amateur", "<p>Radio by the sea.</p>");
        var english = await InAsync("en", "Radio station");
        var german = await InAsync("de", "Radio Station an der See");
        var second = await InAsync("de", "Radio am Abend");
        await OpenAsync();

        Assert.Equal([english.ContentItemId], await FindAsync(plain));
        Assert.Equal([plain.ContentItemId], await FindAsync(english));
        Assert.Equal([second.ContentItemId], await FindAsync(german));

        Task<ContentItem> InAsync(string culture, string title) => _site.WriteAsync(title, "<p>Radio.</p>", more: item => item.With("LocalizationPart", "Culture", culture));
    }

    [Fact]
    public async Task What_carries_the_same_tag_is_nearer_than_what_only_uses_the_word()
    {
        var tags = A.ContentItem("Taxonomy").Titled("Tags");
        tags.EnsurePart("TaxonomyPart")["Terms"] = new JsonArray(new JsonObject { ["ContentItemId"] = "smoke", ["ContentType"] = "Tag", ["DisplayText"] = "Smokehouses" });
        await _site.DefineAsync("Taxonomy", """{ "TitlePart": {}, "TaxonomyPart": {} }""");
        await _site.PublishAgainAsync(tags);
        var one = await TaggedAsync("Kippers over oak");
        await _site.WriteAsync("Oak boats", "<p>Kippers kept below, oak above.</p>");
        var two = await TaggedAsync("Kippers on Fridays");
        await OpenAsync();

        Assert.Equal(two.ContentItemId, (await FindAsync(one))[0]);

        Task<ContentItem> TaggedAsync(string title) => _site.WriteAsync(title, more: item => item.With("Article", "Tags", new JsonObject
        {
            ["TaxonomyContentItemId"] = tags.ContentItemId, ["TermContentItemIds"] = new JsonArray("smoke"),
        }));
    }

    [Fact]
    public async Task Before_the_index_is_open_nothing_is_found_and_a_page_is_kept_for_seconds_only()
    {
        var one = await _site.WriteAsync("Kelp forest", "<p>Kelp.</p>");
        await _site.WriteAsync("Kelp harvest", "<p>Kelp.</p>");

        Assert.Empty(await FindAsync(one));
        Assert.Contains("brief", await DependenciesAsync(one));
    }

    [Fact]
    public async Task What_was_found_is_kept_until_the_index_changes_and_follows_then()
    {
        var one = await _site.WriteAsync("Lugworm bait", "<p>Lugworms.</p>");
        await _site.WriteAsync("Lugworm casts", "<p>Lugworms.</p>");
        await OpenAsync();
        var profile = await _site.ReadAsync(scope => Task.FromResult(scope.Get<SearchProfiles>().Default()));
        var first = _similar.Find(profile, one.ContentItemId);
        Assert.Same(first, _similar.Find(profile, one.ContentItemId));

        await _site.WriteAsync("Lugworm beach", "<p>Lugworms.</p>");
        await _node.CatchUpAsync();

        Assert.Equal(2, _similar.Find(profile, one.ContentItemId)!.Count);
    }

    // As a reader's search would, once the index is there.
    private async Task OpenAsync()
    {
        await _node.CatchUpAsync();
        await _node.FindAsync("anything");
    }

    private Task<IReadOnlyList<string>> FindAsync(ContentItem item) => AskAsync(async (source, query, parameters) =>
        (IReadOnlyList<string>)[.. (await source.RunAsync(query, "", parameters, default)).Items.Select(found => found.ContentItemId)], item);

    private Task<IReadOnlyCollection<string>> DependenciesAsync(ContentItem item) => AskAsync((source, _, parameters) => Task.FromResult(source.DependenciesOf("", parameters)), item);

    private async Task<T> AskAsync<T>(Func<IQuerySource, Query, IReadOnlyDictionary<string, object?>, Task<T>> ask, ContentItem item)
    {
        await using var scope = _site.Open();
        var source = new SimilarQuerySource(_similar, scope.Get<SearchProfiles>(), scope.Get<PublishedItems>(), scope.Get<PermissionChecker>());
        return await ask(source, source.BuiltIn("SimilarItems")!, new Dictionary<string, object?> { ["contentItemId"] = item.ContentItemId, ["size"] = 10m });
    }
}
