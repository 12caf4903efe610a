using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Handlers;

/// <summary>Calls the handlers of an item's parts and fields in the order that <see cref="ContentPartHandler"/> promises.</summary>
public sealed class ContentHandlers(IEnumerable<ContentPartHandler> parts, IEnumerable<ContentFieldHandler> fields, ContentDefinitions definitions)
{
    private readonly ILookup<string, ContentPartHandler> _parts = parts.ToLookup(handler => handler.PartName);
    private readonly List<ContentPartHandler> _welded = [.. parts.Where(handler => handler.IsWelded)];
    private readonly ILookup<string, ContentFieldHandler> _fields = fields.ToLookup(handler => handler.FieldType);

    /// <summary>The empty parts and the values that a new item of the type begins with.</summary>
    public void Initialize(ContentItem item)
    {
        if (definitions.Type(item.ContentType) is not { } type)
        {
            return;
        }

        foreach (var part in type.Parts)
        {
            item.EnsurePart(part.Name);
        }

        foreach (var (handler, field) in Fields(new SaveContext(item, type, SaveIntent.Draft)))
        {
            handler.Initialize(field);
            Keep(field);
        }
    }

    /// <summary>Saves values and validates; returns what is wrong, nothing when all is well. An item of an unknown type has no rules.</summary>
    /// <param name="isImport">See <see cref="SaveContext.IsImport"/>.</param>
    public async Task<IReadOnlyList<ContentProblem>> SaveAsync(ContentItem item, SaveIntent intent, CancellationToken cancellationToken, bool isImport = false)
    {
        StorableText.Clean(item);
        var type = definitions.Type(item.ContentType) ?? ContentTypeDefinition.Unknown(item.ContentType);
        var context = new SaveContext(item, type, intent) { IsImport = isImport };
        await SaveAsync(context, cancellationToken);
        return context.Problems;
    }

    public Task PublishingAsync(ContentItem item, CancellationToken cancellationToken, bool isImport = false) =>
        EachPartAsync(item, SaveIntent.Publish, (handler, part) => handler.PublishingAsync(part, cancellationToken), isImport);

    public Task PublishedAsync(ContentItem item, CancellationToken cancellationToken) =>
        EachPartAsync(item, SaveIntent.Publish, (handler, part) => handler.PublishedAsync(part, cancellationToken));

    public Task UnpublishingAsync(ContentItem item, CancellationToken cancellationToken) =>
        EachPartAsync(item, SaveIntent.Draft, (handler, part) => handler.UnpublishingAsync(part, cancellationToken));

    public Task UnpublishedAsync(ContentItem item, CancellationToken cancellationToken) =>
        EachPartAsync(item, SaveIntent.Draft, (handler, part) => handler.UnpublishedAsync(part, cancellationToken));

    public Task CloningAsync(ContentItem item) => EachPartAsync(item, SaveIntent.Draft, (handler, part) =>
    {
        handler.Cloning(part);
        return Task.CompletedTask;
    });

    private async Task SaveAsync(SaveContext context, CancellationToken cancellationToken)
    {
        foreach (var (path, json) in EmbeddedItems.In(context.Item.Content).ToList())
        {
            await SaveEmbeddedAsync(context, path, json, cancellationToken);
        }

        foreach (var (handler, field) in Fields(context))
        {
            await handler.SavingAsync(field, cancellationToken);
            Keep(field);
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

    private async Task SaveEmbeddedAsync(SaveContext outer, string path, JsonObject json, CancellationToken cancellationToken)
    {
        var embedded = ContentItem.Embedded(json);
        if (embedded.ContentItemId.Length == 0)
        {
            embedded.ContentItemId = RecipeIds.New();
        }

        var type = definitions.Type(embedded.ContentType) ?? ContentTypeDefinition.Unknown(embedded.ContentType);
        var context = new SaveContext(embedded, type, outer.Intent) { Root = outer.Root, Prefix = outer.Prefix + path, Problems = outer.Problems, IsImport = outer.IsImport };
        await SaveAsync(context, cancellationToken);
        embedded.SaveEmbedded();
    }

    private async Task EachPartAsync(ContentItem item, SaveIntent intent, Func<ContentPartHandler, PartContext, Task> call, bool isImport = false)
    {
        if (definitions.Type(item.ContentType) is { } type)
        {
            foreach (var (handler, part) in Parts(new SaveContext(item, type, intent) { IsImport = isImport }).OrderBy(pair => pair.Handler.Order))
            {
                await call(handler, part);
            }
        }
    }

    private List<(ContentPartHandler Handler, PartContext Part)> Parts(SaveContext context)
    {
        List<(ContentPartHandler, PartContext)> found =
        [
            .. from part in context.Type.Parts
               let data = context.Item.Part(part.Name)
               where data is not null
               from handler in _parts[part.PartName]
               select (handler, new PartContext(context, part, data)),
        ];
        foreach (var handler in _welded)
        {
            if (context.Item.Part(handler.PartName) is { } data && context.Type.Part(handler.PartName) is null)
            {
                found.Add((handler, new PartContext(context, ContentTypePartDefinition.Welded(handler.PartName), data)));
            }
        }

        return found;
    }

    private List<(ContentFieldHandler Handler, FieldContext Field)> Fields(SaveContext context) =>
    [
        .. from part in context.Type.Parts
           where context.Item.Part(part.Name) is not null
           from field in part.Part.Fields
           from handler in _fields[field.FieldType]
           let data = context.Item.Field(part.Name, field.Name) ?? new JsonObject()
           select (handler, new FieldContext(context, part, field, data)),
    ];

    // A field that was not in the JSON is, once it has a value.
    private static void Keep(FieldContext field)
    {
        if (field.Data.Count > 0 && field.Data.Parent is null)
        {
            field.Item.EnsurePart(field.Part.Name)[field.Field.Name] = field.Data;
        }
    }
}
