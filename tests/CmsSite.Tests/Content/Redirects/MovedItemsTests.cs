using CmsSite.Content.Items;
using CmsSite.Content.Redirects;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Redirects;

public class MovedItemsTests : IAsyncLifetime
{
    private TestSite _site = null!;

    public async Task InitializeAsync()
    {
        _site = await TestSite.CreateAsync();
        await _site.DefineAsync("Page", """{"TitlePart":{},"AutoroutePart":{}}""");
        await _site.DefineAsync("Scrap", """{"TitlePart":{},"AutoroutePart":{}}""", """{"Versionable":false,"Draftable":true}""");
        await _site.DefineAsync("Taxonomy", """{"TitlePart":{},"AutoroutePart":{},"TaxonomyPart":{}}""");
        await _site.DefineAsync("Tag", """{"TitlePart":{},"AutoroutePart":{"Settings":{"AutoroutePartSettings":{"ManageContainedItemRoutes":true}}}}""");
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Theory]
    [InlineData("Page")]
    [InlineData("Scrap")]
    public async Task Whoever_moves_twice_is_found_from_both_addresses_in_one_step(string type)
    {
        await AtAsync(type, "it", "a");
        await AtAsync(type, "it", "b");
        await AtAsync(type, "it", "c");

        Assert.Equal("moved to c", await AnswerAsync("a"));
        Assert.Equal("moved to c", await AnswerAsync("/B/"));
        Assert.Equal("here is it", await AnswerAsync("c"));
    }

    [Fact]
    public async Task Whoever_moves_back_leaves_no_way_to_itself()
    {
        await AtAsync("Page", "it", "a");
        await AtAsync("Page", "it", "b");
        await AtAsync("Page", "it", "a");

        Assert.Equal("here is it", await AnswerAsync("a"));
        Assert.Equal("moved to a", await AnswerAsync("b"));
    }

    [Fact]
    public async Task Two_items_that_change_places_in_one_session_are_where_they_are()
    {
        await AtAsync("Page", "one", "a");
        await AtAsync("Page", "two", "b");
        await _site.CommitAsync(async scope =>
        {
            foreach (var (id, path) in new[] { ("one", "between"), ("two", "a"), ("one", "b") })
            {
                Assert.Empty(await scope.Manager.PublishAsync((await scope.LatestAsync(id)).At(path)));
            }
        });

        Assert.Equal("here is two", await AnswerAsync("a"));
        Assert.Equal("here is one", await AnswerAsync("b"));
        Assert.Equal("moved to b", await AnswerAsync("between"));
    }

    [Fact]
    public async Task An_address_belongs_to_who_was_published_there_last()
    {
        await AtAsync("Page", "old", "a");
        await AtAsync("Page", "old", "b");
        await AtAsync("Page", "new", "a");
        await AtAsync("Page", "new", "c");

        Assert.Equal("moved to c", await AnswerAsync("a"));
    }

    [Fact]
    public async Task Removed_is_gone_unpublished_is_not_spoken_of_and_published_again_it_is_back()
    {
        await AtAsync("Page", "it", "a");
        await AtAsync("Page", "it", "b");
        await _site.CommitAsync(scope => scope.Manager.UnpublishAsync("it"));
        Assert.Equal(("nothing", "nothing"), (await AnswerAsync("a"), await AnswerAsync("b")));

        await _site.CommitAsync(scope => scope.Manager.RemoveAsync("it"));
        Assert.Equal(("gone", "gone"), (await AnswerAsync("a"), await AnswerAsync("b")));

        await _site.CommitAsync(async scope => await scope.Manager.RestoreAsync((await scope.VersionsAsync("it"))[^1].ContentItemVersionId));
        Assert.Equal(("nothing", "nothing"), (await AnswerAsync("a"), await AnswerAsync("b")));

        await _site.CommitAsync(scope => scope.Manager.PublishDraftAsync("it"));
        Assert.Equal(("moved to b", "here is it"), (await AnswerAsync("a"), await AnswerAsync("b")));
    }

    [Fact]
    public async Task A_draft_moves_nothing_and_its_address_is_no_former_one_when_it_is_dropped()
    {
        await AtAsync("Page", "it", "a");
        await _site.CommitAsync(async scope => Assert.Empty(await scope.Manager.SaveDraftAsync((await scope.LatestAsync("it")).At("draft"))));
        await _site.CommitAsync(scope => scope.Manager.DiscardDraftAsync("it"));
        Assert.Equal(("here is it", "nothing"), (await AnswerAsync("a"), await AnswerAsync("draft")));
        Assert.Empty(await _site.ReadAsync(scope => scope.Database.FormerAddresses.ToListAsync()));
    }

    [Fact]
    public async Task What_is_inside_moves_with_its_container_and_is_gone_when_it_is_taken_out()
    {
        await TermsAsync("tags", ("one", "first"), ("two", "second"));
        await TermsAsync("labels", ("one", "first"), ("two", "deux"));
        Assert.Equal(("moved to labels", "moved to labels/first", "moved to labels/deux"), (await AnswerAsync("tags"), await AnswerAsync("tags/first"), await AnswerAsync("tags/second")));

        await TermsAsync("labels", ("two", "deux"));
        Assert.Equal(("gone", "gone"), (await AnswerAsync("tags/first"), await AnswerAsync("labels/first")));

        // Another term in its place is another page, and the address is its own.
        await TermsAsync("labels", ("two", "first"));
        Assert.Equal(("here is two", "moved to labels/first"), (await AnswerAsync("labels/first"), await AnswerAsync("labels/deux")));

        await _site.CommitAsync(scope => scope.Manager.UnpublishAsync("taxonomy"));
        Assert.Equal("nothing", await AnswerAsync("tags/second"));
        await _site.CommitAsync(scope => scope.Manager.RemoveAsync("taxonomy"));
        Assert.Equal("gone", await AnswerAsync("tags/second"));
    }

    [Fact]
    public async Task An_item_that_gave_its_address_up_is_still_there_by_its_id()
    {
        await AtAsync("Page", "it", "a");
        await _site.CommitAsync(async scope => Assert.Empty(await scope.Manager.PublishAsync((await scope.LatestAsync("it")).With("AutoroutePart", "Disabled", true))));

        Assert.Equal("moved to ", await AnswerAsync("a"));
    }

    [Fact]
    public async Task A_definition_that_gives_terms_other_addresses_leaves_the_way_too()
    {
        await TermsAsync("tags", ("one", "first"));
        await _site.DefineAsync("Tag", """{"TitlePart":{}}""");

        Assert.Equal("moved to tags/one-one", await AnswerAsync("tags/first"));
    }

    [Fact]
    public async Task A_recipe_that_moves_an_item_leaves_the_way_and_one_that_is_rolled_back_does_not()
    {
        static string Item(string path, string version) =>
            $$"""{"ContentItemId":"it","ContentItemVersionId":"{{version}}","ContentType":"Page","Latest":true,"Published":true,"TitlePart":{"Title":"It"},"AutoroutePart":{"Path":"{{path}}"} }""";
        await _site.ImportAsync(Item("a", "v1"));
        await using (var planned = _site.Open())
        {
            await planned.ImportAsync(Item("b", "v1"));
            await planned.Session.FlushAsync();
            Assert.IsType<FormerPlace.Moved>(await planned.Get<MovedItems>().FindAsync("a"));
            await planned.Session.RollbackAsync();
        }

        Assert.Equal("here is it", await AnswerAsync("a"));
        await _site.ImportAsync(Item("b", "v1"));
        await _site.ImportAsync(Item("c", "v2"));
        Assert.Equal(("moved to c", "moved to c"), (await AnswerAsync("a"), await AnswerAsync("b")));
    }

    private Task AtAsync(string type, string id, string path) => _site.CommitAsync(async scope =>
    {
        var item = await scope.Items.GetAsync(id, VersionOptions.Latest) ?? A.ContentItem(type).Titled(id);
        item.ContentItemId = id;
        Assert.Empty(await scope.Manager.PublishAsync(item.At(path)));
    });

    private Task TermsAsync(string path, params (string Id, string Path)[] terms) => _site.PublishAsync($$"""
        {"ContentItemId":"taxonomy","ContentType":"Taxonomy","TitlePart":{"Title":"Tags"},"AutoroutePart":{"Path":"{{path}}","RouteContainedItems":true},"TaxonomyPart":{"TermContentType":"Tag","Terms":[
            {{string.Join(",", terms.Select(term => $$"""{"ContentItemId":"{{term.Id}}","ContentType":"Tag","TitlePart":{"Title":"{{term.Id}}"},"AutoroutePart":{"Path":"{{term.Path}}"} } """))}}]} }
        """);

    private Task<string> AnswerAsync(string path) => _site.ReadAsync(async scope => await scope.Items.FindRouteAsync(path) is { } route ? $"here is {route.Item.ContentItemId}" : await scope.Get<MovedItems>().FindAsync(path) switch
    {
        FormerPlace.Moved moved => $"moved to {moved.Path}",
        FormerPlace.Removed => "gone",
        _ => "nothing",
    });
}
