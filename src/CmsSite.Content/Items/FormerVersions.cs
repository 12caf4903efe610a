using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Redirects;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Items;

/// <summary>One item that is put back: the rows that are written as they were, and the ids of the versions that are deleted.</summary>
internal sealed record PutBack(string ContentItemId, IReadOnlyList<FormerVersion> Rows, IReadOnlyCollection<string> Dropped);

/// <summary>
/// What undoing needs of items: keeps versions whole before a run changes them, and puts them back as they were, with ids, dates and names. Knows no rules of parts: what is put back
/// was valid once.
/// </summary>
internal sealed class FormerVersions(SiteSession session, PendingItems pending, ContentDefinitions definitions, ContentIndexing indexing, TimeProvider clock)
{
    private readonly FormerAddresses _formerAddresses = new(session, definitions, clock);

    private CmsDbContext Database => session.Database;

    /// <summary>Versions as they are, whole.</summary>
    public static IReadOnlyList<FormerVersion> Of(IEnumerable<ContentItemRecord> versions) => [.. versions.Select(version => new FormerVersion(version.Id, ContentItems.ToItem(version).ToJson()))];

    /// <summary>Adds to the recorded change of an item the versions that are about to change, unless the session made them itself or has them already.</summary>
    public static void Keep(SiteSession session, string contentItemId, IReadOnlyList<ContentItemRecord> versions)
    {
        if (versions.Count == 0 || session.FindChange(SiteChange.ContentItemKind, contentItemId) is not { } change)
        {
            return;
        }

        var (before, after) = (ItemState.Parse(change.Before), ItemState.Parse(change.After));
        var kept = before?.Former ?? after?.Former ?? [];
        var more = Of(versions.Where(version => after?.Added?.Contains(version.ContentItemVersionId) != true && kept.All(former => former.Id != version.Id)));
        if (more.Count == 0)
        {
            return;
        }

        if (before is not null)
        {
            change.Before = (before with { Former = [.. kept, .. more] }).ToJson();
        }
        else
        {
            change.After = ((after ?? new ItemState(versions[0].ContentType, null, null)) with { Former = [.. kept, .. more] }).ToJson();
        }

        session.KeepChange(change);
    }

    /// <summary>The state with what the line has noted for undoing so far, and one more version.</summary>
    public static ItemState WithAdded(SiteSession session, string contentItemId, ItemState state, string? added)
    {
        var noted = ItemState.Parse(session.FindChange(SiteChange.ContentItemKind, contentItemId)?.After);
        IReadOnlyList<string>? all = added is null ? noted?.Added : [.. noted?.Added ?? [], added];
        return state with { Former = noted?.Former, Added = all };
    }

    /// <summary>The version as the site knows it.</summary>
    public static ContentItem Item(FormerVersion former)
    {
        var item = ContentItem.FromJson((JsonObject)former.Item.DeepClone());
        item.DocumentId = former.Id;
        return item;
    }

    /// <summary>Puts items back, a few hundred at most at once. All that is dropped goes first, so that an address one has is free for another.</summary>
    public async Task PutBackAsync(IReadOnlyList<PutBack> items, CancellationToken cancellationToken)
    {
        await session.BeginItemsAsync(cancellationToken);
        await session.FlushAsync(cancellationToken);
        var ids = items.Select(item => item.ContentItemId).ToList();
        var (rows, dropped) = (items.SelectMany(item => item.Rows).Select(row => row.Id).ToList(), items.SelectMany(item => item.Dropped).ToList());
        var stored = (await Database.ContentItems.AsNoTracking()
                .Where(version => ids.Contains(version.ContentItemId) && (version.Latest || version.Published || rows.Contains(version.Id) || dropped.Contains(version.ContentItemVersionId)))
                .ToListAsync(cancellationToken))
            .ToLookup(version => version.ContentItemId, StringComparer.Ordinal);
        items = [.. items.Where(item => IsOther(item, stored[item.ContentItemId]))];
        foreach (var version in items.SelectMany(item => stored[item.ContentItemId]))
        {
            indexing.Clear(version.Id);
        }

        foreach (var item in items)
        {
            await PutBackAsync(item, [.. stored[item.ContentItemId]], cancellationToken);
        }

        await session.FlushAsync(cancellationToken);
        await Database.DeletedItems.Where(deleted => ids.Contains(deleted.ContentItemId)
            && Database.ContentItems.Any(version => version.ContentItemId == deleted.ContentItemId && (version.Latest || version.Published))).ExecuteDeleteAsync(cancellationToken);
    }

    // Whether anything is different from what is put back. A run may have added a version that has the name of one it took away: the latter is not what is dropped.
    private static bool IsOther(PutBack item, IEnumerable<ContentItemRecord> stored)
    {
        var rows = stored.ToDictionary(version => version.Id);
        return rows.Values.Any(version => item.Dropped.Contains(version.ContentItemVersionId) && item.Rows.All(row => row.Id != version.Id))
            || item.Rows.Any(row => !rows.TryGetValue(row.Id, out var version) || !JsonNode.DeepEquals(row.Item, JsonNode.Parse(SiteJson.Write(ContentItems.ToItem(version).ToJson()))));
    }

    private async Task PutBackAsync(PutBack item, List<ContentItemRecord> stored, CancellationToken cancellationToken)
    {
        var id = item.ContentItemId;
        var (dropped, back) = (item.Dropped.ToHashSet(StringComparer.Ordinal), item.Rows.ToDictionary(row => row.Id, row => Record(Item(row))));
        var active = stored.Where(version => version.Latest || version.Published).ToList();
        var isTouched = stored.ToLookup(version => dropped.Contains(version.ContentItemVersionId) || back.ContainsKey(version.Id));
        var was = ContentVersions.State(active);
        var now = isTouched[false].Concat(back.Values).Where(version => version.Latest || version.Published).ToList();
        var state = ContentVersions.State(now);

        foreach (var version in isTouched[true].Where(version => !back.ContainsKey(version.Id)))
        {
            Database.ContentItems.Remove(version);
        }

        var known = stored.Select(version => version.Id).ToHashSet();
        foreach (var version in back.Values)
        {
            Database.Entry(version).State = known.Contains(version.Id) ? EntityState.Modified : EntityState.Added;
        }

        foreach (var version in now)
        {
            indexing.Fill(ContentItems.ToItem(version));
        }

        if (now.Count == 0 && active.Count > 0 && back.Count > 0)
        {
            await NoteDeletedAsync(active.FirstOrDefault(version => version.Latest) ?? active[0], cancellationToken);
        }

        var addresses = _formerAddresses.Of(active);
        // Where nothing is left of the item its address is as if it had never been.
        if (addresses.Count > 0 && (now.Count > 0 || back.Count > 0))
        {
            await _formerAddresses.KeepAsync(addresses, _formerAddresses.Of(now), cancellationToken);
        }

        var former = Of(isTouched[true]);
        var added = back.Values.Where(version => !known.Contains(version.Id)).Select(version => version.ContentItemVersionId).ToList();
        // The same version with another text: pages know by the text in the line that what visitors see is another.
        if (state is not null && was is not null && state.Latest == was.Latest && state.Published == was.Published
            && (active.FirstOrDefault(version => version.Published) ?? active[0]) is var shown && now.FirstOrDefault(version => version.Id == shown.Id) is { } other)
        {
            (was, state) = (was with { Content = ContentItems.ToItem(shown).ToJson() }, state with { Content = ContentItems.ToItem(other).ToJson() });
        }

        was = was is null ? null : was with { Former = former };
        state = state is null ? null : state with { Former = was is null && former.Count > 0 ? former : null, Added = added };
        var title = (now.FirstOrDefault(version => version.Published) ?? now.FirstOrDefault() ?? active.FirstOrDefault())?.DisplayText;
        await session.RecordAsync(SiteChange.ContentItemKind, id, title, was?.ToJson(), state?.ToJson(), cancellationToken);
        pending.Forget(id);
        foreach (var version in now)
        {
            pending.Add(ContentItems.ToItem(version));
        }
    }

    // What is deleted once more is in the recycle bin once more.
    private async Task NoteDeletedAsync(ContentItemRecord version, CancellationToken cancellationToken)
    {
        if (await Database.DeletedItems.AnyAsync(deleted => deleted.ContentItemId == version.ContentItemId, cancellationToken))
        {
            return;
        }

        Database.DeletedItems.Add(new DeletedItem
        {
            ContentItemId = version.ContentItemId, ContentType = version.ContentType, DisplayText = version.DisplayText, Owner = version.Owner, VersionId = version.ContentItemVersionId,
            DeletedUtc = clock.GetUtcNow().UtcDateTime, DeletedBy = session.Who,
        });
    }

    private static ContentItemRecord Record(ContentItem item) => new()
    {
        Id = item.DocumentId, ContentItemId = item.ContentItemId, ContentItemVersionId = item.ContentItemVersionId!, ContentType = item.ContentType, DisplayText = item.DisplayText,
        Latest = item.Latest, Published = item.Published, CreatedUtc = item.CreatedUtc, ModifiedUtc = item.ModifiedUtc, PublishedUtc = item.PublishedUtc, Owner = item.Owner,
        Author = item.Author, Json = SiteJson.Write(item.Content),
    };
}
