using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display;

/// <summary>A part of an item that is being displayed.</summary>
/// <param name="Data">The part's JSON; empty when the item has none. Read only.</param>
/// <param name="Owner">The shape of the item.</param>
public sealed record PartDisplayContext(ContentItem Item, ContentTypeDefinition Type, ContentTypePartDefinition Part, JsonObject Data, Shape Owner, DisplayContext Display)
{
    public string DisplayType => Owner.Metadata.DisplayType;

    public T Settings<T>() where T : class, new() => Part.Settings.Get<T>();
}

/// <summary>A shape that a part shows.</summary>
/// <param name="ShapeType">Mostly the part's class.</param>
/// <param name="Place">The zone, and behind a colon the position in it.</param>
/// <param name="DisplayTypes">Where it is shown; null for everywhere but administration.</param>
public sealed record PartShape(string ShapeType, string Place, IReadOnlyList<string>? DisplayTypes = null)
{
    public static IReadOnlyList<string> Detail { get; } = ["Detail"];
}

/// <summary>What one class of part shows. Stateless. A part without one shows nothing but its fields, unless the theme has a view for it.</summary>
public abstract class PartDisplay
{
    /// <summary>The part's class, such as <c>TitlePart</c>.</summary>
    public abstract string PartName { get; }

    public virtual IReadOnlyList<PartShape> Shapes => [new PartShape(PartName, "Content")];

    /// <summary>Carried by items whether their type has the part or not.</summary>
    public virtual bool IsWelded => false;

    /// <summary>False when the part's settings hide it.</summary>
    public virtual bool IsShown(ContentTypePartDefinition part) => true;

    /// <summary>Sets the members that views read. Called when the shape is rendered or first looked into, and only then.</summary>
    public virtual Task FillAsync(Shape shape, PartDisplayContext context) => Task.CompletedTask;

    /// <summary>Whether <see cref="DisplayingAsync"/> does anything.</summary>
    public virtual bool ActsOnDisplay => false;

    /// <summary>Called once before the item's shape is rendered: what the part does to the page around it.</summary>
    public virtual Task DisplayingAsync(PartDisplayContext context) => Task.CompletedTask;
}
