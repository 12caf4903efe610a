using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Editors;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.Calendar;

/// <summary>Something in the calendar.</summary>
/// <param name="Utc">When it was published or will be; null for a draft without a date.</param>
public sealed record PlannedItem(string ContentItemId, string Title, string Type, DateTime? Utc, bool IsPublished, bool MayMove);

/// <param name="IsCut">There is more than is shown.</param>
public sealed record PlanPage(IReadOnlyList<PlannedItem> Dated, IReadOnlyList<PlannedItem> Undated, bool IsCut);

/// <summary>What was published and what will be, within a stretch of time: read by the index of dates, whatever the size of the site.</summary>
public sealed class PublicationPlan(ContentAccess access, ContentDefinitions definitions, ContentItems items, ContentManager manager, SiteSettings settings)
{
    public const int Most = 500;
    private const int MostUndated = 30;
    private const string Part = "PublishLaterPart";

    public async Task<PlanPage> ReadAsync(AdminScope scope, DateTime fromUtc, DateTime toUtc, CancellationToken cancellationToken = default)
    {
        var database = scope.Session.Database;
        var types = access.Of(scope);
        var listed = types.Listed.Where(type => type.Type.Creatable).Select(type => type.Name).ToList();
        var all = types.All.Intersect(listed).ToList();
        var me = scope.UserId;
        var (yes, no) = (true, false);
        var drafts = database.ContentItems.AsNoTracking().Where(row => row.Latest == yes && row.Published == no && listed.Contains(row.ContentType + "") && (row.Owner == me || all.Contains(row.ContentType + "")));

        var published = await database.ContentItems.AsNoTracking()
            .Where(row => row.Published == yes && row.PublishedUtc >= fromUtc && row.PublishedUtc < toUtc && listed.Contains(row.ContentType + ""))
            .OrderBy(row => row.PublishedUtc).Take(Most + 1).Select(row => new Row(row.ContentItemId, row.ContentType, row.DisplayText, row.Owner, row.PublishedUtc, true)).ToListAsync(cancellationToken);
        var scheduled = await database.Schedules.AsNoTracking().Where(schedule => schedule.PublishUtc >= fromUtc && schedule.PublishUtc < toUtc)
            .Join(drafts, schedule => schedule.DocumentId, row => row.Id, (schedule, row) => new { row, schedule.PublishUtc })
            .OrderBy(found => found.PublishUtc).Take(Most + 1).Select(found => new Row(found.row.ContentItemId, found.row.ContentType, found.row.DisplayText, found.row.Owner, found.PublishUtc, false)).ToListAsync(cancellationToken);
        var undated = await drafts.Where(row => !database.Schedules.Any(schedule => schedule.DocumentId == row.Id && schedule.PublishUtc != null))
            .OrderByDescending(row => row.ModifiedUtc).Take(MostUndated).Select(row => new Row(row.ContentItemId, row.ContentType, row.DisplayText, row.Owner, null, false)).ToListAsync(cancellationToken);
        return new PlanPage(
            [.. published.Take(Most).Concat(scheduled.Take(Most)).OrderBy(row => row.Utc).Select(row => Describe(scope, row))], [.. undated.Select(row => Describe(scope, row))],
            published.Count > Most || scheduled.Count > Most);
    }

    /// <summary>Gives a draft another date, or with null none, and commits.</summary>
    /// <returns>The date it had.</returns>
    /// <exception cref="RefusedException">The user may not publish it, it is no draft, its type takes no date, or it cannot be saved.</exception>
    public async Task<DateTime?> MoveAsync(AdminScope scope, string contentItemId, DateTime? utc, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        if (await items.GetAsync(contentItemId, VersionOptions.Latest, cancellationToken) is not { } item || !scope.May(Permissions.EditContent, item) || !scope.May(Permissions.PublishContent, item))
        {
            throw new RefusedException("You may not decide when this is published.");
        }

        if (item.Published || definitions.Type(item.ContentType)?.Has(Part) != true)
        {
            throw new RefusedException("Only drafts of types that can be published later have a date.");
        }

        var before = (item.Part(Part)?["ScheduledPublishUtc"]).AsUtc();
        item.EnsurePart(Part)["ScheduledPublishUtc"] = MomentInput.Write(utc);
        var problems = await manager.SaveDraftAsync(item, cancellationToken);
        if (problems.Count > 0)
        {
            throw new RefusedException(string.Join(" ", problems.Select(problem => problem.Message)));
        }

        await scope.Session.CommitAsync(cancellationToken);
        return before;
    }

    /// <summary>The same time of day so many days later, as clocks of the site show it.</summary>
    public DateTime Shift(DateTime utc, int days) =>
        MomentInput.ToUtc(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), settings.TimeZone).AddDays(days), settings.TimeZone);

    private PlannedItem Describe(AdminScope scope, Row row)
    {
        var item = new ContentItem { ContentType = row.Type, Owner = row.Owner };
        return new PlannedItem(
            row.Id, string.IsNullOrWhiteSpace(row.Title) ? "(no title yet)" : row.Title, definitions.Type(row.Type)?.DisplayName ?? row.Type, row.Utc, row.IsPublished,
            !row.IsPublished && definitions.Type(row.Type)?.Has(Part) == true && scope.May(Permissions.EditContent, item) && scope.May(Permissions.PublishContent, item));
    }

    private sealed record Row(string Id, string Type, string? Title, string? Owner, DateTime? Utc, bool IsPublished);
}
