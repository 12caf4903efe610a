using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.List;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Fields;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Versions;

namespace CmsSite.Admin.Contents.Bulk;

/// <summary>
/// Terms and authors of one item, authorised for it. Where it stands on the site the change is there at once, in its newer draft too, and nothing else of either; its day of publication stays.
/// Written through the scope's session; the caller commits.
/// </summary>
internal static class BulkFields
{
    public static async Task<BulkEntry> DoAsync(AdminScope scope, BulkAction action, BulkSubject subject, ContentItem latest, string title)
    {
        var type = scope.Get<ContentDefinitions>().Type(latest.ContentType);
        var fields = action == BulkAction.SetAuthor ? Authors(type, await scope.Get<ContentItems>().GetAsync(subject.ContentItemId, VersionOptions.Latest))
            : Taxonomies(type, await ListNarrowing.TaxonomyOfAsync(scope, subject.ContentItemId));
        if (fields.Count == 0)
        {
            return new BulkEntry(latest.ContentItemId, title, BulkOutcome.Refused, $"has no field for {subject.Name}");
        }

        return await ChangeAsync(scope, latest, title, version => action switch
        {
            BulkAction.AddTerm when fields.Any(field => Ids(version, field, "TermContentItemIds").Contains(subject.ContentItemId)) => [],
            BulkAction.AddTerm => [With(version, fields[0], "TermContentItemIds", fields[0].Field.Settings.Get<TaxonomyFieldSettings>().Unique
                ? [subject.ContentItemId] : [.. Ids(version, fields[0], "TermContentItemIds"), subject.ContentItemId])],
            BulkAction.RemoveTerm => [.. fields.Select(field => With(version, field, "TermContentItemIds", [.. Ids(version, field, "TermContentItemIds").Where(id => id != subject.ContentItemId)]))],
            _ => [With(version, fields[0], "ContentItemIds", [subject.ContentItemId])],
        }, action == BulkAction.RemoveTerm ? "does not have it any more" : "has it now", action == BulkAction.RemoveTerm ? "did not have it" : "had it already");
    }

    /// <summary>Gives the fields their values of before, unless somebody has changed them since; what else was changed stays.</summary>
    public static async Task<BulkEntry> UndoAsync(AdminScope scope, BulkEntry did, IReadOnlyList<BulkValue> values)
    {
        if (await scope.Get<ContentItems>().GetAsync(did.ContentItemId, VersionOptions.Latest) is not { } latest)
        {
            return new BulkEntry(did.ContentItemId, did.Title, BulkOutcome.Refused, "is not there any more");
        }

        return await ChangeAsync(
            scope, latest, did.Title,
            version => [.. values.Where(value => JsonNode.DeepEquals(version.Field(value.Part, value.Field), value.After)).OrderBy(value => value.IsPublished != version.Published).DistinctBy(value => (value.Part, value.Field))
                .Select(value => value with { Before = value.After, After = value.Before })],
            "is as it was", "was changed since, and is left as it is", BulkOutcome.Refused);
    }

    // What a version is to be given: only what it does not say already counts.
    private static async Task<BulkEntry> ChangeAsync(
        AdminScope scope, ContentItem latest, string title, Func<ContentItem, IReadOnlyList<BulkValue>> changes, string done, string unchanged, BulkOutcome without = BulkOutcome.Unchanged)
    {
        var manager = scope.Get<ContentManager>();
        var published = latest.Published ? latest : await scope.Get<ContentItems>().GetAsync(latest.ContentItemId);
        var draft = latest.Published ? null : latest;
        if (!scope.May(Permissions.EditContent, latest) || (published is not null && !scope.May(Permissions.PublishContent, latest)))
        {
            return Refused("You may not change it");
        }

        if (draft is not null && (draft.Part("PublishLaterPart")?["ScheduledPublishUtc"]).AsUtc() is not null && !scope.May(Permissions.PublishContent, draft))
        {
            return Refused("has a date of publication, and waits for it as it is");
        }

        var values = new List<BulkValue>();
        foreach (var version in new[] { published, draft }.OfType<ContentItem>())
        {
            var own = changes(version).Where(value => !JsonNode.DeepEquals(value.Before, value.After)).Select(value => value with { IsPublished = version.Published }).ToList();
            if (own.Count == 0 && version.Published)
            {
                continue;
            }

            // Publishing makes the draft step down: it is written anew, also where it says all this already.
            var copy = version.Copy();
            own.ForEach(value => new ItemField(value.Part, value.Field).Set(copy, value.After));
            var problems = version.Published ? await manager.PublishAsync(copy, version.PublishedUtc)
                : own.Count > 0 || values.Count > 0 ? await manager.SaveDraftAsync(copy) : [];
            if (problems.Count > 0)
            {
                return await RefuseAsync(problems);
            }

            // As the handlers left it.
            values.AddRange(own.Select(value => value with { After = copy.Field(value.Part, value.Field)?.DeepClone() }));
        }

        return values.Count == 0 ? new BulkEntry(latest.ContentItemId, title, without, unchanged) : new BulkEntry(latest.ContentItemId, title, BulkOutcome.Done, done, Values: values);

        BulkEntry Refused(string message) => new(latest.ContentItemId, title, BulkOutcome.Refused, message);

        async Task<BulkEntry> RefuseAsync(IReadOnlyList<ContentProblem> problems)
        {
            var message = string.Join(" ", problems.Select(problem => problem.Message));
            if (values.Count == 0)
            {
                return Refused(message);
            }

            // Only the draft is not fit for it, as one is that somebody is still writing: it stays as it was, and so does the rest.
            await manager.SaveDraftAsync(latest.Copy());
            return new BulkEntry(latest.ContentItemId, title, BulkOutcome.Done, $"{done}; its draft does not: {message}", Values: values);
        }
    }

    private static IReadOnlyList<(string Part, ContentPartFieldDefinition Field)> Taxonomies(ContentTypeDefinition? type, string? taxonomy) =>
        taxonomy is null ? [] : Fields(type, field => field.FieldType == "TaxonomyField" && field.Settings.Get<TaxonomyFieldSettings>().TaxonomyContentItemId == taxonomy);

    private static IReadOnlyList<(string Part, ContentPartFieldDefinition Field)> Authors(ContentTypeDefinition? type, ContentItem? author) => author is null ? [] : Fields(type, field =>
        field.FieldType == "ContentPickerField" && BylineFields.IsOne(field) && field.Settings.Get<ContentPickerFieldSettings>().DisplayedContentTypes.Contains(author.ContentType));

    private static IReadOnlyList<(string Part, ContentPartFieldDefinition Field)> Fields(ContentTypeDefinition? type, Func<ContentPartFieldDefinition, bool> isWanted) =>
        [.. (type?.Parts ?? []).SelectMany(part => part.Part.Fields.Where(isWanted).Select(field => (part.Name, field)))];

    private static IReadOnlyList<string> Ids(ContentItem item, (string Part, ContentPartFieldDefinition Field) field, string property) =>
        (item.Field(field.Part, field.Field.Name)?[property]).AsTexts();

    private static BulkValue With(ContentItem item, (string Part, ContentPartFieldDefinition Field) field, string property, IReadOnlyList<string> ids)
    {
        var before = item.Field(field.Part, field.Field.Name);
        var after = before?.DeepClone() as JsonObject;
        if (!Ids(item, field, property).SequenceEqual(ids))
        {
            after ??= [];
            after[property] = JsonValues.ToArray(ids);
        }

        return new BulkValue(item.Published, field.Part, field.Field.Name, before?.DeepClone(), after);
    }
}
