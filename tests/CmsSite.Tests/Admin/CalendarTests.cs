using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Calendar;
using CmsSite.Content.Items;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>When things go public: whole weeks in the site's time zone, and moving a date.</summary>
[Collection(AdminCollection.Name)]
public class CalendarTests(AdminSite app)
{
    private static readonly TimeZoneInfo _berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-11-26", null, "2026-10-26", 6)]
    [InlineData("2027-02-10", "month", "2027-02-01", 4)]
    [InlineData("2026-11-29", "week", "2026-11-23", 1)]
    [InlineData("nonsense", null, "2025-12-29", 5)]
    [InlineData("9999-12-31", null, "2025-12-29", 5)]
    public void A_calendar_has_whole_weeks_from_monday(string date, string? view, string first, int weeks)
    {
        var range = CalendarRange.Read(date, view, new DateOnly(2026, 1, 5), _berlin);
        Assert.Equal((first, weeks), (range.First.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), range.Weeks));
    }

    [Fact]
    public void A_week_in_which_the_clocks_change_has_an_hour_less_and_no_day_is_lost()
    {
        var range = CalendarRange.Read("2026-03-29", "week", default, _berlin);
        Assert.Equal(TimeSpan.FromHours(7 * 24 - 1), range.ToUtc - range.FromUtc);
        Assert.Equal(new DateOnly(2026, 3, 29), range.DayOf(new DateTime(2026, 3, 29, 21, 59, 0, DateTimeKind.Utc)));
    }

    [Fact]
    public async Task What_was_published_what_will_be_and_drafts_without_a_date_are_found()
    {
        var scheduled = await DraftAsync("Calendar: scheduled", "2127-05-10T08:00:00Z");
        var elsewhere = await DraftAsync("Calendar: another month", "2127-08-10T08:00:00Z");
        var undated = await DraftAsync("Calendar: undated", null);
        var plan = await DoAsync("Editor", (scope, plans) => plans.ReadAsync(scope, Utc(2127, 5, 1), Utc(2127, 6, 1)));
        Assert.Equal([scheduled.ContentItemId], plan.Dated.Select(entry => entry.ContentItemId));
        Assert.Contains(plan.Undated, entry => entry.ContentItemId == undated.ContentItemId);
        Assert.DoesNotContain(plan.Undated, entry => entry.ContentItemId == elsewhere.ContentItemId);
        var published = await app.CreateAsync(A.ContentItem("Article").Titled("Calendar: published"));
        plan = await DoAsync("Author", (scope, plans) => plans.ReadAsync(scope, published.PublishedUtc!.Value.AddMinutes(-1), published.PublishedUtc.Value.AddMinutes(1)));
        Assert.Contains(plan.Dated, entry => entry is { IsPublished: true, MayMove: false } && entry.ContentItemId == published.ContentItemId);
        // What others are still writing is theirs.
        Assert.DoesNotContain(plan.Undated, entry => entry.ContentItemId == undated.ContentItemId);
    }

    [Theory]
    [InlineData("Editor", false, true)]
    [InlineData("Author", true, true)]
    [InlineData("Author", false, false)]
    [InlineData("Contributor", true, false)]
    [InlineData("Moderator", true, false)]
    public async Task Who_may_publish_may_move_a_date_and_take_that_back(string role, bool isOwn, bool may)
    {
        var item = await DraftAsync("Calendar: moved", "2128-05-10T08:00:00Z", isOwn ? "me" : "somebody-else");
        var moving = DoAsync(role, (scope, plans) => plans.MoveAsync(scope, item.ContentItemId, Utc(2128, 5, 11)));
        if (may)
        {
            Assert.Equal(Utc(2128, 5, 10).AddHours(8), await moving);
        }
        else
        {
            await Assert.ThrowsAsync<RefusedException>(() => moving);
        }

        var latest = await app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(item.ContentItemId, VersionOptions.Latest));
        Assert.Equal(may ? "2128-05-11T00:00:00Z" : "2128-05-10T08:00:00Z", latest!.Text("PublishLaterPart", "ScheduledPublishUtc"));
    }

    [Fact]
    public async Task Moved_over_a_change_of_the_clocks_it_keeps_its_time_of_day()
    {
        // Nine in the evening in Berlin, before and after.
        Assert.Equal(Utc(2026, 3, 29).AddHours(19), await DoAsync("Editor", (_, plans) => Task.FromResult(plans.Shift(Utc(2026, 3, 28).AddHours(20), 1))));
    }

    [Fact]
    public async Task What_is_published_has_no_date_to_move()
    {
        var item = await app.CreateAsync(A.ContentItem("Article").Titled("Calendar: out already"));
        await Assert.ThrowsAsync<RefusedException>(() => DoAsync("Editor", (scope, plans) => plans.MoveAsync(scope, item.ContentItemId, Utc(2128, 1, 1))));
    }

    private static DateTime Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);

    private Task<ContentItem> DraftAsync(string title, string? date, string owner = "somebody-else")
    {
        var item = A.ContentItem("Article").Titled(title).With("PublishLaterPart", "ScheduledPublishUtc", date);
        item.Owner = owner;
        return app.CreateAsync(item, publish: false);
    }

    private Task<T> DoAsync<T>(string role, Func<AdminScope, PublicationPlan, Task<T>> work) => app.DoAsync(role, "me", (scope, services) => work(scope, services.GetRequiredService<PublicationPlan>()));
}
