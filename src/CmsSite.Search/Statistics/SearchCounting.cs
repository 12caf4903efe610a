using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CmsSite.Search.Statistics;

/// <summary>Writes what the counter has noted, off the path of requests, and takes out what is old or was asked too seldom to be kept.</summary>
public sealed class SearchCounting(SearchCounter counter, IServiceScopeFactory scopes, IOptions<SearchOptions> options, TimeProvider clock, ILogger<SearchCounting> logger)
{
    /// <summary>Days for which a query is kept that hardly anybody asked: it may yet be asked more often.</summary>
    public const int DaysOfRare = 7;
    private const int MostQueriesADay = 2000;
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(30);

    private DateOnly _cleaned;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_every, clock, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // What was counted until the end is written below.
            }

            try
            {
                await WriteAsync(CancellationToken.None);
                await CleanOnceADayAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogWarning(exception, "Searches could not be counted; those of the last {Seconds} seconds are missing from the report.", _every.TotalSeconds);
            }
        }
    }

    /// <summary>Adds what was noted to the day's rows; of a day that has very many queries already only those it has.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var counts = counter.Take();
        if (counts.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var (database, today) = (scope.ServiceProvider.GetRequiredService<CmsDbContext>(), Today(scope.ServiceProvider));
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var isFull = await database.SearchCounts.CountAsync(count => count.Day == today, cancellationToken) >= MostQueriesADay;
        // In one order, so that two nodes do not wait for each other.
        foreach (var (query, (searches, missed)) in counts.OrderBy(count => count.Key, StringComparer.Ordinal))
        {
            await (isFull
                ? database.Database.ExecuteSqlAsync(
                    $"""UPDATE "SearchCount" SET "Searches" = "Searches" + {searches}, "Missed" = "Missed" + {missed} WHERE "Day" = {today} AND "Query" = {query}""", cancellationToken)
                : database.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "SearchCount" ("Day", "Query", "Searches", "Missed") VALUES ({today}, {query}, {searches}, {missed})
                    ON CONFLICT ("Day", "Query") DO UPDATE SET "Searches" = "SearchCount"."Searches" + excluded."Searches", "Missed" = "SearchCount"."Missed" + excluded."Missed"
                    """, cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Takes out days whose time is over, and queries of more than a week ago that hardly anybody asked.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CmsDbContext>();
        var today = Today(scope.ServiceProvider);
        var (oldest, rare, least) = (today.AddDays(1 - options.Value.StatisticsDays), today.AddDays(-DaysOfRare), options.Value.StatisticsLeast);
        await database.SearchCounts.Where(count => count.Day < oldest).ExecuteDeleteAsync(cancellationToken);
        var seldom = database.SearchCounts.Where(count => count.Query != SearchCount.All).GroupBy(count => count.Query).Where(query => query.Sum(count => count.Searches) < least).Select(query => query.Key);
        await database.SearchCounts.Where(count => count.Day < rare && seldom.Contains(count.Query)).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task CleanOnceADayAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (_cleaned != today && !cancellationToken.IsCancellationRequested)
        {
            await CleanAsync(cancellationToken);
            _cleaned = today;
        }
    }

    private DateOnly Today(IServiceProvider services) => SearchReport.Today(services.GetRequiredService<SiteSettings>(), clock);
}
