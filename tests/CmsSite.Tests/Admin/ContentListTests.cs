using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.List;
using CmsSite.Content.Items;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>The list of content items: pages, filters, and what is done with a selection.</summary>
[Collection(AdminCollection.Name)]
public class ContentListTests(AdminSite app)
{
    [Theory]
    [InlineData("modified")]
    [InlineData("created")]
    [InlineData("title")]
    public async Task Pages_follow_each_other_without_a_gap_or_a_repetition(string sort)
    {
        var word = $"paged{sort}";
        for (var i = 0; i < 7; i++)
        {
            await app.CreateAsync(A.ContentItem("Article").Titled($"{word} {i % 3}"), publish: false);
        }

        var seen = new List<string>();
        var filter = ListFilter.Read(null, word, null, null, sort, null);
        ListPage page;
        do
        {
            page = await PageAsync(filter, 3);
            seen.AddRange(page.Items.Select(item => item.ContentItemId));
            // As the address keeps it.
            filter = filter with { After = Cursor.Parse(page.Next?.ToString()) };
        }
        while (page.Next is not null);

        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct().Count());
    }

    [Fact]
    public async Task Each_status_finds_its_items()
    {
        const string word = "ofeverystatus";
        await app.CreateAsync(A.ContentItem("Page").Titled($"{word} published"));
        await app.CreateAsync(A.ContentItem("Page").Titled($"{word} draft"), publish: false);
        var modified = await app.CreateAsync(A.ContentItem("Page").Titled($"{word} before"));
        await app.CreateAsync(modified.Copy().Titled($"{word} modified"), publish: false);
        await app.CreateAsync(A.ContentItem("Article").Titled($"{word} scheduled").With("PublishLaterPart", "ScheduledPublishUtc", "2126-01-01T00:00:00Z"), publish: false);

        Assert.Equal([$"{word} published"], await TitlesAsync(word, "published"));
        Assert.Equal([$"{word} draft", $"{word} scheduled"], await TitlesAsync(word, "draft"));
        Assert.Equal([$"{word} modified"], await TitlesAsync(word, "modified"));
        Assert.Equal([$"{word} scheduled"], await TitlesAsync(word, "scheduled"));
        var all = await PageAsync(ListFilter.Read(null, word, null, null, null, null));
        Assert.Equal([ItemStatus.Published, ItemStatus.Draft, ItemStatus.Modified, ItemStatus.Scheduled], all.Items.Select(item => item.Status).Order());
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("_")]
    [InlineData("a\\b")]
    public async Task Signs_that_mean_something_to_a_database_mean_themselves(string text)
    {
        await app.CreateAsync(A.ContentItem("Page").Titled($"Signs {text} in a title {Guid.NewGuid():n}"));
        var page = await PageAsync(ListFilter.Read(null, text, null, null, null, null));
        Assert.NotEmpty(page.Items);
        Assert.All(page.Items, item => Assert.Contains(text, item.Title));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("~")]
    [InlineData("99999999999999999999~5")]
    [InlineData("9223372036854775807~5")]
    public async Task A_page_that_an_address_makes_up_is_a_page_all_the_same(string after)
    {
        using var editor = await app.SignInAsync("Editor");
        var response = await editor.GetAsync($"/Admin/Contents/ContentItems?after={Uri.EscapeDataString(after)}&status=what&sort=ever");
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<IReadOnlyList<string>> TitlesAsync(string word, string status) =>
        [.. (await PageAsync(ListFilter.Read(null, word, status, null, null, null))).Items.Select(item => item.Title).Order()];

    private Task<ListPage> PageAsync(ListFilter filter, int size = 50) => app.InScopeAsync(services => services.GetRequiredService<ContentList>().PageAsync(
        new AdminScope(services, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "me"), new(ClaimTypes.Role, "Administrator")], "test"))), filter, size));
}
