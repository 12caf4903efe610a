using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CmsSite.Search.Statistics;

/// <param name="Missed">How often nothing answered all of it.</param>
public sealed record CountedSearch(string Query, int Searches, int Missed);

public sealed record SearchDay(DateOnly Day, int Searches, int Missed);

/// <summary>What readers search for, for editors. What was asked too seldom to be anybody's is not told.</summary>
public sealed class SearchReport(CmsDbContext database, SiteSettings settings, IOptions<SearchOptions> options, TimeProvider clock)
{
    /// <summary>How often a query was asked before it is told of.</summary>
    public int Least => options.Value.StatisticsLeast;

    public int LongestDays => options.Value.StatisticsDays;

    public bool IsOff => settings.Get<SearchStatisticsSettings>().Disabled;

    /// <summary>What was asked most often.</summary>
    /// <param name="days">Today and so many days before, less one.</param>
    public Task<IReadOnlyList<CountedSearch>> TopAsync(int days, int most, CancellationToken cancellationToken = default) =>
        ReadAsync(Told(days).OrderByDescending(query => query.Searches).ThenBy(query => query.Query).Take(most), cancellationToken);

    /// <summary>What nothing answered, most often first.</summary>
    public Task<IReadOnlyList<CountedSearch>> MissedAsync(int days, int most, CancellationToken cancellationToken = default) =>
        ReadAsync(Told(days).Where(query => query.Missed > 0).OrderByDescending(query => query.Missed).ThenBy(query => query.Query).Take(most), cancellationToken);

    /// <summary>All searches day by day, the oldest first, without a gap.</summary>
    public async Task<IReadOnlyList<SearchDay>> DaysAsync(int days, CancellationToken cancellationToken = default)
    {
        var first = First(days);
        var counted = await database.SearchCounts.AsNoTracking().Where(count => count.Query == SearchCount.All && count.Day >= first).ToDictionaryAsync(count => count.Day, cancellationToken);
        return [.. Enumerable.Range(0, days).Select(first.AddDays).Select(day => counted.TryGetValue(day, out var count) ? new SearchDay(day, count.Searches, count.Missed) : new SearchDay(day, 0, 0))];
    }

    internal static DateOnly Today(SiteSettings settings, TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, settings.TimeZone));

    private static async Task<IReadOnlyList<CountedSearch>> ReadAsync(IQueryable<Sum> sums, CancellationToken cancellationToken) =>
        [.. (await sums.ToListAsync(cancellationToken)).Select(sum => new CountedSearch(sum.Query, sum.Searches, sum.Missed))];

    private IQueryable<Sum> Told(int days)
    {
        var (first, least) = (First(days), Least);
        return database.SearchCounts.AsNoTracking().Where(count => count.Day >= first && count.Query != SearchCount.All).GroupBy(count => count.Query)
            .Where(query => query.Sum(count => count.Searches) >= least)
            .Select(query => new Sum { Query = query.Key, Searches = query.Sum(count => count.Searches), Missed = query.Sum(count => count.Missed) });
    }

    private DateOnly First(int days) => Today(settings, clock).AddDays(1 - days);

    // The database sorts by members that are set one by one, not by those of a constructor.
    private sealed class Sum
    {
        public required string Query { get; init; }

        public int Searches { get; init; }

        public int Missed { get; init; }
    }
}
