using CmsSite.Content.Definitions;
using CmsSite.Content.Fields;
using CmsSite.Content.Redirects;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Items;

/// <summary>Dates and names that a write takes over instead of giving new ones.</summary>
internal sealed record GivenDates(DateTime? ModifiedUtc, DateTime? PublishedUtc, string? Author, string? VersionId);

/// <summary>
/// The versions of items in the database: writes one and lets the others step down, keeps their index rows, and notes in the change log what was and what is. Knows no
/// rules of parts.
/// </summary>
internal sealed class ContentVersions(SiteSession session, PendingItems pending, ContentDefinitions definitions, ContentIndexing indexing, TimeProvider clock)
{
    // One sitting is one version: a pause longer than this ends it, and so does writing for longer than that.
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan _sitting = TimeSpan.FromHours(1);

    private readonly FormerAddresses _formerAddresses = new(session, definitions, clock);

    private CmsDbContext Database => session.Database;

    /// <summary>The latest and the published version, under the lock that keeps other writers out.</summary>
    public async Task<List<ContentItemRecord>> ActiveAsync(string contentItemId, CancellationToken cancellationToken)
    {
        await session.BeginItemsAsync(cancellationToken);
        await session.FlushAsync(cancellationToken);
        return await Database.ContentItems.AsNoTracking().Where(item => item.ContentItemId == contentItemId && (item.Latest || item.Published)).ToListAsync(cancellationToken);
    }

    /// <summary>Writes a version, a new one or over the given one. What is published makes all others step down, what is the latest only the latest.</summary>
    public async Task WriteAsync(ContentItem item, ContentItemRecord? over, IReadOnlyList<ContentItemRecord> active, bool latest, bool published,
        CancellationToken cancellationToken, GivenDates? given = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(item.ContentItemId);
        var others = active.Where(version => version.Id != over?.Id).ToList();
        var lost = published && !Keeps(item) ? others.FirstOrDefault(version => version.Published) ?? over : over;
        await BeforeAsync(item.ContentItemId, active, lost, over, cancellationToken);
        var addresses = published || over?.Published == true ? _formerAddresses.Of(active) : [];
        foreach (var version in others)
        {
            version.Latest &= !latest && !published;
            version.Published &= !published;
        }

        var record = over ?? new ContentItemRecord
        {
            Id = DocumentIds.Next(),
            ContentItemId = item.ContentItemId,
            ContentItemVersionId = given?.VersionId is { Length: > 0 } id ? id : RecipeIds.New(),
            ContentType = item.ContentType,
        };
        var now = clock.GetUtcNow().UtcDateTime;
        item.DocumentId = record.Id;
        item.ContentItemVersionId = record.ContentItemVersionId;
        item.Latest = latest;
        item.Published = published;
        item.CreatedUtc ??= now;
        item.ModifiedUtc = given?.ModifiedUtc ?? now;
        item.PublishedUtc = published ? given?.PublishedUtc ?? now : given?.PublishedUtc;
        item.Author = given?.Author ?? session.Who ?? item.Author;
        Set(record, item);
        if (over is null)
        {
            Database.ContentItems.Add(record);
        }

        await AfterAsync(item, [.. others, record], over is null ? record.Id : null, addresses, cancellationToken);
    }

    /// <summary>Changes the flags of active versions, and writes <paramref name="item"/>'s values to the version that it is.</summary>
    /// <param name="stepsDown">That version will be neither the latest nor published, and another will.</param>
    public async Task ChangeAsync(ContentItem item, IReadOnlyList<ContentItemRecord> active, bool stepsDown, Action change, CancellationToken cancellationToken)
    {
        var lost = stepsDown && !Keeps(item) ? active.FirstOrDefault(version => version.Id == item.DocumentId) : null;
        await BeforeAsync(item.ContentItemId, active, lost, null, cancellationToken);
        var addresses = _formerAddresses.Of(active);
        change();
        var record = active.First(version => version.Id == item.DocumentId);
        (item.Latest, item.Published, item.PublishedUtc) = (record.Latest, record.Published, record.PublishedUtc);
        Set(record, item);
        await AfterAsync(item, active, null, addresses, cancellationToken);
    }

    /// <summary>The draft when what is saved now goes on with it: same writer, same sitting, and nobody was promised to see just this version. Null begins a new version.</summary>
    public async Task<ContentItemRecord?> ContinuedAsync(ContentItemRecord? draft, CancellationToken cancellationToken)
    {
        if (draft is null || definitions.Type(draft.ContentType) is { Type.Versionable: false })
        {
            return draft;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var isSameSitting = draft.Author == session.Who && now - draft.ModifiedUtc < _pause && now - DocumentIds.MomentOf(draft.Id) < _sitting;
        return isSameSitting && !await Database.PreviewLinks.AnyAsync(link => link.VersionId == draft.ContentItemVersionId && link.ExpiresUtc > now, cancellationToken) ? draft : null;
    }

    /// <summary>Puts a removed item into the recycle bin.</summary>
    public async Task NoteDeletedAsync(ContentItem item, string versionId, CancellationToken cancellationToken)
    {
        await session.FlushAsync(cancellationToken);
        await Database.DeletedItems.Where(deleted => deleted.ContentItemId == item.ContentItemId).ExecuteDeleteAsync(cancellationToken);
        Database.DeletedItems.Add(new DeletedItem
        {
            ContentItemId = item.ContentItemId,
            ContentType = item.ContentType,
            DisplayText = item.DisplayText,
            Owner = item.Owner,
            VersionId = versionId,
            DeletedUtc = clock.GetUtcNow().UtcDateTime,
            DeletedBy = session.Who,
        });
    }

    /// <summary>What is published waits for no review, however it came to be published.</summary>
    public Task NoteApprovedAsync(string contentItemId, CancellationToken cancellationToken) => Database.Reviews.Where(review => review.ContentItemId == contentItemId && review.State != Review.Approved)
        .ExecuteUpdateAsync(review => review.SetProperty(r => r.State, Review.Approved).SetProperty(r => r.SinceUtc, clock.GetUtcNow().UtcDateTime), cancellationToken);

    private static void Set(ContentItemRecord record, ContentItem item)
    {
        record.DisplayText = item.DisplayText;
        record.Latest = item.Latest;
        record.Published = item.Published;
        record.CreatedUtc = item.CreatedUtc;
        record.ModifiedUtc = item.ModifiedUtc;
        record.PublishedUtc = item.PublishedUtc;
        record.Owner = item.Owner;
        record.Author = item.Author;
        record.Json = SiteJson.Write(item.Content);
    }

    // Notes what was, before anything changes. `lost` is the version that no row will hold any more.
    private async Task BeforeAsync(string contentItemId, IReadOnlyList<ContentItemRecord> active, ContentItemRecord? lost, ContentItemRecord? over, CancellationToken cancellationToken)
    {
        await session.BeginItemsAsync(cancellationToken);
        await NoteStateAsync(contentItemId, active, lost, cancellationToken);
        if (session.KeepsFormer)
        {
            FormerVersions.Keep(session, contentItemId, over is null || active.Any(version => version.Id == over.Id) ? active : [.. active, over]);
        }
    }

    private async Task NoteStateAsync(string contentItemId, IReadOnlyList<ContentItemRecord> active, ContentItemRecord? lost, CancellationToken cancellationToken)
    {
        if (session.FindChange(SiteChange.ContentItemKind, contentItemId) is { } change)
        {
            if (lost is not null && ItemState.Parse(change.Before) is { Content: null } was && (lost.ContentItemVersionId == was.Published || lost.ContentItemVersionId == was.Latest))
            {
                change.Before = (was with { Content = ContentItems.ToItem(lost).ToJson() }).ToJson();
            }

            return;
        }

        var state = State(active);
        if (state is not null && lost is not null)
        {
            state = state with { Content = ContentItems.ToItem(lost).ToJson() };
        }

        await session.RecordAsync(SiteChange.ContentItemKind, contentItemId, null, state?.ToJson(), null, cancellationToken);
    }

    // Writes index rows, drops versions that nothing keeps, and notes what is now. `addresses` are those at which the item was published before.
    private async Task AfterAsync(ContentItem item, IReadOnlyList<ContentItemRecord> versions, long? added, IReadOnlyList<AutorouteIndexRow> addresses, CancellationToken cancellationToken)
    {
        var anyActive = versions.Any(version => version.Latest || version.Published);
        foreach (var version in versions)
        {
            if (version.Id != added)
            {
                Database.ContentItems.Update(version);
                await indexing.ClearAsync(version.Id, cancellationToken);
            }

            if (version.Latest || version.Published)
            {
                indexing.Fill(version.Id == item.DocumentId ? item : ContentItems.ToItem(version));
            }
            else if (anyActive && !Keeps(item))
            {
                Database.ContentItems.Remove(version);
            }
        }

        if (addresses.Count > 0)
        {
            await _formerAddresses.KeepAsync(addresses, _formerAddresses.Of(versions), cancellationToken);
        }

        var state = State(versions);
        if (state is not null && session.KeepsFormer)
        {
            state = FormerVersions.WithAdded(session, item.ContentItemId, state, added is null ? null : item.ContentItemVersionId);
        }

        if (state is not null && session.FindChange(SiteChange.ContentItemKind, item.ContentItemId) is { Before: { } before }
            && ItemState.Parse(before) is { Content: not null } was && was.Latest == state.Latest && was.Published == state.Published)
        {
            // The same version says something else now; without this the line would show no change.
            state = state with { Content = item.ToJson() };
        }

        await session.RecordAsync(SiteChange.ContentItemKind, item.ContentItemId, item.DisplayText, null, state?.ToJson(), cancellationToken);
        pending.Forget(item.ContentItemId);
        foreach (var version in versions)
        {
            pending.Add(version.Id == item.DocumentId ? item.Copy() : ContentItems.ToItem(version));
        }
    }

    /// <summary>Whether older versions of the item are kept.</summary>
    public bool Keeps(ContentItem item) => definitions.Type(item.ContentType)?.Type.Versionable ?? true;

    internal static ItemState? State(IReadOnlyList<ContentItemRecord> versions)
    {
        var latest = versions.FirstOrDefault(version => version.Latest);
        var published = versions.FirstOrDefault(version => version.Published);
        var any = latest ?? published;
        return any is null ? null : new ItemState(any.ContentType, latest?.ContentItemVersionId, published?.ContentItemVersionId) { About = About(any) };
    }

    // Caches ask it of each change, and must not have to read the comment, which may be gone by then.
    private static string? About(ContentItemRecord version) => version.Json.Contains("\"Comment\":", StringComparison.Ordinal) ? CommentFields.ArticleOf(ContentItems.ToItem(version).Content) : null;
}
