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

    // Ids that were made a moment ago: nothing is stored of them, and nobody has to look.
    private readonly HashSet<string> _new = new(StringComparer.Ordinal);

    private CmsDbContext Database => session.Database;

    /// <summary>Notes an id that was just made.</summary>
    public void NoteNew(string contentItemId) => _new.Add(contentItemId);

    /// <summary>Whether the id was made here and nothing is written of it yet.</summary>
    public bool IsNew(string contentItemId) => _new.Contains(contentItemId);

    /// <summary>The latest and the published version, under the lock that keeps other writers out.</summary>
    public async Task<List<ContentItemRecord>> ActiveAsync(string contentItemId, CancellationToken cancellationToken)
    {
        await session.BeginItemsAsync(cancellationToken);
        if (IsNew(contentItemId))
        {
            return [];
        }

        await session.FlushAsync(cancellationToken);
        return await Database.ContentItems.AsNoTracking().Where(item => item.ContentItemId == contentItemId && (item.Latest || item.Published)).ToListAsync(cancellationToken);
    }

    /// <summary>Writes a version, a new one or over the given one. What is published makes all others step down, what is the latest only the latest.</summary>
    public async Task WriteAsync(ContentItem item, ContentItemRecord? over, IReadOnlyList<ContentItemRecord> active, bool latest, bool published,
        CancellationToken cancellationToken, GivenDates? given = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(item.ContentItemId);
        _new.Remove(item.ContentItemId);
        var others = active.Where(version => version.Id != over?.Id).ToList();
        var lost = published && !Keeps(item) ? others.FirstOrDefault(version => version.Published) ?? over : over;
        var was = await BeforeAsync(item.ContentItemId, active, lost, over, cancellationToken);
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

        await AfterAsync(item, [.. others, record], over is null ? record.Id : null, was, addresses, cancellationToken);
    }

    /// <summary>Changes the flags of active versions, and writes <paramref name="item"/>'s values to the version that it is.</summary>
    /// <param name="stepsDown">That version will be neither the latest nor published, and another will.</param>
    public async Task ChangeAsync(ContentItem item, IReadOnlyList<ContentItemRecord> active, bool stepsDown, Action change, CancellationToken cancellationToken)
    {
        var lost = stepsDown && !Keeps(item) ? active.FirstOrDefault(version => version.Id == item.DocumentId) : null;
        var was = await BeforeAsync(item.ContentItemId, active, lost, null, cancellationToken);
        var addresses = _formerAddresses.Of(active);
        change();
        var record = active.First(version => version.Id == item.DocumentId);
        (item.Latest, item.Published, item.PublishedUtc) = (record.Latest, record.Published, record.PublishedUtc);
        Set(record, item);
        await AfterAsync(item, active, null, was, addresses, cancellationToken);
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

    // Notes what was, before anything changes. `lost` is the version that no row will hold any more. Gives the state as it is noted, so that a long import need not read it out of its own JSON.
    private async Task<ItemState?> BeforeAsync(string contentItemId, IReadOnlyList<ContentItemRecord> active, ContentItemRecord? lost, ContentItemRecord? over, CancellationToken cancellationToken)
    {
        await session.BeginItemsAsync(cancellationToken);
        IReadOnlyList<ContentItemRecord> changing = over is null || active.Any(version => version.Id == over.Id) ? active : [.. active, over];
        if (session.FindChange(SiteChange.ContentItemKind, contentItemId) is { } change)
        {
            return NoteAgain(change, lost, changing);
        }

        var state = State(active);
        if (state is not null)
        {
            state = state with { Content = lost is null ? null : ContentItems.ToItem(lost).ToJson(), Former = session.KeepsFormer ? FormerVersions.Of(changing) : null };
        }

        await session.RecordAsync(SiteChange.ContentItemKind, contentItemId, null, state?.ToJson(), null, cancellationToken);
        if (state is null && session.KeepsFormer)
        {
            FormerVersions.Keep(session, contentItemId, changing);
        }

        return state;
    }

    private ItemState? NoteAgain(SiteChange change, ContentItemRecord? lost, IReadOnlyList<ContentItemRecord> changing)
    {
        var was = ItemState.Parse(change.Before);
        if (lost is not null && was is { Content: null } && (lost.ContentItemVersionId == was.Published || lost.ContentItemVersionId == was.Latest))
        {
            was = was with { Content = ContentItems.ToItem(lost).ToJson() };
            change.Before = was.ToJson();
            session.KeepChange(change);
        }

        if (session.KeepsFormer)
        {
            FormerVersions.Keep(session, change.Subject, changing);
        }

        return was;
    }

    // Writes index rows, drops versions that nothing keeps, and notes what is now. `was` is the state that is noted as the one before, `addresses` are those at which the item was published before.
    private async Task AfterAsync(
        ContentItem item, IReadOnlyList<ContentItemRecord> versions, long? added, ItemState? was, IReadOnlyList<AutorouteIndexRow> addresses, CancellationToken cancellationToken)
    {
        var anyActive = versions.Any(version => version.Latest || version.Published);
        foreach (var version in versions)
        {
            if (version.Id != added)
            {
                Database.ContentItems.Update(version);
                indexing.Clear(version.Id);
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

        if (state is not null && was is { Content: not null } && was.Latest == state.Latest && was.Published == state.Published)
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
