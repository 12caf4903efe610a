using CmsSite.Content.Handlers;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Content.Definitions;

namespace CmsSite.Content.Items;

/// <summary>
/// The life of content items: new, draft, published, unpublished, removed; their versions, index rows and lines of the change log. Everything is
/// written through the scope's <see cref="SiteSession"/> and becomes real when that is committed.
/// </summary>
/// <remarks>
/// Operations that validate return what is wrong; an empty list means that it is done. A problem means that nothing was written.
/// A draft of a published item is always a version of its own, so the public page never changes by saving one; for types without
/// <c>Versionable</c> the version that publishing replaces is deleted instead of kept. Saving what is already so writes nothing.
/// </remarks>
public sealed class ContentManager
{
    private static readonly IReadOnlyList<ContentProblem> _fine = [];

    private readonly SiteSession _session;
    private readonly ContentItems _items;
    private readonly ContentHandlers _handlers;
    private readonly ContentVersions _versions;

    public ContentManager(
        SiteSession session, ContentItems items, PendingItems pending, ContentDefinitions definitions, ContentHandlers handlers, ContentIndexing indexing, TimeProvider clock)
    {
        (_session, _items, _handlers) = (session, items, handlers);
        _versions = new ContentVersions(session, pending, definitions, indexing, clock);
    }

    /// <summary>An item of the type with an id, empty parts and the fields' default values, not stored.</summary>
    public ContentItem New(string contentType)
    {
        var item = new ContentItem { ContentItemId = RecipeIds.New(), ContentType = contentType };
        _versions.NoteNew(item.ContentItemId);
        _handlers.Initialize(item);
        return item;
    }

    /// <summary>
    /// Saves the item as its latest, unpublished version: over the draft while the same person goes on writing it, otherwise as a new version, and the draft before is kept in
    /// the history. What says the same as the published version is no draft. Paths and aliases are not made yet, since the title may still grow; one that is given must be free.
    /// </summary>
    public async Task<IReadOnlyList<ContentProblem>> SaveDraftAsync(ContentItem item, CancellationToken cancellationToken = default)
    {
        var active = await _versions.ActiveAsync(item.ContentItemId, cancellationToken);
        var problems = await _handlers.SaveAsync(item, SaveIntent.Draft, cancellationToken);
        if (problems.Count > 0)
        {
            return problems;
        }

        if (Latest(active) is { } latest && IsAlready(item, latest))
        {
            return _fine;
        }

        await _versions.WriteAsync(item, await _versions.ContinuedAsync(Draft(active), cancellationToken), active, latest: true, published: false, cancellationToken);
        return _fine;
    }

    /// <summary>Saves the item as its latest and published version.</summary>
    public async Task<IReadOnlyList<ContentProblem>> PublishAsync(ContentItem item, CancellationToken cancellationToken = default) =>
        await PublishAsync(item, null, cancellationToken);

    /// <param name="publishedUtc">Since when it counts as published, where it is no news to readers; null is now.</param>
    public async Task<IReadOnlyList<ContentProblem>> PublishAsync(ContentItem item, DateTime? publishedUtc, CancellationToken cancellationToken = default) =>
        await PublishAsync(item, await _versions.ActiveAsync(item.ContentItemId, cancellationToken), publishedUtc is null ? null : new GivenDates(null, publishedUtc, null, null), false, cancellationToken);

    /// <summary>Publishes the draft as it is; its author stays who wrote it. Null when there is no draft.</summary>
    public Task<IReadOnlyList<ContentProblem>?> PublishDraftAsync(string contentItemId, CancellationToken cancellationToken = default) => PublishDraftAsync(contentItemId, null, cancellationToken);

    /// <param name="publishedUtc">Since when it counts as published, where that is taken back which ended it; null is now.</param>
    public async Task<IReadOnlyList<ContentProblem>?> PublishDraftAsync(string contentItemId, DateTime? publishedUtc, CancellationToken cancellationToken = default)
    {
        var active = await _versions.ActiveAsync(contentItemId, cancellationToken);
        if (Draft(active) is not { } draft)
        {
            return null;
        }

        var item = ContentItems.ToItem(draft);
        return await PublishAsync(item, active, new GivenDates(item.ModifiedUtc, publishedUtc, item.Author, null), true, cancellationToken);
    }

    /// <summary>Takes the published version off the site. It becomes the draft unless there is one already. False when nothing is published.</summary>
    public async Task<bool> UnpublishAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        var active = await _versions.ActiveAsync(contentItemId, cancellationToken);
        if (active.FirstOrDefault(version => version.Published) is not { } published)
        {
            return false;
        }

        var item = ContentItems.ToItem(published);
        await _handlers.UnpublishingAsync(item, cancellationToken);
        await _versions.ChangeAsync(item, active, !published.Latest, () => (published.Published, published.PublishedUtc) = (false, null), cancellationToken);
        await _handlers.UnpublishedAsync(item, cancellationToken);
        return true;
    }

    /// <summary>Drops the draft; the published version, if any, is the latest again. False when there is no draft.</summary>
    public async Task<bool> DiscardDraftAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        var active = await _versions.ActiveAsync(contentItemId, cancellationToken);
        if (Draft(active) is not { } draft)
        {
            return false;
        }

        var published = active.FirstOrDefault(version => version.Published);
        await _versions.ChangeAsync(ContentItems.ToItem(draft), active, published is not null, () =>
        {
            draft.Latest = false;
            if (published is not null)
            {
                published.Latest = true;
            }
        }, cancellationToken);
        return true;
    }

    /// <summary>Removes the item from the site; its versions stay in the database and can be restored. False when it is not there.</summary>
    public async Task<bool> RemoveAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        var active = await _versions.ActiveAsync(contentItemId, cancellationToken);
        if (active.Count == 0)
        {
            return false;
        }

        var item = ContentItems.ToItem(active.FirstOrDefault(version => version.Published) ?? active[0]);
        var wasPublished = item.Published;
        if (wasPublished)
        {
            await _handlers.UnpublishingAsync(item, cancellationToken);
        }

        var latest = (Latest(active) ?? active[0]).ContentItemVersionId;
        await _versions.ChangeAsync(item, active, false, () =>
        {
            foreach (var version in active)
            {
                version.Latest = false;
                version.Published = false;
            }
        }, cancellationToken);
        await _versions.NoteDeletedAsync(item, latest, cancellationToken);
        if (wasPublished)
        {
            await _handlers.UnpublishedAsync(item, cancellationToken);
        }

        return true;
    }

    /// <summary>A draft that is a copy of any older version, also of a removed item. The draft before it is kept as a version. Null when there is no such version.</summary>
    /// <param name="keepsDates">Whether it is published and archived when the old version was to be; otherwise it waits for somebody to say so again.</param>
    public async Task<ContentItem?> RestoreAsync(string contentItemVersionId, bool keepsDates = false, CancellationToken cancellationToken = default)
    {
        if (await _items.GetVersionAsync(contentItemVersionId, cancellationToken) is not { } old)
        {
            return null;
        }

        if (!keepsDates)
        {
            Scheduling.Dates.Drop(old);
        }

        var active = await _versions.ActiveAsync(old.ContentItemId, cancellationToken);
        await _versions.WriteAsync(old, _versions.Keeps(old) ? null : Draft(active), active, latest: true, published: false, cancellationToken);
        return old;
    }

    /// <summary>
    /// A new draft with the data of the latest version: other ids (also of the items inside), same title, without what only the original may have (path, alias, dates of
    /// publication). Null when the item is not there.
    /// </summary>
    /// <exception cref="InvalidOperationException">The original is not valid as a draft; the message names its problems.</exception>
    public async Task<ContentItem?> CloneAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        if (await _items.GetAsync(contentItemId, VersionOptions.Latest, cancellationToken) is not { } item)
        {
            return null;
        }

        item.ContentItemId = RecipeIds.New();
        item.ContentItemVersionId = null;
        item.CreatedUtc = null;
        EmbeddedItems.RenewIds(item.Content);
        await _handlers.CloningAsync(item);
        var problems = await SaveDraftAsync(item, cancellationToken);
        return problems.Count == 0
            ? item
            : throw new InvalidOperationException($"The copy of '{contentItemId}' cannot be saved: {string.Join(" ", problems.Select(problem => $"{problem.Path}: {problem.Message}"))}");
    }

    /// <summary>
    /// Imports one item of a recipe as Orchard's <c>content</c> step does, with its ids, flags, dates and names. Identity is the version id. A known version is
    /// merged into: objects deep, arrays replaced, what the import does not name is kept. An import that says what the version (or, without a version id, the
    /// published or the latest one) already says is left alone, also when an editor has begun a newer draft since.
    /// </summary>
    /// <param name="preloaded">Versions of the item that the caller has read already: the active ones, and the one with the version id.</param>
    public async Task<(ImportOutcome Outcome, IReadOnlyList<ContentProblem> Problems)> ImportAsync(
        ContentItem item, IReadOnlyList<ContentItemRecord> preloaded, CancellationToken cancellationToken = default)
    {
        await _session.BeginItemsAsync(cancellationToken);
        // Published and not the latest would leave the item without a latest version.
        var (latest, published) = (item.Latest || item.Published, item.Published);
        var intent = published ? SaveIntent.Publish : SaveIntent.Draft;
        var active = preloaded.Where(version => (version.Latest || version.Published) && version.ContentItemId == item.ContentItemId).ToList();
        if (active.FirstOrDefault(version => version.Latest) is { } known)
        {
            // Also where it becomes a version of its own: what the import does not name is kept.
            item.Owner ??= known.Owner;
            item.CreatedUtc ??= known.CreatedUtc;
        }

        var candidates = item.ContentItemVersionId is { } id
            ? preloaded.Where(version => version.ContentItemVersionId.Equals(id, StringComparison.OrdinalIgnoreCase)).ToList()
            : active.Where(version => version.Published == published && (published || version.Latest == latest)).ToList();

        ContentItemRecord? over = null;
        var import = item;
        IReadOnlyList<ContentProblem>? problems = null;
        foreach (var candidate in candidates)
        {
            if (candidate.ContentItemId != item.ContentItemId)
            {
                return (ImportOutcome.Refused, [new("ContentItemVersionId", $"The version '{candidate.ContentItemVersionId}' belongs to the item '{candidate.ContentItemId}'. Give this version an id of its own.")]);
            }

            var stored = ContentItems.ToItem(candidate);
            var merged = ItemMerge.Into(stored, item);
            var isSame = ItemMerge.IsSame(merged, stored);
            if (!isSame)
            {
                // What was imported before went through the handlers: sanitised, with a path. Only after them the two can be compared.
                problems = await _handlers.SaveAsync(merged, intent, cancellationToken, isImport: true);
                isSame = problems.Count == 0 && ItemMerge.IsSame(merged, stored);
            }

            if (isSame && candidate.Published == published && (published || candidate.Latest == latest))
            {
                return (ImportOutcome.Unchanged, _fine);
            }

            if (item.ContentItemVersionId is not null)
            {
                (over, import) = (candidate, merged);
                import.ModifiedUtc = item.ModifiedUtc;
            }
            else
            {
                // A new version, then; but the same term stays the same term.
                ItemMerge.AdoptIds(item, stored);
                problems = null;
            }
        }

        problems ??= await _handlers.SaveAsync(import, intent, cancellationToken, isImport: true);
        if (problems.Count > 0)
        {
            return (ImportOutcome.Refused, problems);
        }

        var was = active.FirstOrDefault(version => version.Published);
        if (published)
        {
            await _handlers.PublishingAsync(import, cancellationToken, isImport: true);
        }

        await _versions.WriteAsync(import, over, active, latest, published, cancellationToken,
            new GivenDates(import.ModifiedUtc, import.PublishedUtc, import.Author, import.ContentItemVersionId));
        if (published)
        {
            await _handlers.PublishedAsync(import, cancellationToken);
        }
        else if (was is not null && was.Id == over?.Id)
        {
            await _handlers.UnpublishedAsync(import, cancellationToken);
        }

        return (over is null ? ImportOutcome.Created : ImportOutcome.Updated, _fine);
    }

    private async Task<IReadOnlyList<ContentProblem>> PublishAsync(ContentItem item, List<ContentItemRecord> active, GivenDates? given, bool isTheDraft, CancellationToken cancellationToken)
    {
        var problems = await _handlers.SaveAsync(item, SaveIntent.Publish, cancellationToken);
        if (problems.Count > 0)
        {
            return problems;
        }

        await _handlers.PublishingAsync(item, cancellationToken);
        var isNew = _versions.IsNew(item.ContentItemId);
        if (Latest(active) is { Published: true } published && IsAlready(item, published))
        {
            return _fine;
        }

        // A draft that somebody else wrote and this does not say is a version of its own.
        var over = Draft(active) is { } draft && (isTheDraft || IsSame(item, draft)) ? draft : await _versions.ContinuedAsync(Draft(active), cancellationToken);
        await _versions.WriteAsync(item, over, active, latest: true, published: true, cancellationToken, given);
        if (!isNew)
        {
            await _versions.NoteApprovedAsync(item.ContentItemId, cancellationToken);
        }

        await _handlers.PublishedAsync(item, cancellationToken);
        return _fine;
    }

    private static ContentItemRecord? Latest(List<ContentItemRecord> active) => active.FirstOrDefault(version => version.Latest);

    private static ContentItemRecord? Draft(List<ContentItemRecord> active) => active.FirstOrDefault(version => version.Latest && !version.Published);

    private static bool IsSame(ContentItem item, ContentItemRecord version) => ItemMerge.IsSame(item, ContentItems.ToItem(version));

    // Whether the version says just this already; the item then is that version.
    private static bool IsAlready(ContentItem item, ContentItemRecord version)
    {
        var stored = ContentItems.ToItem(version);
        item.CreatedUtc ??= stored.CreatedUtc;
        if (!ItemMerge.IsSame(item, stored))
        {
            return false;
        }

        item.DocumentId = stored.DocumentId;
        item.ContentItemVersionId = stored.ContentItemVersionId;
        (item.Latest, item.Published) = (stored.Latest, stored.Published);
        (item.ModifiedUtc, item.PublishedUtc, item.Author) = (stored.ModifiedUtc, stored.PublishedUtc, stored.Author);
        return true;
    }
}

/// <summary>What the import of an item came to.</summary>
public enum ImportOutcome
{
    Created,
    Updated,
    Unchanged,
    Refused,
}
