using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;

namespace CmsSite.Admin.Contents.List;

public enum BulkAction
{
    Publish,
    Unpublish,
    Delete,
}

/// <param name="Undo">What takes it back; null when nothing does.</param>
public sealed record BulkResult(string Title, bool IsDone, string Message, Func<AdminScope, Task>? Undo = null);

/// <summary>One action on one item, authorised for it and committed by itself: what fails for one is done for the others.</summary>
public static class BulkWork
{
    public static Task<BulkResult> DoAsync(AdminWork work, BulkAction action, string contentItemId) => work.DoAsync(async scope =>
    {
        var items = scope.Get<ContentItems>();
        if (await items.GetAsync(contentItemId, VersionOptions.Latest) is not { } item)
        {
            return new BulkResult(contentItemId, false, "is not there any more");
        }

        var title = string.IsNullOrWhiteSpace(item.DisplayText) ? "(no title yet)" : item.DisplayText;
        if (!scope.May(action == BulkAction.Delete ? Permissions.DeleteContent : Permissions.PublishContent, item))
        {
            return new BulkResult(title, false, $"You may not {action.ToString().ToLowerInvariant()} it");
        }

        var published = item.Published ? item : await items.GetAsync(contentItemId);
        var manager = scope.Get<ContentManager>();
        var result = action switch
        {
            BulkAction.Publish => await PublishAsync(manager, title, item, published),
            BulkAction.Unpublish => await UnpublishAsync(manager, title, item, published),
            _ => await DeleteAsync(manager, title, item, published),
        };
        if (result.IsDone)
        {
            await scope.Session.CommitAsync();
        }

        return result;
    });

    private static async Task<BulkResult> PublishAsync(ContentManager manager, string title, ContentItem item, ContentItem? published)
    {
        if (item.Published)
        {
            return new BulkResult(title, true, "was published already");
        }

        var problems = await manager.PublishDraftAsync(item.ContentItemId);
        return problems is null ? new BulkResult(title, false, "has no draft to publish")
            : problems.Count > 0 ? new BulkResult(title, false, string.Join(" ", problems.Select(problem => problem.Message)))
            : new BulkResult(title, true, "is published", published is null ? scope => UnpublishAsync(scope, item.ContentItemId) : null);
    }

    private static async Task<BulkResult> UnpublishAsync(ContentManager manager, string title, ContentItem item, ContentItem? published)
    {
        if (published is null)
        {
            return new BulkResult(title, true, "was not published");
        }

        await manager.UnpublishAsync(item.ContentItemId);
        // A newer draft must not go public by an undo.
        return new BulkResult(title, true, "is off the site", item.Published ? scope => PublishDraftAsync(scope, item.ContentItemId) : null);
    }

    private static async Task<BulkResult> DeleteAsync(ContentManager manager, string title, ContentItem item, ContentItem? published)
    {
        await manager.RemoveAsync(item.ContentItemId);
        return new BulkResult(title, true, "is deleted", async scope =>
        {
            await scope.Get<ContentManager>().RestoreAsync((published ?? item).ContentItemVersionId!, keepsDates: scope.May(Permissions.PublishContent, item));
            if (published is not null)
            {
                await PublishDraftAsync(scope, item.ContentItemId);
            }

            if (published is not null && !item.Published)
            {
                await scope.Get<ContentManager>().RestoreAsync(item.ContentItemVersionId!, keepsDates: scope.May(Permissions.PublishContent, item));
            }

            await scope.Session.CommitAsync();
        });
    }

    private static async Task UnpublishAsync(AdminScope scope, string contentItemId)
    {
        await scope.Get<ContentManager>().UnpublishAsync(contentItemId);
        await scope.Session.CommitAsync();
    }

    private static async Task PublishDraftAsync(AdminScope scope, string contentItemId)
    {
        if (await scope.Get<ContentManager>().PublishDraftAsync(contentItemId) is { Count: 0 })
        {
            await scope.Session.CommitAsync();
        }
    }
}
