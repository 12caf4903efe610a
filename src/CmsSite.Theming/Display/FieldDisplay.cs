using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display;

/// <summary>A field of an item that is being displayed.</summary>
/// <param name="Data">The field's JSON; empty when the item has none. Read only.</param>
public sealed record FieldDisplayContext(ContentItem Item, ContentTypePartDefinition Part, ContentPartFieldDefinition Field, JsonObject Data, DisplayContext Display)
{
    public T Settings<T>() where T : class, new() => Field.Settings.Get<T>();
}

/// <summary>What one class of field shows: a shape of that name in the zone Content. Stateless. A field without one shows nothing.</summary>
public abstract class FieldDisplay
{
    /// <summary>The field's class, such as <c>TextField</c>.</summary>
    public abstract string FieldType { get; }

    /// <summary>Sets the members that views read, besides Field, Part, ContentItem and PartFieldDefinition, which all have.</summary>
    public abstract Task FillAsync(Shape shape, FieldDisplayContext context);
}

/// <summary>A field whose members are its JSON as it stands.</summary>
public abstract class PlainFieldDisplay(string fieldType, params string[] members) : FieldDisplay
{
    public override string FieldType => fieldType;

    public override Task FillAsync(Shape shape, FieldDisplayContext context)
    {
        foreach (var member in members)
        {
            shape[member] = JsonModel.Value(context.Data[member]);
        }

        return Task.CompletedTask;
    }
}
