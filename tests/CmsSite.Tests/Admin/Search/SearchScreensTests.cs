using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Search;
using CmsSite.Content.Searching;
using CmsSite.Storage;

namespace CmsSite.Tests.Admin.Search;

/// <summary>Who cares for the search, and what is refused.</summary>
[Collection(StructureCollection.Name)]
public class SearchScreensTests(AdminSite app)
{
    [Theory]
    [InlineData("Administrator", "/Admin/Search/Synonyms", 200)]
    [InlineData("Administrator", "/Admin/Search/Synonyms?list=nosuchlist", 404)]
    [InlineData("Editor", "/Admin/Search/Synonyms", 200)]
    [InlineData("Author", "/Admin/Search/Synonyms", 403)]
    [InlineData("Editor", "/Admin/Search/Pinned", 200)]
    [InlineData("Editor", "/Admin/Search/Pinned/Create?query=%00a%22", 200)]
    [InlineData("Editor", "/Admin/Search/Pinned/Edit/nosuchpin", 404)]
    [InlineData("Author", "/Admin/Search/Pinned", 403)]
    [InlineData("Editor", "/Admin/Search/Statistics?days=nonsense", 200)]
    [InlineData("Author", "/Admin/Search/Statistics", 403)]
    [InlineData("Editor", "/Admin/Search/Statistics/Export?days=-1", 200)]
    [InlineData("Author", "/Admin/Search/Statistics/Export", 403)]
    [InlineData("Editor", "/Admin/Search/Try?q=%22%00a -b author:x", 200)]
    [InlineData("Author", "/Admin/Search/Try?q=a", 403)]
    [InlineData("Author", "/Admin/Search/Pinned/Create", 403)]
    public async Task Each_role_gets_to_its_screens_and_to_no_others(string role, string address, int status)
    {
        using var client = await app.SignInAsync(role);
        Assert.Equal(status, (int)(await client.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Synonyms_with_a_wrong_line_or_over_somebody_elses_are_not_saved_and_an_empty_list_is_none()
    {
        Assert.Equal(2, Assert.Single(await SaveAsync("Editor", "tv, television\ntv", null)).Line);
        Assert.Empty(await SaveAsync("Editor", "# of ours\ntv, television\n", null));
        var seen = await StoredAsync();
        Assert.Equal("# of ours\ntv, television", SynonymChanges.TextOf(seen));
        Assert.Contains("Somebody else", Assert.Single(await SaveAsync("Editor", "a, b", null)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RefusedException>(() => SaveAsync("Author", "a, b", seen));
        Assert.Empty(await SaveAsync("Editor", "", seen));
        Assert.Null(await StoredAsync());
    }

    [Fact]
    public async Task A_pin_is_for_plain_words_once_and_for_a_time_to_come()
    {
        var item = await app.CreateAsync(A.ContentItem("Article").Titled("Pinned article"));
        var draft = await app.CreateAsync(A.ContentItem("Article").Titled("Pinned draft"), publish: false);
        var now = DateTime.UtcNow;
        var pin = new PinnedResult("pin-of-test", " Lighthouse keepers ", PinnedMatch.Exact, [item.ContentItemId, draft.ContentItemId], now.AddDays(1));

        Assert.Contains("plain words", await PinAsync("Editor", pin with { Query = "author:ada" }), StringComparison.Ordinal);
        Assert.Contains("at least one", await PinAsync("Editor", pin with { ContentItemIds = [] }), StringComparison.Ordinal);
        Assert.Contains("over already", await PinAsync("Editor", pin with { ExpiresUtc = now }), StringComparison.Ordinal);
        await Assert.ThrowsAsync<RefusedException>(() => PinAsync("Author", pin));
        Assert.Null(await PinAsync("Editor", pin));
        Assert.Contains("already", await PinAsync("Editor", pin with { Id = "another", Query = "lighthouse KEEPERS" }), StringComparison.Ordinal);
        Assert.Contains("Somebody else", await PinAsync("Editor", pin), StringComparison.Ordinal);

        using var editor = await app.SignInAsync("Editor");
        var html = await editor.GetStringAsync("/Admin/Search/Pinned");
        Assert.Contains("Lighthouse keepers", html, StringComparison.Ordinal);
        Assert.Contains("not published", html, StringComparison.Ordinal);
        await app.DoAsync("Editor", "Editor", async (scope, _) =>
        {
            await PinnedChanges.DeleteAsync(scope, pin.Id);
            return true;
        });
        Assert.DoesNotContain("Lighthouse keepers", await editor.GetStringAsync("/Admin/Search/Pinned"), StringComparison.Ordinal);

        Task<string?> PinAsync(string role, PinnedResult pin) => app.DoAsync(role, role, (scope, _) => PinnedChanges.SaveAsync(scope, pin, null, now));
    }

    private Task<IReadOnlyList<SynonymProblem>> SaveAsync(string role, string text, JsonNode? seen) =>
        app.DoAsync(role, role, (scope, _) => SynonymChanges.SaveAsync(scope, "Site", text, seen));

    private Task<JsonNode?> StoredAsync() => app.DoAsync("Administrator", "x", (scope, _) => Task.FromResult(scope.Session.Document(SiteDocumentKinds.SearchSynonyms, "Site")?.DeepClone()));
}
