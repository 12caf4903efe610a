using System.Diagnostics;
using CmsSite.Content.Searching;
using CmsSite.Search.Statistics;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

/// <summary>What many ask is answered from memory, and as if it were not.</summary>
public sealed class SearchPageCacheTests(PageCacheTests.Site app) : IClassFixture<PageCacheTests.Site>
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(10);
    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task A_question_is_answered_from_memory_until_something_else_answers_it()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("Murmuration over the pier"));
        await UntilAsync("murmuration", "over the pier");
        await IsKeptAsync("/search?q=murmuration");

        var second = await app.CreateAsync(A.ContentItem("Story").Titled("Murmuration at dusk"));
        await UntilAsync("murmuration", "at dusk");
        await IsKeptAsync("/search?q=murmuration");
        Assert.Contains("at dusk", await _visitor.GetStringAsync("/search?q=murmuration"));

        await app.ManageAsync(manager => manager.UnpublishAsync(second.ContentItemId));
        Assert.DoesNotContain("at dusk", await _visitor.GetStringAsync("/search?q=murmuration"));
    }

    [Fact]
    public async Task Other_words_orders_and_choices_are_other_pages()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("Gurnard soup"));
        await UntilAsync("gurnard", "soup");
        foreach (var address in new[] { "/search?q=gurnard", "/search?q=gurnard+soup", "/search?q=gurnard&sort=newest", "/search?q=gurnard&year=1066", "/search?terms=gurnard" })
        {
            await IsKeptAsync(address);
        }

        Assert.Contains("Nothing found for", await _visitor.GetStringAsync("/search?q=gurnard&year=1066"));
        Assert.Contains("soup", await _visitor.GetStringAsync("/search?q=gurnard"));
        Assert.Equal(PageCacheTests.Hit, await StatusAsync("/search?q=gurnard&utm_source=x"));
    }

    [Fact]
    public async Task Suggestions_are_given_from_memory_until_there_are_others()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("Bladderwrack one").At("stories/bladderwrack-one"));
        await UntilAsync("bladderwrack", "one");
        await IsKeptAsync("/search/suggest?q=bladderw");

        await app.CreateAsync(A.ContentItem("Story").Titled("Bladderwrack two").At("stories/bladderwrack-two"));
        await UntilAsync("bladderwrack", "two");

        Assert.Contains("Bladderwrack two", await _visitor.GetStringAsync("/search/suggest?q=bladderw"));
    }

    [Fact]
    public async Task What_is_given_from_memory_is_counted()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("Dabberlocks ashore"));
        await UntilAsync("dabberlocks", "ashore");
        await IsKeptAsync("/search?q=dabberlocks+ashore");
        var before = await CountAsync("dabberlocks ashore");

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(PageCacheTests.Hit, await StatusAsync("/search?q=dabberlocks+ashore"));
        }

        await _visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/search?q=dabberlocks+ashore"));
        Assert.Equal(before + 3, await CountAsync("dabberlocks ashore"));
    }

    [Fact]
    public async Task What_is_pinned_and_said_to_be_the_same_counts_for_the_very_next_question_and_a_pin_that_ends_is_not_kept()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("Whelks"));
        var pinned = await app.CreateAsync(A.ContentItem("Story").Titled("Everything about snails"));
        await UntilAsync("snails", "Everything");
        await UntilAsync("whelks", "Whelks");
        await IsKeptAsync("/search?q=whelks");

        await app.PutAsync(SiteDocumentKinds.PinnedResult, "w", new PinnedResult("w", "whelks", PinnedMatch.Exact, [pinned.ContentItemId], null).ToJson().ToJsonString());
        Assert.Contains("Everything about snails", await _visitor.GetStringAsync("/search?q=whelks"));
        await IsKeptAsync("/search?q=whelks");

        await app.PutAsync(SiteDocumentKinds.PinnedResult, "w", new PinnedResult("w", "whelks", PinnedMatch.Exact, [pinned.ContentItemId], DateTime.UtcNow.AddHours(1)).ToJson().ToJsonString());
        await _visitor.GetStringAsync("/search?q=whelks");
        Assert.NotEqual(PageCacheTests.Hit, await StatusAsync("/search?q=whelks"));
    }

    // Other tests change the site too, and drop pages: sooner or later two requests come one after the other.
    private async Task IsKeptAsync(string address)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < _deadline;)
        {
            await _visitor.GetStringAsync(address);
            if (await StatusAsync(address) == PageCacheTests.Hit)
            {
                return;
            }
        }

        Assert.Fail($"{address} is never given from memory.");
    }

    private async Task<string?> StatusAsync(string address)
    {
        using var response = await _visitor.GetAsync(address);
        return response.Headers.TryGetValues("Cache-Status", out var values) ? values.Single() : null;
    }

    private async Task UntilAsync(string terms, string expected)
    {
        var html = "";
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < _deadline && !html.Contains(expected, StringComparison.Ordinal);)
        {
            html = await _visitor.GetStringAsync("/search?q=" + terms);
        }

        Assert.Contains(expected, html, StringComparison.Ordinal);
    }

    private async Task<int> CountAsync(string query)
    {
        await app.Services.GetRequiredService<SearchCounting>().WriteAsync(default);
        return await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().SearchCounts.Where(count => count.Query == query).SumAsync(count => count.Searches));
    }
}
