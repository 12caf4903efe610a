using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Admin.Contents.Edit;

/// <summary>Saves what somebody wrote: authorised here, refused when another save came between, in one transaction.</summary>
public sealed class ItemSaving(ContentItems items, ContentManager manager)
{
    /// <param name="copy">Becomes what is stored.</param>
    /// <param name="seen">The version that the writer began with; null for a new item.</param>
    /// <exception cref="RefusedException">The user may not do this to this item.</exception>
    public async Task<SaveOutcome> SaveAsync(AdminScope scope, ContentItem copy, StoredVersion? seen, SaveIntent intent, CancellationToken cancellationToken = default)
    {
        // Nobody else writes items from here on, so what is looked at stays true until the commit.
        await scope.Session.BeginItemsAsync(cancellationToken);
        var latest = await items.GetAsync(copy.ContentItemId, VersionOptions.Latest, cancellationToken);
        Authorise(scope, latest ?? new ContentItem { ContentType = copy.ContentType, Owner = scope.UserId }, intent);
        if ((latest is null) != (seen is null) || (latest is not null && StoredVersion.Of(latest) is { } stored && !stored.IsSameAs(seen!)))
        {
            await scope.Session.RollbackAsync(cancellationToken);
            return new SaveOutcome.Overtaken();
        }

        // Whose it is does not come from the screen.
        copy.Owner = latest is null ? scope.UserId : latest.Owner;
        KeepWhatIsNotTheirs(scope, copy, latest);
        var problems = intent == SaveIntent.Publish ? await manager.PublishAsync(copy, cancellationToken) : await manager.SaveDraftAsync(copy, cancellationToken);
        if (problems.Count > 0)
        {
            await scope.Session.RollbackAsync(cancellationToken);
            return new SaveOutcome.Refused(problems);
        }

        await scope.Session.CommitAsync(cancellationToken);
        return new SaveOutcome.Done(copy);
    }

    // Whoever may not publish does not publish by the clock either, nor put an item at the front of the site.
    private static void KeepWhatIsNotTheirs(AdminScope scope, ContentItem copy, ContentItem? latest)
    {
        if (!scope.May(Permissions.PublishContent, latest ?? copy))
        {
            Keep(copy, latest, "PublishLaterPart", "ScheduledPublishUtc");
            Keep(copy, latest, "ArchiveLaterPart", "ScheduledArchiveUtc");
        }

        if (!scope.May("SetHomepage"))
        {
            Keep(copy, latest, "AutoroutePart", "SetHomepage");
        }
    }

    private static void Keep(ContentItem copy, ContentItem? latest, string part, string property)
    {
        if (copy.Part(part) is { } data && !System.Text.Json.Nodes.JsonNode.DeepEquals(data[property], latest?.Part(part)?[property]))
        {
            data[property] = latest?.Part(part)?[property]?.DeepClone();
        }
    }

    private static void Authorise(AdminScope scope, ContentItem item, SaveIntent intent)
    {
        if (!scope.May(Permissions.EditContent, item))
        {
            throw new RefusedException("You may not change this item any more. Copy what you wrote before you leave.");
        }

        if (intent == SaveIntent.Publish && !scope.May(Permissions.PublishContent, item))
        {
            throw new RefusedException("You may not publish this item. It is saved as a draft; ask somebody who may.");
        }
    }
}
