using System.Globalization;
using CmsSite.Admin.Contents.Editors;

namespace CmsSite.Admin.Contents.Calendar;

/// <summary>The weeks that a calendar shows: whole ones, from Monday, in the site's time zone.</summary>
public sealed record CalendarRange(DateOnly Date, bool IsWeek, TimeZoneInfo Zone)
{
    public static CalendarRange Read(string? date, string? view, DateOnly today, TimeZoneInfo zone) => new(
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var given) && given.Year is > 1 and < 9998 ? given : today, view == "week", zone);

    public DateOnly First => Monday(IsWeek ? Date : new DateOnly(Date.Year, Date.Month, 1));

    public int Weeks => IsWeek ? 1 : (Monday(new DateOnly(Date.Year, Date.Month, DateTime.DaysInMonth(Date.Year, Date.Month))).DayNumber - First.DayNumber) / 7 + 1;

    public DateTime FromUtc => MidnightUtc(First);

    public DateTime ToUtc => MidnightUtc(First.AddDays(7 * Weeks));

    public DateOnly Previous => IsWeek ? Date.AddDays(-7) : Date.AddMonths(-1);

    public DateOnly Next => IsWeek ? Date.AddDays(7) : Date.AddMonths(1);

    public string Name => IsWeek
        ? $"{First.ToString("d MMMM", CultureInfo.InvariantCulture)} – {First.AddDays(6).ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}"
        : Date.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(Local(utc));

    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    private DateTime MidnightUtc(DateOnly day) => MomentInput.ToUtc(day.ToDateTime(TimeOnly.MinValue), Zone);

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
