using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Content.Items;

public class PublishedItemsTests : IAsyncLifetime
{
    private TestSite _site = null!;

    public async Task InitializeAsync()
    {
        _site = await TestSite.CreateAsync();
        await _site.DefineAsync("Article", """{"TitlePart":{},"AutoroutePart":{},"AliasPart":{}}""");
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task All_pages_share_one_item_until_something_changes()
    {
        var id = await PublishAsync("bridge");
        await using var one = _site.Open();
        await using var other = _site.Open();
        var first = await Published(one).GetAsync(id);
        Assert.Same(first, await Published(other).GetAsync(id));
        Assert.Same(first, (await Published(other).FindRouteAsync("/Bridge/"))!.Item);
        Assert.Same(first, await Published(other).GetByHandleAsync("slug:bridge"));

        await PublishAsync("ferry");
        Assert.NotSame(first, await Published(other).GetAsync(id));
    }

    [Fact]
    public async Task What_is_published_moved_or_taken_back_shows_at_the_next_look()
    {
        var id = await PublishAsync("bridge");
        await using var page = _site.Open();
        Assert.Equal("bridge", await Published(page).PathOfAsync(id));
        Assert.Null(await Published(page).FindRouteAsync("crossing"));

        await _site.CommitAsync(async scope =>
        {
            var item = await scope.PublishedAsync(id);
            item.Content["AutoroutePart"]!["Path"] = "crossing";
            Assert.Empty(await scope.Manager.PublishAsync(item));
        });
        Assert.Equal(id, (await Published(page).FindRouteAsync("crossing"))?.Item.ContentItemId);
        Assert.Null(await Published(page).FindRouteAsync("bridge"));
        Assert.Equal("crossing", (await Published(page).PathsOfAsync([id, "nobody"]))[id]);

        await _site.CommitAsync(async scope => Assert.True(await scope.Manager.UnpublishAsync(id)));
        Assert.Null(await Published(page).GetAsync(id));
        Assert.Null(await Published(page).FindRouteAsync("crossing"));
        Assert.Null((await Published(page).GetAsync([id]))[id]);
    }

    [Fact]
    public async Task What_is_not_there_yet_is_found_once_it_is()
    {
        await using var page = _site.Open();
        Assert.Null(await Published(page).GetByHandleAsync("alias:about"));
        Assert.Null(await Published(page).GetByHandleAsync("alias:about"));
        await _site.PublishAsync("""{"ContentType":"Article","TitlePart":{"Title":"About"},"AutoroutePart":{},"AliasPart":{"Alias":"about"}}""");
        Assert.Equal("About", (await Published(page).GetByHandleAsync("alias:about"))?.DisplayText);
    }

    [Fact]
    public async Task A_session_that_writes_sees_its_own_and_shows_it_to_nobody()
    {
        var id = await PublishAsync("bridge");
        await using var visitor = _site.Open();
        await using (var editor = _site.Open())
        {
            var item = await editor.PublishedAsync(id);
            item.Content["TitlePart"]!["Title"] = "Not yet";
            Assert.Empty(await editor.Manager.PublishAsync(item));
            Assert.Equal("Not yet", (await Published(editor).GetAsync(id))?.DisplayText);
            Assert.Equal("bridge", (await Published(visitor).GetAsync(id))?.DisplayText);
        }

        Assert.Equal("bridge", (await Published(visitor).GetAsync(id))?.DisplayText);
    }

    [Fact]
    public void What_was_read_before_a_change_is_not_remembered_after_it()
    {
        var cache = new DocumentCache();
        var before = cache.Memory;
        cache.Clear();
        before.Add("item", "a", "old", 0);
        Assert.False(cache.Memory.TryGet<string>("item", "a", out _));
        cache.Memory.Add("item", "a", "new", 0);
        Assert.True(cache.Memory.TryGet<string>("item", "a", out var value));
        Assert.Equal("new", value);
    }

    [Fact]
    public void What_is_asked_for_again_and_again_stays_when_memory_is_full()
    {
        var memory = new DocumentCache().Memory;
        memory.Add("item", "often", "x", 0);
        for (var i = 0; i < 1_000; i++)
        {
            memory.Add("item", $"{i}", new object(), 1_000_000);
            Assert.True(memory.TryGet<string>("item", "often", out _));
        }

        Assert.False(memory.TryGet<object>("item", "0", out _));
    }

    private async Task<string> PublishAsync(string slug) =>
        (await _site.PublishAsync($$"""{"ContentType":"Article","TitlePart":{"Title":"{{slug}}"},"AutoroutePart":{"Path":"{{slug}}"} }""")).ContentItemId;

    private static PublishedItems Published(Scope scope) => scope.Get<PublishedItems>();
}
