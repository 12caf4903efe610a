using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Undo;

/// <summary>Takes a run's change of a content item back that somebody has changed since: what only the run changed becomes what it was, in a new version.</summary>
internal sealed class ItemMergeUndo(SiteSession session, ContentVersions versions, FormerVersions former, ContentManager manager)
{
    /// <summary>Whether the item is again, or still, what the run left: undone and done again, for instance.</summary>
    public async Task<bool> IsAsLeftAsync(UndoScope undo, SiteChange line, CancellationToken cancellationToken)
    {
        var (made, active) = (ItemState.Parse(line.After), await versions.ActiveAsync(line.Subject, cancellationToken));
        if (made is null || active.Count == 0)
        {
            // A deleted item is as left; one that was put back before is not, but there is nothing to do then.
            return made is null && active.Count == 0;
        }

        var now = ContentVersions.State(active)!;
        if (now.Latest != made.Latest || now.Published != made.Published)
        {
            return false;
        }

        var since = await undo.SinceAsync(line, cancellationToken);
        return active.All(version => VersionAt(since, version.ContentItemVersionId) is not { } left || ItemMerge.IsSame(left, ContentItems.ToItem(version)));
    }

    public async Task RunAsync(UndoScope undo, SiteChange line, CancellationToken cancellationToken)
    {
        var active = await versions.ActiveAsync(line.Subject, cancellationToken);
        var (before, made) = (ItemState.Parse(line.Before), ItemState.Parse(line.After));
        var now = active.FirstOrDefault(version => version.Latest) ?? active.FirstOrDefault();
        if (before is null && now is null)
        {
            return;
        }

        var was = (before?.Former ?? []).Select(FormerVersions.Item).ToList();
        if (before is not null && IsAsBefore(before, was, active))
        {
            return;
        }

        if (before is null || made is null || now is null)
        {
            await WholeAsync(undo, line, was, made is null ? null : await LeftAsync(undo, line, made, cancellationToken), now, cancellationToken);
            return;
        }

        var (old, left) = (Shown(was), await LeftAsync(undo, line, made, cancellationToken));
        if (old is null || left is null)
        {
            undo.Note(line, "it stays as it is: somebody has changed it, and what the import made of it is not known any more");
            return;
        }

        await MergeAsync(undo, line, old, left, active, cancellationToken);
    }

    // Undone already. A version that is not among the former ones was not touched.
    private static bool IsAsBefore(ItemState before, List<ContentItem> was, List<ContentItemRecord> active) =>
        ContentVersions.State(active) is { } now && now.Latest == before.Latest && now.Published == before.Published
        && active.All(version => was.FirstOrDefault(item => item.DocumentId == version.Id) is not { } item || ItemMerge.IsSame(item, ContentItems.ToItem(version)));

    // There or not there is one decision.
    private async Task WholeAsync(UndoScope undo, SiteChange line, List<ContentItem> was, ContentItem? left, ContentItemRecord? now, CancellationToken cancellationToken)
    {
        var reason = line.Before is null ? "the import made it, and somebody has changed it since" : now is null ? "somebody has deleted it since" : "the import deleted it, and somebody has brought it back since";
        if (!undo.Conflict(line, "", reason, ToldOrNot(Shown(was)), ToldOrNot(left), ToldOrNot(now is null ? null : ContentItems.ToItem(now))))
        {
            return;
        }

        if (line.Before is null)
        {
            // Into the recycle bin: somebody's work is in it.
            await manager.RemoveAsync(line.Subject, cancellationToken);
            return;
        }

        var rows = ItemState.Parse(line.Before)!.Former ?? [];
        foreach (var version in await versions.ActiveAsync(line.Subject, cancellationToken))
        {
            // The versions since stay in the history.
            if (rows.All(row => row.Id != version.Id))
            {
                rows = [.. rows, new FormerVersion(version.Id, StepsDown(version))];
            }
        }

        await former.PutBackAsync([new PutBack(line.Subject, rows, [])], cancellationToken);
    }

    private async Task MergeAsync(UndoScope undo, SiteChange line, ContentItem old, ContentItem left, List<ContentItemRecord> active, CancellationToken cancellationToken)
    {
        var (published, draft) = (active.FirstOrDefault(version => version.Published), active.FirstOrDefault(version => version.Latest && !version.Published));
        var isAnyOther = false;
        if (published is not null)
        {
            var item = ContentItems.ToItem(published);
            // Of a draft beside it the same is decided once more, and need not be said twice.
            if (Merge(undo, line, old, left, item, isSaid: draft is null))
            {
                await versions.WriteAsync(item, null, active, latest: true, published: true, cancellationToken, Given(item));
                isAnyOther = true;
            }
        }

        if (draft is not null)
        {
            var item = ContentItems.ToItem(draft);
            if (Merge(undo, line, old, left, item, isSaid: true) || isAnyOther)
            {
                await versions.WriteAsync(item, null, await versions.ActiveAsync(line.Subject, cancellationToken), latest: true, published: false, cancellationToken, Given(item));
            }
        }

        await session.FlushAsync(cancellationToken);
    }

    // Changes the item; false when nothing is different.
    private static bool Merge(UndoScope undo, SiteChange line, ContentItem old, ContentItem left, ContentItem item, bool isSaid)
    {
        var choice = undo.Choice(line);
        var now = Told(item);
        if (UndoMerge.Of(Told(old), Told(left), now, isSaid ? choice : (path, _, _, _) => undo.Takes(line, path)) is not JsonObject merged || JsonNode.DeepEquals(merged, now))
        {
            return false;
        }

        var isTitled = item.Part("TitlePart")?["Title"].AsText() == item.DisplayText;
        item.DisplayText = merged[nameof(ContentItem.DisplayText)].AsText();
        item.Owner = merged[nameof(ContentItem.Owner)].AsText();
        merged.Remove(nameof(ContentItem.DisplayText));
        merged.Remove(nameof(ContentItem.Owner));
        item.Content = merged;
        if (isTitled)
        {
            item.DisplayText = item.Part("TitlePart")?["Title"].AsText() ?? item.DisplayText;
        }

        return true;
    }

    private async Task<ContentItem?> LeftAsync(UndoScope undo, SiteChange line, ItemState made, CancellationToken cancellationToken)
    {
        var id = made.Published ?? made.Latest!;
        return VersionAt(await undo.SinceAsync(line, cancellationToken), id)
            ?? (await session.Database.ContentItems.AsNoTracking().FirstOrDefaultAsync(version => version.ContentItemVersionId == id, cancellationToken) is { } row ? ContentItems.ToItem(row) : null);
    }

    // What a version was when the first of the later changes wrote over it; null when none did, and its row still says so.
    private static ContentItem? VersionAt(List<SiteChange> since, string versionId) => since.Select(change => ItemState.Parse(change.Before))
        .SelectMany(state => (state?.Former?.Select(version => version.Item) ?? []).Concat(state?.Content is { } content ? [content] : []))
        .FirstOrDefault(json => json[nameof(ContentItem.ContentItemVersionId)].AsText() == versionId) is { } found ? ContentItem.FromJson((JsonObject)found.DeepClone()) : null;

    private static ContentItem? Shown(List<ContentItem> items) => items.FirstOrDefault(item => item.Published) ?? items.FirstOrDefault(item => item.Latest);

    private static GivenDates Given(ContentItem item) => new(null, item.PublishedUtc, null, null);

    private static JsonObject StepsDown(ContentItemRecord version)
    {
        var item = ContentItems.ToItem(version);
        (item.Latest, item.Published) = (false, false);
        return item.ToJson();
    }

    private static JsonObject? ToldOrNot(ContentItem? item) => item is null ? null : Told(item);

    // What people see of an item: no dates, no ids of versions.
    private static JsonObject Told(ContentItem item)
    {
        var told = (JsonObject)item.Content.DeepClone();
        if (item.Part("TitlePart") is null && item.DisplayText is not null)
        {
            told[nameof(ContentItem.DisplayText)] = item.DisplayText;
        }

        if (item.Owner is not null)
        {
            told[nameof(ContentItem.Owner)] = item.Owner;
        }

        return told;
    }
}
