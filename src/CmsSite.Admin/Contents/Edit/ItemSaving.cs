using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Review;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Versions;

namespace CmsSite.Admin.Contents.Edit;

/// <summary>Saves what somebody wrote: authorised here, merged with what others saved in other fields, refused when both changed the same field, in one transaction.</summary>
public sealed class ItemSaving(ContentItems items, ContentManager manager, ContentDefinitions definitions, Reviews reviews)
{
    /// <param name="copy">Becomes what is stored.</param>
    /// <param name="seen">The version that the writer began with; null for a new item.</param>
    /// <param name="ancestor">What the writer's changes are changes of; without it any other save in between refuses this one.</param>
    /// <exception cref="RefusedException">The user may not do this to this item.</exception>
    public async Task<SaveOutcome> SaveAsync(AdminScope scope, ContentItem copy, StoredVersion? seen, SaveIntent intent, ContentItem? ancestor = null, CancellationToken cancellationToken = default)
    {
        // Nobody else writes items from here on, so what is looked at stays true until the commit.
        await scope.Session.BeginItemsAsync(cancellationToken);
        var latest = await items.GetAsync(copy.ContentItemId, VersionOptions.Latest, cancellationToken);
        Authorise(scope, latest ?? new ContentItem { ContentType = copy.ContentType, Owner = scope.UserId }, intent);
        var (taken, isOvertaken) = Merge(copy, seen, latest, ancestor, definitions.Type(copy.ContentType) ?? ContentTypeDefinition.Unknown(copy.ContentType));
        if (isOvertaken)
        {
            await scope.Session.RollbackAsync(cancellationToken);
            return new SaveOutcome.Overtaken(latest?.Copy());
        }

        // Nobody publishes what they have not seen.
        var isOnlyDraft = intent == SaveIntent.Publish && taken.Count > 0;
        intent = isOnlyDraft ? SaveIntent.Draft : intent;
        // Whose it is does not come from the screen.
        copy.Owner = latest is null ? scope.UserId : latest.Owner;
        KeepWhatIsNotTheirs(scope, copy, latest);
        var dropped = DropApproval(scope, copy, latest);
        var problems = intent == SaveIntent.Publish ? await manager.PublishAsync(copy, cancellationToken) : await manager.SaveDraftAsync(copy, cancellationToken);
        if (problems.Count > 0)
        {
            await scope.Session.RollbackAsync(cancellationToken);
            return new SaveOutcome.Refused(problems);
        }

        if (dropped is { } date)
        {
            await reviews.ReopenAsync(scope, copy, $"The date of publication ({date:yyyy-MM-dd HH:mm} UTC) is taken out: it was given to the text before this change.", cancellationToken);
        }
        else if (intent == SaveIntent.Draft && PublishDate(copy) is { } given && given != PublishDate(latest) && scope.May(Permissions.PublishContent, latest ?? copy))
        {
            await reviews.ApproveByDateAsync(scope, copy, cancellationToken);
        }

        await scope.Session.CommitAsync(cancellationToken);
        return new SaveOutcome.Done(copy) { DroppedPublishUtc = dropped, Taken = taken, TakenFrom = latest?.Author, IsOnlyDraft = isOnlyDraft };
    }

    // Gives the copy what only others changed. Overtaken where both changed a field, or the item is gone.
    internal static (IReadOnlyList<ItemField> Taken, bool IsOvertaken) Merge(ContentItem copy, StoredVersion? seen, ContentItem? latest, ContentItem? ancestor, ContentTypeDefinition type)
    {
        if (latest is null || seen is null)
        {
            return ([], (latest is null) != (seen is null));
        }

        if (ancestor is null)
        {
            return ([], !StoredVersion.Of(latest)!.IsSameAs(seen));
        }

        var threeWay = ThreeWay.Of(ancestor, copy, latest, type);
        if (threeWay.Both.Count > 0)
        {
            return ([], true);
        }

        foreach (var field in threeWay.OnlyTheirs)
        {
            field.Set(copy, field.In(latest));
        }

        copy.CreatedUtc = latest.CreatedUtc;
        return (threeWay.OnlyTheirs, false);
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

    // A date of publication was given to a text. Changed by somebody who may not publish, that text would go public without anybody's leave.
    private static DateTime? DropApproval(AdminScope scope, ContentItem copy, ContentItem? latest)
    {
        if (latest is not { Published: false } || PublishDate(latest) is not { } date || scope.May(Permissions.PublishContent, latest)
            || System.Text.Json.Nodes.JsonNode.DeepEquals(copy.Content, latest.Content))
        {
            return null;
        }

        copy.Part("PublishLaterPart")?.Remove("ScheduledPublishUtc");
        return date;
    }

    private static DateTime? PublishDate(ContentItem? item) => (item?.Part("PublishLaterPart")?["ScheduledPublishUtc"]).AsUtc();

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
