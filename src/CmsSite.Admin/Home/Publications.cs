using CmsSite.Admin.Access;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Home;

/// <param name="Month">Its first day.</param>
public sealed record MonthOfPublications(DateOnly Month, int Count);

/// <summary>How much was published in each of the last months, of what the user may list. Counted in an index, and again only after the site has changed.</summary>
public sealed class Publications(TimeProvider clock)
{
    private const int Months = 12;

    public async Task<IReadOnlyList<MonthOfPublications>> LastMonthsAsync(AdminScope scope, IReadOnlyCollection<string> types)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var first = new DateOnly(now.Year, now.Month, 1).AddMonths(1 - Months);
        var names = types.Order(StringComparer.Ordinal).ToList();
        return await scope.Session.RememberAsync<IReadOnlyList<MonthOfPublications>>("publications", $"{first} {string.Join(' ', names)}", async () =>
        {
            var (yes, from) = (true, first.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
            var counts = await scope.Session.Database.ContentItems.Where(item => names.Contains(item.ContentType) && item.Published == yes && item.PublishedUtc >= from)
                .GroupBy(item => new { item.PublishedUtc!.Value.Year, item.PublishedUtc.Value.Month }).Select(group => new { group.Key.Year, group.Key.Month, Count = group.Count() }).ToListAsync();
            return [.. Enumerable.Range(0, Months).Select(first.AddMonths).Select(month => new MonthOfPublications(month, counts.FirstOrDefault(count => count.Year == month.Year && count.Month == month.Month)?.Count ?? 0))];
        }, months => 64 * months.Count);
    }
}
