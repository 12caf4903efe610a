using System.Net;
using System.Text.RegularExpressions;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Tests.Theme;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

/// <summary>What the page of a 404 offers, on the shipped site.</summary>
public class NearestAddressTests(ThemePageTests.Site site) : IClassFixture<ThemePageTests.Site>
{
    private readonly HttpClient _visitor = site.CreateClient();

    [Theory]
    [InlineData("/articles/the-last-fery-is-always-late", "a letter left out")]
    [InlineData("/articles/hte-last-ferry-is-always-late", "letters swapped at the beginning")]
    [InlineData("/articles/the-last-ferry-is-always-laet", "letters swapped at the end")]
    [InlineData("/articles/the-last-ferry-is-allways-llate", "two letters too many")]
    [InlineData("/artikel/the-last-ferry-is-always-late", "another folder")]
    [InlineData("/the-last-ferry-is-always-late", "no folder")]
    [InlineData("/the-last-ferry-is-always-lat", "no folder and a letter missing")]
    [InlineData("/2024/05/the-last-ferry-is-always-late.html", "an address of another program")]
    [InlineData("/articles/the-last-ferry", "the beginning")]
    [InlineData("/articles/last-ferry-is-always-late", "the end")]
    [InlineData("/articles/the-last-ferry-is-always-late-2", "a number behind it")]
    [InlineData("/articles/The_Last_Ferry is always late", "as a title is written")]
    [InlineData("/articles/last-ferry-always-late", "without the small words")]
    [InlineData("/articles/the-last-ferry-is-always-late/amp", "something below it")]
    public async Task A_misspelt_address_is_understood(string asked, string how)
    {
        var offered = await OfferedAsync(asked);

        Assert.True(offered.FirstOrDefault() == "/articles/the-last-ferry-is-always-late", $"{how}: {string.Join(", ", offered)}");
        Assert.InRange(offered.Count, 1, 5);
    }

    [Theory]
    [InlineData("/abuot", "/about")]
    [InlineData("/tag/history", "/tags/history")]
    [InlineData("/tags/histroy", "/tags/history")]
    [InlineData("/author/hester-quayle", "/authors/hester-quayle")]
    [InlineData("/authors/quayle", "/authors/hester-quayle")]
    [InlineData("/categories/nature/birds-of-the-world", "/categories/nature")]
    public async Task So_is_one_of_another_kind(string asked, string meant) => Assert.Contains(meant, await OfferedAsync(asked));

    [Theory]
    [InlineData("/xyzzy")]
    [InlineData("/articles/quantum-chromodynamics")]
    [InlineData("/wp-login.php")]
    [InlineData("/.env")]
    [InlineData("/favicon-192.png")]
    [InlineData("/media/the-last-ferry-is-always-late.jpg")]
    [InlineData("/articles/%01the-last-ferry-is-always-late")]
    [InlineData("/a/b/c/d/e/f/g/h/i/the-last-ferry-is-always-late")]
    public async Task What_is_like_nothing_is_offered_nothing(string asked) => Assert.Empty((await OfferedAsync(asked)).Except(["/articles"]));

    [Fact]
    public async Task An_endless_address_is_not_looked_for()
    {
        var endless = "/articles/" + string.Concat(Enumerable.Repeat("the-last-ferry-", 300));

        Assert.Empty(await OfferedAsync(endless));
    }

    [Fact]
    public async Task Drafts_and_what_was_removed_are_never_offered()
    {
        await site.CreateAsync(A.ContentItem("Article").Titled("Hidden lighthouse keepers").At("articles/hidden-lighthouse-keepers"), publish: false);
        var removed = await site.CreateAsync(A.ContentItem("Article").Titled("Removed lighthouse keepers").At("articles/removed-lighthouse-keepers"));
        await site.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ContentManager>().RemoveAsync(removed.ContentItemId);
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });

        foreach (var asked in new[] { "/articles/hidden-lighthouse-keeper", "/articles/removed-lighthouse-keeper", "/articles/hidden-lighthouse-keepers" })
        {
            var html = await (await _visitor.GetAsync(asked)).Content.ReadAsStringAsync();
            Assert.DoesNotContain("lighthouse keepers", html);
        }
    }

    private async Task<List<string>> OfferedAsync(string asked)
    {
        var response = await _visitor.GetAsync(asked);
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain(site.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        var section = Regex.Match(html, "<section class=\"nearest\".*?</section>", RegexOptions.Singleline).Value;
        return [.. Regex.Matches(section, "<a href=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
    }
}
