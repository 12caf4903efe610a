using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Content.Workflows.Activities;

/// <summary>Content items: events about them, and what a workflow does with them.</summary>
internal static class ContentActivities
{
    public const string Created = "ContentCreatedEvent";
    public const string Updated = "ContentUpdatedEvent";
    public const string DraftSaved = "ContentDraftSavedEvent";
    public const string Published = "ContentPublishedEvent";
    public const string Unpublished = "ContentUnpublishedEvent";
    public const string Deleted = "ContentDeletedEvent";
    public const string Versioned = "ContentVersionedEvent";

    public static IReadOnlyList<string> Events { get; } = [Created, Updated, DraftSaved, Published, Unpublished, Deleted, Versioned];

    // Who an item belongs to, when it was written and whether it is public are the site's to say, not a form's.
    private static readonly string[] _notGiven =
        ["ContentItemId", "ContentItemVersionId", "ContentType", "Latest", "Published", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author", "ContainedPart", "LayerMetadata"];

    public static IEnumerable<ActivityKind> All { get; } =
    [
        Event(Created, "Begins after a content item was created."), Event(Updated, "Begins after a content item was changed."), Event(DraftSaved, "Begins after a draft was saved."),
        Event(Published, "Begins after a content item was published."), Event(Unpublished, "Begins after a content item was taken off the site."),
        Event(Deleted, "Begins after a content item was deleted."), Event(Versioned, "Begins after a version of a content item was written."),
        new("CreateContentTask", "Makes a content item.", CreateAsync) { Liquid = ["ContentProperties"] },
        new("UpdateContentTask", "Changes a content item.", UpdateAsync) { Liquid = ["ContentProperties"], Scripts = ["Content", "ContentItemIdExpression"] },
        new("RetrieveContentTask", "Finds a content item.", async (step, cancellation) => { await FindAsync(step, cancellation); return Of("Retrieved"); }) { Scripts = ["Content"] },
        new("PublishContentTask", "Publishes a content item.", PublishAsync) { Scripts = ["Content"] },
        new("UnpublishContentTask", "Takes a content item off the site.", async (step, cancellation) =>
        {
            await step.Services.Manager.UnpublishAsync((await FindAsync(step, cancellation)).ContentItemId, cancellation);
            return Of("Unpublished");
        }) { Scripts = ["Content"] },
        new("DeleteContentTask", "Moves a content item to the recycle bin.", async (step, cancellation) =>
        {
            await step.Services.Manager.RemoveAsync((await FindAsync(step, cancellation)).ContentItemId, cancellation);
            return Of("Deleted");
        }) { Scripts = ["Content"] },
    ];

    private static ActivityKind Event(string name, string note) => new(name, note, (_, _) => Task.FromResult(ActivityCatalog.Done)) { IsEvent = true };

    private static async Task<IReadOnlyList<string>> CreateAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var name = step.Activity.Text("ContentType") ?? "";
        if (step.Services.Definitions.Type(name) is not { } type)
        {
            throw new WorkflowException($"there is no content type '{name}'");
        }

        var item = step.Services.Manager.New(type.Name);
        Merge(item, await PropertiesAsync(step, cancellationToken));
        await SaveAsync(step, item, step.Activity.Flag("Publish"), cancellationToken);
        return Of("Done");
    }

    private static async Task<IReadOnlyList<string>> UpdateAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var item = await FindAsync(step, cancellationToken);
        Merge(item, await PropertiesAsync(step, cancellationToken));
        await SaveAsync(step, item, step.Activity.Flag("Publish"), cancellationToken);
        return Of("Done");
    }

    private static async Task<IReadOnlyList<string>> PublishAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var found = await FindAsync(step, cancellationToken);
        Refuse(await step.Services.Manager.PublishDraftAsync(found.ContentItemId, cancellationToken) ?? []);
        return Of("Published");
    }

    // In Orchard the item is a script's value, the item itself or its id, or else the one that the workflow is about.
    private static async Task<ContentItem> FindAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var value = await step.ScriptAsync("Content", cancellationToken) ?? await step.ScriptAsync("ContentItemIdExpression", cancellationToken);
        var id = value is JsonObject json ? json["ContentItemId"].AsText() : value.AsText() ?? step.Run.Item?.ContentItemId;
        if (string.IsNullOrEmpty(id))
        {
            throw new WorkflowException("it does not say which content item it means");
        }

        step.Run.Item = await step.Services.Items.GetAsync(id, VersionOptions.Latest, cancellationToken) ?? throw new WorkflowException($"there is no content item '{id}'");
        return step.Run.Item;
    }

    private static async Task<JsonObject> PropertiesAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var text = await step.TextAsync("ContentProperties", WorkflowTextKind.Json, cancellationToken);
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }) as JsonObject
                ?? throw new WorkflowException("ContentProperties has to be a JSON object");
        }
        catch (JsonException wrong)
        {
            throw new WorkflowException($"ContentProperties is not JSON once its expressions are filled in (line {wrong.LineNumber + 1}, column {wrong.BytePositionInLine + 1})", wrong);
        }
    }

    private static void Merge(ContentItem item, JsonObject properties)
    {
        foreach (var (name, value) in properties)
        {
            if (name == nameof(ContentItem.DisplayText))
            {
                item.DisplayText = value.AsText() ?? item.DisplayText;
            }
            else if (!_notGiven.Contains(name))
            {
                Merge(item.Content, name, value);
            }
        }
    }

    private static void Merge(JsonObject into, string name, JsonNode? value)
    {
        if (into[name] is JsonObject inner && value is JsonObject given)
        {
            foreach (var (key, part) in given)
            {
                Merge(inner, key, part);
            }
        }
        else
        {
            into[name] = value?.DeepClone();
        }
    }

    private static async Task SaveAsync(WorkflowStep step, ContentItem item, bool publish, CancellationToken cancellationToken)
    {
        Refuse(publish ? await step.Services.Manager.PublishAsync(item, cancellationToken) : await step.Services.Manager.SaveDraftAsync(item, cancellationToken));
        (step.Run.Item, step.Run.LastResult) = (item, item.ToJson());
        step.Run.CorrelationId ??= item.ContentItemId;
    }

    private static void Refuse(IReadOnlyList<ContentProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw new WorkflowException(string.Join(" ", problems.Select(problem => $"{problem.Path}: {problem.Message}")));
        }
    }

    private static IReadOnlyList<string> Of(string outcome) => outcome == "Done" ? ActivityCatalog.Done : ["Done", outcome];
}
