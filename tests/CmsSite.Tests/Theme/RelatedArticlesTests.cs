using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Items;
using CmsSite.Search.Indexes;
using CmsSite.Storage;
using CmsSite.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Theme;

/// <summary>What an article of the shipped site leads on to, through the search index and the page cache.</summary>
public sealed class RelatedArticlesTests(RelatedArticlesTests.Site site) : IClassFixture<RelatedArticlesTests.Site>
{
    private readonly HttpClient _visitor = site.CreateClient();

    public sealed class Site : CmsApplication
    {
        protected override string Recipe => "CmsSite";

        protected override IEnumerable<(string Key, string Value)> Settings => [("Search:StartDelaySeconds", "0")];
    }

    [Fact]
    public async Task An_article_leads_to_what_the_editor_picked_and_then_to_what_is_like_it()
    {
        var picked = await WriteAsync("Ropes in a cellar", "<p>Hemp, sisal, manila.</p>");
        await WriteAsync("The zephyrometer of Thule", "<p>Keepers read the zephyrometer hourly and wrote its figures into a quarto.</p>");
        var article = await WriteAsync("A quarto of zephyrometer readings", "<p>The quarto holds forty years of zephyrometer figures.</p>", picked.ContentItemId);
        await SimilarPages.IndexedAsync(site, _visitor);

        var shown = await ShownOnAsync(article);

        Assert.Equal(["Ropes in a cellar", "The zephyrometer of Thule"], shown.Take(2));
        Assert.DoesNotContain("A quarto of zephyrometer readings", shown);
    }

    [Fact]
    public async Task A_page_is_made_anew_when_an_article_that_it_leads_to_changes_goes_or_comes()
    {
        var article = await WriteAsync("Whelkstone quarry closes", "<p>The whelkstone of the quarry built the mole.</p>");
        var other = await WriteAsync("Whelkstone in the mole", "<p>How whelkstone from the quarry came here.</p>");
        await SimilarPages.IndexedAsync(site, _visitor);
        Assert.Equal("Whelkstone in the mole", (await ShownOnAsync(article))[0]);
        Assert.Equal(PageCacheTests.Hit, PageCacheTests.StatusOf(await _visitor.GetAsync(await AddressOfAsync(article))));

        await site.CreateAsync(other.Titled("Whelkstone, block by block"));
        await SimilarPages.IndexedAsync(site, _visitor);
        Assert.Equal("Whelkstone, block by block", (await ShownOnAsync(article))[0]);

        await site.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ContentManager>().UnpublishAsync(other.ContentItemId);
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        Assert.DoesNotContain(await ShownOnAsync(article), title => title.StartsWith("Whelkstone", StringComparison.Ordinal)); // in the same moment, index or no index

        await WriteAsync("Whelkstone again", "<p>A new face of whelkstone in the old quarry.</p>");
        await SimilarPages.IndexedAsync(site, _visitor);
        Assert.Equal("Whelkstone again", (await ShownOnAsync(article))[0]);
    }

    private Task<ContentItem> WriteAsync(string title, string html, params string[] related) => site.CreateAsync(
        A.ContentItem("Article").Titled(title).Saying(html).At($"articles/{Guid.NewGuid():n}")
            .With("Article", "Summary", new JsonObject { ["Text"] = title })
            .With("Article", "Author", new JsonObject { ["ContentItemIds"] = new JsonArray("avtmagda0str0wska000000000") })
            .With("Article", "Related", new JsonObject { ["ContentItemIds"] = new JsonArray([.. related.Select(id => (JsonNode)id)]) }));

    private async Task<string> AddressOfAsync(ContentItem article) => (await site.PathOfAsync(article))!;

    private async Task<IReadOnlyList<string>> ShownOnAsync(ContentItem article)
    {
        var html = await _visitor.GetStringAsync(await AddressOfAsync(article));
        var section = Regex.Match(html, "<section class=\"related\".*?</section>", RegexOptions.Singleline).Value;
        return [.. Regex.Matches(section, "<h3[^>]*>(.*?)</h3>", RegexOptions.Singleline).Select(heading => Regex.Replace(heading.Groups[1].Value, "<[^>]+>", "").Trim())];
    }
}

/// <summary>Waiting for the index from which pages take what is similar.</summary>
internal static class SimilarPages
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks the site until its index is open and holds everything that was committed.</summary>
    public static async Task IndexedAsync(CmsApplication site, HttpClient visitor)
    {
        var indexes = site.Services.GetRequiredService<SearchIndexes>();
        var name = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<SearchProfiles>().Default().Name));
        for (var watch = Stopwatch.StartNew(); indexes.Ready(name) is null;)
        {
            Assert.True(watch.Elapsed < _patience, $"The index '{name}' is not there after {_patience.TotalSeconds} s: {string.Join("; ", indexes.States)}.");
            (await visitor.GetAsync("/search?q=index")).EnsureSuccessStatusCode();
        }
    }
}
