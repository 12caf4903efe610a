using System.Diagnostics;
using CmsSite.Content.Settings;
using CmsSite.Search.Statistics;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

[Collection(WebCollection.Name)]
public class SearchStatisticsTests(CmsApplication app)
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(10);
    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task Searches_are_counted_by_their_words_and_nothing_else_is_kept()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("Oystercatchers at noon"));
        await FoundAsync("oystercatchers");
        await WriteAsync();
        var before = await CountAsync("oystercatchers noon");

        await SearchAsync("Oystercatchers NOON");
        await SearchAsync("oystercatchers  noon");
        await SearchAsync("oystercatchers noon&pagenum=2");
        await SearchAsync("oystercatchers noon&sort=newest");
        await SearchAsync("oystercatchers noon -moon");
        await SearchAsync("noon ada@example.org");
        await SearchAsync("noon 0151 2345678");
        await _visitor.GetStringAsync("/search/suggest?q=oystercatchers+noon");
        for (var i = 0; i < 3; i++)
        {
            await SearchAsync("oystercatchers zymotic");
        }

        await WriteAsync();

        Assert.Equal((before.Searches + 2, 0), await CountAsync("oystercatchers noon"));
        Assert.Equal((3, 3), await CountAsync("oystercatchers zymotic"));
        await app.InScopeAsync(async services =>
        {
            var rows = await services.GetRequiredService<CmsDbContext>().SearchCounts.AsNoTracking().ToListAsync();
            Assert.DoesNotContain(rows, row => row.Query.Contains("ada", StringComparison.Ordinal) || row.Query.Contains("0151", StringComparison.Ordinal) || row.Query.Contains("moon", StringComparison.Ordinal));
            Assert.True(rows.Where(row => row.Query.Length == 0).Sum(row => row.Searches) >= rows.Where(row => row.Query.Length > 0).Sum(row => row.Searches) + 2);

            var report = services.GetRequiredService<SearchReport>();
            Assert.Contains(await report.MissedAsync(7, 100), search => search is { Query: "oystercatchers zymotic", Missed: 3 });
            Assert.DoesNotContain(await report.TopAsync(7, 1000), search => search.Searches < 3);
            return true;
        });
        // The whole table: words and numbers of days, nothing about anybody.
        Assert.Equal(["Day", "Missed", "Query", "Searches"], typeof(SearchCount).GetProperties().Select(property => property.Name).Order());
    }

    [Fact]
    public async Task What_is_old_goes_and_so_does_after_a_week_what_hardly_anybody_asked()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await app.InScopeAsync(async services =>
        {
            var database = services.GetRequiredService<CmsDbContext>();
            database.SearchCounts.AddRange(
                new SearchCount { Day = today.AddDays(-120), Query = "test old", Searches = 50 }, new SearchCount { Day = today.AddDays(-20), Query = "test rare", Searches = 2 },
                new SearchCount { Day = today.AddDays(-20), Query = "test often", Searches = 2 }, new SearchCount { Day = today.AddDays(-2), Query = "test often", Searches = 1 },
                new SearchCount { Day = today.AddDays(-2), Query = "test new", Searches = 1 });
            return await database.SaveChangesAsync();
        });

        await app.Services.GetRequiredService<SearchCounting>().CleanAsync(default);

        var left = await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().SearchCounts.Where(count => count.Query.StartsWith("test ")).OrderBy(count => count.Query).ThenBy(count => count.Day)
            .Select(count => count.Query).ToListAsync());
        Assert.Equal(["test new", "test often", "test often"], left);
    }

    [Fact]
    public async Task Nothing_is_counted_where_the_site_says_so()
    {
        await SetAsync("""{ "Disabled": true }""");
        try
        {
            await SearchAsync("uncounted question");
        }
        finally
        {
            await SetAsync("{}");
        }

        await WriteAsync();
        Assert.Equal((0, 0), await CountAsync("uncounted question"));
    }

    private Task<bool> SetAsync(string json) => app.InScopeAsync(async services =>
    {
        await services.GetRequiredService<SiteSession>().PutAsync(SiteDocumentKinds.SiteSetting, nameof(SearchStatisticsSettings), System.Text.Json.Nodes.JsonNode.Parse(json)!);
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });

    private Task WriteAsync() => app.Services.GetRequiredService<SearchCounting>().WriteAsync(default);

    private Task<(int Searches, int Missed)> CountAsync(string query) => app.InScopeAsync(async services =>
    {
        var counts = await services.GetRequiredService<CmsDbContext>().SearchCounts.AsNoTracking().Where(count => count.Query == query).ToListAsync();
        return (counts.Sum(count => count.Searches), counts.Sum(count => count.Missed));
    });

    private Task<string> SearchAsync(string terms) => _visitor.GetStringAsync("/search?terms=" + terms.Replace(' ', '+'));

    private async Task FoundAsync(string terms)
    {
        var html = "";
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < _deadline && !html.Contains("1 result<", StringComparison.Ordinal);)
        {
            html = await SearchAsync(terms);
        }

        Assert.Contains("1 result<", html, StringComparison.Ordinal);
    }
}
