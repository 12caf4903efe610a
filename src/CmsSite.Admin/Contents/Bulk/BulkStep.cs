using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.RecycleBin;

namespace CmsSite.Admin.Contents.Bulk;

/// <summary>One action on one item, authorised for it. Written through the scope's session; the caller commits.</summary>
public static class BulkStep
{
    public static async Task<BulkEntry> DoAsync(AdminScope scope, BulkRun run, string contentItemId)
    {
        var (items, action) = (scope.Get<ContentItems>(), run.Action);
        if (await items.GetAsync(contentItemId, VersionOptions.Latest) is not { } item)
        {
            return new BulkEntry(contentItemId, contentItemId, BulkOutcome.Refused, "is not there any more");
        }

        var title = TitleOf(item);
        if (run.Subject is { } subject)
        {
            return await BulkFields.DoAsync(scope, action, subject, item, title);
        }

        if (!scope.May(action == BulkAction.Delete ? Permissions.DeleteContent : Permissions.PublishContent, item))
        {
            return new BulkEntry(contentItemId, title, BulkOutcome.Refused, $"You may not {action.ToString().ToLowerInvariant()} it");
        }

        var before = await VersionsAsync(items, contentItemId);
        var manager = scope.Get<ContentManager>();
        var (outcome, message) = action switch
        {
            BulkAction.Publish => await PublishAsync(manager, item),
            BulkAction.Unpublish => await manager.UnpublishAsync(contentItemId) ? (BulkOutcome.Done, "is off the site") : (BulkOutcome.Unchanged, "was not published"),
            BulkAction.Delete => await manager.RemoveAsync(contentItemId) ? (BulkOutcome.Done, "is deleted") : (BulkOutcome.Refused, "is not there any more"),
            _ => throw new ArgumentOutOfRangeException(nameof(run), action, "What another run did is taken back by UndoAsync."),
        };
        return outcome == BulkOutcome.Done
            ? new BulkEntry(contentItemId, title, outcome, message, before, await VersionsAsync(items, contentItemId))
            : new BulkEntry(contentItemId, title, outcome, message);
    }

    /// <summary>Brings an item back to what it was before, unless somebody has changed it since.</summary>
    public static async Task<BulkEntry> UndoAsync(AdminScope scope, BulkEntry did)
    {
        if (did.Values is { } values)
        {
            return await BulkFields.UndoAsync(scope, did, values);
        }

        var items = scope.Get<ContentItems>();
        var (id, before, after) = (did.ContentItemId, did.Before!, did.After!);
        var now = await VersionsAsync(items, id);
        if (!now.AreSameAs(after))
        {
            return new BulkEntry(id, did.Title, BulkOutcome.Refused, "was changed since, and is left as it is");
        }

        var wanted = new[] { before.Published, before.Latest }.OfType<string>().ToHashSet();
        var old = new List<ContentItem>();
        foreach (var version in wanted)
        {
            if (await items.GetVersionAsync(version) is { } found)
            {
                old.Add(found);
            }
        }

        if (old.Count < wanted.Count)
        {
            return new BulkEntry(id, did.Title, BulkOutcome.Refused, "had a version before that its type does not keep");
        }

        // What was deleted is brought back by whoever may delete; what was published or taken off the site by whoever may publish. Both where both is changed.
        var isBack = after.Latest is null;
        if ((isBack && !scope.May(Permissions.DeleteContent, old[0])) || (before.Published != after.Published && !scope.May(Permissions.PublishContent, old[0])))
        {
            return new BulkEntry(id, did.Title, BulkOutcome.Refused, "You may not bring it back to what it was");
        }

        var problem = await BringBackAsync(scope.Get<ContentManager>(), id, before, after);
        if (isBack)
        {
            await scope.Get<DeletedItems>().ForgetAsync(id);
        }

        return new BulkEntry(id, did.Title, BulkOutcome.Done, problem is null ? "is as it was" : $"is back as a draft: {problem}");
    }

    private static async Task<(BulkOutcome, string)> PublishAsync(ContentManager manager, ContentItem item)
    {
        if (item.Published)
        {
            return (BulkOutcome.Unchanged, "was published already");
        }

        var problems = await manager.PublishDraftAsync(item.ContentItemId);
        return problems is null ? (BulkOutcome.Refused, "has no draft to publish")
            : problems.Count > 0 ? (BulkOutcome.Refused, string.Join(" ", problems.Select(problem => problem.Message)))
            : (BulkOutcome.Done, "is published");
    }

    private static async Task<string?> BringBackAsync(ContentManager manager, string id, BulkVersions before, BulkVersions after)
    {
        if (before.Published is null && after.Published is not null)
        {
            await manager.UnpublishAsync(id);
            return null;
        }

        string? problem = null;
        if (before.Published is { } published && published != after.Published)
        {
            // Taken off the site it became the draft, if there was none: then it is only published again.
            if (after.Latest != published)
            {
                await manager.RestoreAsync(published, keepsDates: true);
            }

            problem = await manager.PublishDraftAsync(id, before.PublishedUtc) is { Count: > 0 } problems ? string.Join(" ", problems.Select(wrong => wrong.Message)) : null;
        }

        if (before.Latest is { } latest && latest != before.Published)
        {
            // A newer draft does not go public by an undo.
            await manager.RestoreAsync(latest, keepsDates: true);
        }

        return problem;
    }

    private static async Task<BulkVersions> VersionsAsync(ContentItems items, string contentItemId)
    {
        var latest = await items.GetAsync(contentItemId, VersionOptions.Latest);
        var published = latest is { Published: true } ? latest : await items.GetAsync(contentItemId);
        return new BulkVersions(latest?.ContentItemVersionId, published?.ContentItemVersionId, published?.PublishedUtc);
    }

    private static string TitleOf(ContentItem item) => string.IsNullOrWhiteSpace(item.DisplayText) ? "(no title yet)" : item.DisplayText;
}
