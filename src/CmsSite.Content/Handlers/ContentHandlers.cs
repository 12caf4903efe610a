using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;

namespace CmsSite.Content.Handlers;

/// <summary>Calls the handlers of an item's parts and fields in the order that <see cref="ContentPartHandler"/> promises.</summary>
public sealed class ContentHandlers(IEnumerable<ContentPartHandler> parts, IEnumerable<ContentFieldHandler> fields, ContentDefinitions definitions)
{
    private readonly ILookup<string, ContentPartHandler> _parts = parts.ToLookup(handler => handler.PartName);
    private readonly ILookup<string, ContentFieldHandler> _fields = fields.ToLookup(handler => handler.FieldType);

    /// <summary>Saves values and validates; returns what is wrong, nothing when all is well. An item of an unknown type has no rules.</summary>
    public async Task<IReadOnlyList<ContentProblem>> SaveAsync(ContentItem item, SaveIntent intent, CancellationToken cancellationToken)
    {
        if (definitions.Type(item.ContentType) is not { } type)
        {
            return [];
        }

        var context = new SaveContext(item, type, intent);
        await SaveAsync(context, cancellationToken);
        return context.Problems;
    }

    public Task PublishedAsync(ContentItem item, CancellationToken cancellationToken) =>
        EachPartAsync(item, SaveIntent.Publish, (handler, part) => handler.PublishedAsync(part, cancellationToken));

    public Task UnpublishedAsync(ContentItem item, CancellationToken cancellationToken) =>
        EachPartAsync(item, SaveIntent.Draft, (handler, part) => handler.UnpublishedAsync(part, cancellationToken));

    private async Task SaveAsync(SaveContext context, CancellationToken cancellationToken)
    {
        foreach (var (path, json) in EmbeddedItems.In(context.Item.Content).ToList())
        {
            var embedded = ContentItem.Embedded(json);
            if (definitions.Type(embedded.ContentType) is { } type)
            {
                var displayText = embedded.DisplayText;
                await SaveAsync(new SaveContext(embedded, type, context.Intent) { Root = context.Root, Prefix = context.Prefix + path, Problems = context.Problems }, cancellationToken);
                if (embedded.DisplayText != displayText)
                {
                    embedded.SaveEmbedded();
                }
            }
        }

        foreach (var (handler, field) in Fields(context))
        {
            await handler.SavingAsync(field, cancellationToken);
            if (field.Data.Count > 0 && field.Data.Parent is null)
            {
                context.Item.EnsurePart(field.Part.Name)[field.Field.Name] = field.Data;
            }
        }

        var parts = Parts(context).OrderBy(pair => pair.Handler.Order).ToList();
        foreach (var (handler, part) in parts)
        {
            await handler.SavingAsync(part, cancellationToken);
        }

        foreach (var (handler, field) in Fields(context))
        {
            await handler.ValidateAsync(field, cancellationToken);
        }

        foreach (var (handler, part) in parts)
        {
            await handler.ValidateAsync(part, cancellationToken);
        }
    }

    private async Task EachPartAsync(ContentItem item, SaveIntent intent, Func<ContentPartHandler, PartContext, Task> call)
    {
        if (definitions.Type(item.ContentType) is { } type)
        {
            foreach (var (handler, part) in Parts(new SaveContext(item, type, intent)).OrderBy(pair => pair.Handler.Order))
            {
                await call(handler, part);
            }
        }
    }

    private List<(ContentPartHandler Handler, PartContext Part)> Parts(SaveContext context) =>
    [
        .. from part in context.Type.Parts
           let data = context.Item.Part(part.Name)
           where data is not null
           from handler in _parts[part.PartName]
           select (handler, new PartContext(context, part, data) { Root = context.Root, Prefix = context.Prefix, Problems = context.Problems }),
    ];

    private List<(ContentFieldHandler Handler, FieldContext Field)> Fields(SaveContext context) =>
    [
        .. from part in context.Type.Parts
           where context.Item.Part(part.Name) is not null
           from field in part.Part.Fields
           from handler in _fields[field.FieldType]
           let data = context.Item.Field(part.Name, field.Name) ?? new JsonObject()
           select (handler, new FieldContext(context, part, field, data) { Root = context.Root, Prefix = context.Prefix, Problems = context.Problems }),
    ];
}
