using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Items;

/// <summary>
/// The life of content items: new, draft, published, unpublished, removed; their versions, index rows and lines of the change log. Everything is
/// written through the scope's <see cref="SiteSession"/> and becomes real when that is committed.
/// </summary>
/// <remarks>
/// Operations that validate return what is wrong; an empty list means that it is done. A problem means that nothing was written.
/// A draft of a published item is always a version of its own, so the public page never changes by saving one; for types without
/// <c>Versionable</c> the version that publishing replaces is deleted instead of kept.
/// </remarks>
public sealed class ContentManager(
    SiteSession session, ContentItems items, PendingItems pending, ContentDefinitions definitions, ContentHandlers handlers, ContentIndexing indexing, TimeProvider clock)
{
    private static readonly IReadOnlyList<ContentProblem> _fine = [];

    private CmsDbContext Database => session.Database;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>An item of the type with an id and empty parts, not stored.</summary>
    public ContentItem New(string contentType)
    {
        var item = new ContentItem { ContentItemId = RecipeIds.New(), ContentType = contentType };
        foreach (var part in definitions.Type(contentType)?.Parts ?? [])
        {
            item.EnsurePart(part.Name);
        }

        return item;
    }

    /// <summary>Saves the item as its latest, unpublished version: a new one unless the latest already is a draft.</summary>
    public async Task<IReadOnlyList<ContentProblem>> SaveDraftAsync(ContentItem item, CancellationToken cancellationToken = default)
    {
        var problems = await handlers.SaveAsync(item, SaveIntent.Draft, cancellationToken);
        if (problems.Count > 0)
        {
            return problems;
        }

        var versions = await ActiveAsync(item.ContentItemId, cancellationToken);
        var draft = versions.FirstOrDefault(version => version.Latest && !version.Published);
        await WriteAsync(item, draft, versions, latest: true, published: false, cancellationToken);
        return _fine;
    }

    /// <summary>Saves the item as its latest and published version.</summary>
    public async Task<IReadOnlyList<ContentProblem>> PublishAsync(ContentItem item, CancellationToken cancellationToken = default)
    {
        var problems = await handlers.SaveAsync(item, SaveIntent.Publish, cancellationToken);
        if (problems.Count > 0)
        {
            return problems;
        }

        var versions = await ActiveAsync(item.ContentItemId, cancellationToken);
        var draft = versions.FirstOrDefault(version => version.Latest && !version.Published);
        item.PublishedUtc = Now;
        await WriteAsync(item, draft, versions, latest: true, published: true, cancellationToken);
        await handlers.PublishedAsync(item, cancellationToken);
        return _fine;
    }

    /// <summary>Takes the published version off the site. It becomes the draft unless there is one already. False when nothing is published.</summary>
    public async Task<bool> UnpublishAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        var versions = await ActiveAsync(contentItemId, cancellationToken);
        if (versions.FirstOrDefault(version => version.Published) is not { } published)
        {
            return false;
        }

        await BeforeAsync(contentItemId, versions, cancellationToken);
        published.Published = false;
        published.PublishedUtc = null;
        var item = ContentItems.ToItem(published);
        await handlers.UnpublishedAsync(item, cancellationToken);
        await AfterAsync(item, versions, cancellationToken);
        return true;
    }

    /// <summary>Drops the draft; the published version, if any, is the latest again. False when there is no draft.</summary>
    public async Task<bool> DiscardDraftAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        var versions = await ActiveAsync(contentItemId, cancellationToken);
        if (versions.FirstOrDefault(version => version.Latest && !version.Published) is not { } draft)
        {
            return false;
        }

        await BeforeAsync(contentItemId, versions, cancellationToken);
        draft.Latest = false;
        if (versions.FirstOrDefault(version => version.Published) is { } published)
        {
            published.Latest = true;
        }

        await AfterAsync(ContentItems.ToItem(draft), versions, cancellationToken);
        return true;
    }

    /// <summary>Removes the item from the site; its versions stay in the database and can be restored. False when it is not there.</summary>
    public async Task<bool> RemoveAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        var versions = await ActiveAsync(contentItemId, cancellationToken);
        if (versions.Count == 0)
        {
            return false;
        }

        await BeforeAsync(contentItemId, versions, cancellationToken);
        var item = ContentItems.ToItem(versions.FirstOrDefault(version => version.Published) ?? versions[0]);
        if (item.Published)
        {
            await handlers.UnpublishedAsync(item, cancellationToken);
        }

        foreach (var version in versions)
        {
            version.Latest = false;
            version.Published = false;
        }

        await AfterAsync(item, versions, cancellationToken);
        return true;
    }

    /// <summary>A draft that is a copy of any older version, also of a removed item. Null when there is no such version.</summary>
    public async Task<ContentItem?> RestoreAsync(string contentItemVersionId, CancellationToken cancellationToken = default)
    {
        if (await items.GetVersionAsync(contentItemVersionId, cancellationToken) is not { } old)
        {
            return null;
        }

        old.ContentItemVersionId = null;
        var versions = await ActiveAsync(old.ContentItemId, cancellationToken);
        await WriteAsync(old, versions.FirstOrDefault(version => version.Latest && !version.Published), versions, latest: true, published: false, cancellationToken);
        return old;
    }

    /// <summary>A new draft with the data of the latest version: other ids, same title, a path and an alias of its own. Null when the item is not there.</summary>
    public async Task<ContentItem?> CloneAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        if (await items.GetAsync(contentItemId, VersionOptions.Latest, cancellationToken) is not { } item)
        {
            return null;
        }

        item.ContentItemId = RecipeIds.New();
        item.ContentItemVersionId = null;
        item.CreatedUtc = null;
        item.PublishedUtc = null;
        // Empty, they are made again from the pattern, and unique.
        if (item.Part("AutoroutePart") is { } route)
        {
            route.Remove("Path");
        }

        if (item.Part("AliasPart") is { } alias)
        {
            alias.Remove("Alias");
        }

        await SaveDraftAsync(item, cancellationToken);
        return item;
    }

    /// <summary>
    /// Imports one item of a recipe as Orchard's <c>content</c> step does, with its ids, flags, dates and names. Identity is the version id. A known version is
    /// merged into: objects deep, arrays replaced, what the import does not name is kept. An item without a version id that says what its
    /// published or latest version already says is left alone.
    /// </summary>
    /// <param name="preloaded">Versions of the item that the caller has read already: the active ones, and the one with the version id.</param>
    public async Task<(ImportOutcome Outcome, IReadOnlyList<ContentProblem> Problems)> ImportAsync(
        ContentItem item, IReadOnlyList<ContentItemRecord> preloaded, CancellationToken cancellationToken = default)
    {
        // What visitors see is never older than a version that nobody sees.
        item.Latest |= item.Published;
        var active = preloaded.Where(version => version.Latest || version.Published).ToList();
        var same = preloaded.FirstOrDefault(version => version.ContentItemVersionId.Equals(item.ContentItemVersionId, StringComparison.OrdinalIgnoreCase));
        if (same is null && item.ContentItemVersionId is null)
        {
            foreach (var version in active.Where(version => version.Latest == item.Latest && version.Published == item.Published))
            {
                if (await IsSaidAsync(item, version, cancellationToken))
                {
                    return (ImportOutcome.Unchanged, _fine);
                }
            }
        }

        if (same is not null)
        {
            if (same.Latest == item.Latest && same.Published == item.Published && await IsSaidAsync(item, same, cancellationToken))
            {
                return (ImportOutcome.Unchanged, _fine);
            }

            var modifiedUtc = item.ModifiedUtc;
            item = Merged(item, same);
            item.ModifiedUtc = modifiedUtc;
        }

        var (modified, published, owner, author) = (item.ModifiedUtc, item.PublishedUtc, item.Owner, item.Author);
        var problems = await handlers.SaveAsync(item, item.Published ? SaveIntent.Publish : SaveIntent.Draft, cancellationToken);
        if (problems.Count > 0)
        {
            return (ImportOutcome.Refused, problems);
        }

        var (latest, isPublished) = (item.Latest, item.Published);
        item.PublishedUtc = isPublished ? published ?? Now : published;
        await WriteAsync(item, same, active, latest, isPublished, cancellationToken, (modified, owner, author));
        if (isPublished)
        {
            await handlers.PublishedAsync(item, cancellationToken);
        }

        return (same is null ? ImportOutcome.Created : ImportOutcome.Updated, _fine);
    }

    // Writes a version (a new one, or over the given one), lets other versions step down, and replaces index rows.
    private async Task WriteAsync(ContentItem item, ContentItemRecord? over, IReadOnlyList<ContentItemRecord> active, bool latest, bool published,
        CancellationToken cancellationToken, (DateTime? Modified, string? Owner, string? Author)? given = null)
    {
        // Of a type without versions the published one is about to go: what it was is kept with the change.
        var going = published && definitions.Type(item.ContentType) is { Type.Versionable: false } ? active.FirstOrDefault(version => version.Published) : null;
        await BeforeAsync(item.ContentItemId, active, cancellationToken, over ?? going);
        var versions = active.Where(version => version.Id != over?.Id).ToList();
        foreach (var version in versions)
        {
            // A published version makes all others step down; a draft only the latest.
            version.Latest &= !latest && !published;
            version.Published &= !published;
        }

        var record = over ?? new ContentItemRecord
        {
            Id = DocumentIds.Next(),
            ContentItemId = item.ContentItemId,
            ContentItemVersionId = string.IsNullOrEmpty(item.ContentItemVersionId) ? RecipeIds.New() : item.ContentItemVersionId,
            ContentType = item.ContentType,
        };
        var now = Now;
        item.DocumentId = record.Id;
        item.ContentItemVersionId = record.ContentItemVersionId;
        item.Latest = latest;
        item.Published = published;
        item.CreatedUtc ??= now;
        item.ModifiedUtc = given?.Modified ?? now;
        item.Owner = given?.Owner ?? item.Owner;
        item.Author = given is null ? session.Who ?? item.Author : given.Value.Author ?? session.Who;
        if (!published)
        {
            item.PublishedUtc = given is null ? null : item.PublishedUtc;
        }

        record.DisplayText = item.DisplayText;
        record.Latest = latest;
        record.Published = published;
        record.CreatedUtc = item.CreatedUtc;
        record.ModifiedUtc = item.ModifiedUtc;
        record.PublishedUtc = item.PublishedUtc;
        record.Owner = item.Owner;
        record.Author = item.Author;
        record.Json = SiteJson.Write(item.Content);
        if (over is null)
        {
            Database.ContentItems.Add(record);
        }

        await AfterAsync(item, [.. versions, record], cancellationToken, isNew: over is null);
    }

    // Notes what was, before anything changes.
    private async Task BeforeAsync(string contentItemId, IReadOnlyList<ContentItemRecord> active, CancellationToken cancellationToken, ContentItemRecord? over = null)
    {
        await session.BeginAsync(cancellationToken);
        if (session.FindChange(SiteChange.ContentItemKind, contentItemId) is not null)
        {
            return;
        }

        var state = State(active);
        if (state is not null && over is not null)
        {
            state = state with { Content = ContentItems.ToItem(over).ToJson() };
        }

        await session.RecordAsync(SiteChange.ContentItemKind, contentItemId, null, state?.ToJson(), null, cancellationToken);
        if (pending.IsEmpty)
        {
            session.OnRollback(pending.Clear);
            session.BeforeCommit(_ =>
            {
                pending.Clear();
                return Task.CompletedTask;
            });
        }
    }

    // Writes index rows, drops versions that nothing keeps, and notes what is now.
    private async Task AfterAsync(ContentItem item, IReadOnlyList<ContentItemRecord> versions, CancellationToken cancellationToken, bool isNew = false)
    {
        var keepsVersions = definitions.Type(item.ContentType)?.Type.Versionable ?? true;
        foreach (var version in versions)
        {
            var written = isNew && version.Id == item.DocumentId;
            if (!written)
            {
                Attach(version);
                await indexing.ClearAsync(version.Id, cancellationToken);
            }

            if (version.Latest || version.Published)
            {
                indexing.Fill(version.Id == item.DocumentId ? item : ContentItems.ToItem(version));
            }
            else if (!keepsVersions && versions.Any(other => other.Latest || other.Published))
            {
                Database.ContentItems.Remove(version);
            }
        }

        var state = State(versions);
        if (state is not null && session.FindChange(SiteChange.ContentItemKind, item.ContentItemId) is { Before: { } before }
            && ItemState.Parse(before) is { Content: not null } was && (was.Latest == state.Latest || was.Published == state.Published))
        {
            state = state with { Content = item.ToJson() };
        }

        await session.RecordAsync(SiteChange.ContentItemKind, item.ContentItemId, item.DisplayText, null, state?.ToJson(), cancellationToken);
        pending.Forget(item.ContentItemId);
        foreach (var version in versions)
        {
            pending.Add(version.Id == item.DocumentId ? item.Copy() : ContentItems.ToItem(version));
        }
    }

    private async Task<List<ContentItemRecord>> ActiveAsync(string contentItemId, CancellationToken cancellationToken)
    {
        await session.FlushAsync(cancellationToken);
        return await Database.ContentItems.AsNoTracking().Where(item => item.ContentItemId == contentItemId && (item.Latest || item.Published)).ToListAsync(cancellationToken);
    }

    private void Attach(ContentItemRecord version)
    {
        if (Database.Entry(version).State == EntityState.Detached)
        {
            Database.ContentItems.Update(version);
        }
    }

    private static ItemState? State(IReadOnlyList<ContentItemRecord> versions)
    {
        var latest = versions.FirstOrDefault(version => version.Latest);
        var published = versions.FirstOrDefault(version => version.Published);
        var any = latest ?? published;
        return any is null ? null : new ItemState(any.ContentType, latest?.ContentItemVersionId, published?.ContentItemVersionId);
    }

    // Whether everything that the import says is already so. Saving cleans and completes what it is given, so an import that differs may still come to the same.
    private async Task<bool> IsSaidAsync(ContentItem import, ContentItemRecord stored, CancellationToken cancellationToken)
    {
        if ((import.Owner is not null && import.Owner != stored.Owner) || (import.CreatedUtc is not null && import.CreatedUtc != stored.CreatedUtc))
        {
            return false;
        }

        var merged = Merged(import, stored);
        if (IsSame(merged, stored))
        {
            return true;
        }

        var problems = await handlers.SaveAsync(merged, import.Published ? SaveIntent.Publish : SaveIntent.Draft, cancellationToken);
        return problems.Count == 0 && IsSame(merged, stored);
    }

    private static bool IsSame(ContentItem item, ContentItemRecord stored) =>
        item.DisplayText == stored.DisplayText && JsonNode.DeepEquals(item.Content, JsonNode.Parse(stored.Json));

    // The stored version with what the import says.
    private static ContentItem Merged(ContentItem import, ContentItemRecord stored)
    {
        var item = ContentItems.ToItem(stored);
        Merge(item.Content, import.Content);
        item.DisplayText = import.DisplayText ?? item.DisplayText;
        item.Owner = import.Owner ?? item.Owner;
        item.Author = import.Author ?? item.Author;
        item.CreatedUtc = import.CreatedUtc ?? item.CreatedUtc;
        item.PublishedUtc = import.PublishedUtc ?? item.PublishedUtc;
        item.Latest = import.Latest;
        item.Published = import.Published;
        return item;
    }

    private static void Merge(JsonObject target, JsonObject source)
    {
        foreach (var (name, value) in source)
        {
            if (value is JsonObject from && target[name] is JsonObject into)
            {
                Merge(into, from);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
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
