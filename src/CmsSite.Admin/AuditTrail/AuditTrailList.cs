using System.Runtime.CompilerServices;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.AuditTrail;

/// <summary>A line of the audit trail as a list shows it: without what was before and after, which may be long.</summary>
public sealed record AuditTrailEntry(long Number, string Kind, string Subject, string? Title, string? Who, DateTime WhenUtc, long? RunId, string What);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record AuditTrailPage(IReadOnlyList<AuditTrailEntry> Entries, long? Next);

/// <summary>Reads the change log for people: newest first, by index whatever is asked, never counting.</summary>
public sealed class AuditTrailList(CmsDbContext database, SiteSettings settings)
{
    public const int PageSize = 50;

    // As much of an item's state as says what is published; the text behind it may be long.
    private const int Head = 400;

    /// <summary>The kinds that the filter offers.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        SiteChange.ContentItemKind, SiteChange.MediaKind, SiteChange.UserKind, SiteChange.SignInKind, SiteDocumentKinds.Role, SiteDocumentKinds.ContentType, SiteDocumentKinds.ContentPart, SiteDocumentKinds.SiteSetting,
        SiteDocumentKinds.Feature, SiteDocumentKinds.Template, SiteDocumentKinds.AdminTemplate, SiteDocumentKinds.ShortcodeTemplate, SiteDocumentKinds.Placement, SiteDocumentKinds.Layer, SiteDocumentKinds.Query,
        SiteDocumentKinds.IndexProfile, SiteDocumentKinds.SearchSynonyms, SiteDocumentKinds.PinnedResult, SiteDocumentKinds.MediaProfile, SiteDocumentKinds.AdminMenu, SiteDocumentKinds.Sitemap, SiteDocumentKinds.UrlRewriting, SiteDocumentKinds.DeploymentPlan,
        SiteDocumentKinds.WorkflowType, SiteDocumentKinds.Translation, SiteDocumentKinds.Secret, SiteDocumentKinds.Kept, SiteDocumentKinds.EndedSession, SiteDocumentKinds.RecipeIds, SiteDocumentKinds.MediaFolder, SiteDocumentKinds.SavedFilter,
        SiteChange.DeletedItemKind, SiteChange.PreviewLinkKind, SiteChange.ReviewKind, SiteChange.FormerAddressKind, SiteChange.LogKind,
    ];

    public async Task<AuditTrailPage> PageAsync(AuditTrailFilter filter, int size = PageSize, CancellationToken cancellationToken = default)
    {
        var lines = database.Changes.AsNoTracking();
        if (filter.Before is { } before)
        {
            lines = lines.Where(change => change.Number < before);
        }

        if (filter.Who is { } who)
        {
            lines = lines.Where(change => change.Who == who);
        }

        if (filter.Kind is { } kind)
        {
            lines = lines.Where(change => change.Kind == kind);
        }

        if (filter.Subject is { } subject)
        {
            // The index begins with the kind.
            lines = filter.Kind is not null ? lines.Where(change => change.Subject == subject) : lines.Where(change => Kinds.Contains(change.Kind) && change.Subject == subject);
        }

        if (filter.Run is { } run)
        {
            lines = lines.Where(change => change.RunId == run);
        }

        var (first, last) = await BoundsAsync(filter, cancellationToken);
        var found = await lines.Where(change => change.Number >= first && change.Number <= last).OrderByDescending(change => change.Number).Take(size + 1)
            .Select(change => new
            {
                change.Number, change.Kind, change.Subject, change.DisplayText, change.Who, change.WhenUtc, change.RunId,
                Before = change.Before == null ? null : change.Kind == SiteChange.ContentItemKind ? change.Before.Substring(0, Head) : "",
                After = change.After == null ? null : change.Kind == SiteChange.ContentItemKind || change.Kind == SiteChange.SignInKind || change.Kind == SiteChange.UserKind ? change.After.Substring(0, Head) : "",
            }).ToListAsync(cancellationToken);
        var page = found.Take(size).Select(change =>
            new AuditTrailEntry(change.Number, change.Kind, change.Subject, change.DisplayText, change.Who, change.WhenUtc, change.RunId, AuditTrailWords.What(change.Kind, change.Before, change.After))).ToList();
        return new AuditTrailPage(page, found.Count > size ? page[^1].Number : null);
    }

    /// <summary>All that the filter finds, newest first, read in pages: an export of any length takes the memory of one.</summary>
    public async IAsyncEnumerable<AuditTrailEntry> AllAsync(AuditTrailFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int AtOnce = 500;
        for (var next = filter; ;)
        {
            var page = await PageAsync(next, AtOnce, cancellationToken);
            foreach (var entry in page.Entries)
            {
                yield return entry;
            }

            if (page.Next is not { } before)
            {
                yield break;
            }

            next = next with { Before = before };
        }
    }

    public Task<SiteChange?> FindAsync(long number, CancellationToken cancellationToken = default) =>
        database.Changes.AsNoTracking().FirstOrDefaultAsync(change => change.Number == number, cancellationToken);

    // Numbers grow with time, so days become numbers: then every question walks along one index.
    private async Task<(long First, long Last)> BoundsAsync(AuditTrailFilter filter, CancellationToken cancellationToken)
    {
        long first = 0, last = long.MaxValue;
        if (filter.From is { } from)
        {
            var utc = Utc(from);
            first = await database.Changes.Where(change => change.WhenUtc >= utc).OrderBy(change => change.WhenUtc).ThenBy(change => change.Number).Select(change => (long?)change.Number).FirstOrDefaultAsync(cancellationToken) ?? long.MaxValue;
        }

        if (filter.To is { } to && to < DateOnly.MaxValue)
        {
            var utc = Utc(to.AddDays(1));
            last = await database.Changes.Where(change => change.WhenUtc < utc).OrderByDescending(change => change.WhenUtc).ThenByDescending(change => change.Number).Select(change => (long?)change.Number).FirstOrDefaultAsync(cancellationToken) ?? -1;
        }

        return (first, last);
    }

    private DateTime Utc(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        // Where the clocks go forward at midnight, the day begins an hour later.
        return TimeZoneInfo.ConvertTimeToUtc(settings.TimeZone.IsInvalidTime(local) ? local.AddHours(1) : local, settings.TimeZone);
    }
}
