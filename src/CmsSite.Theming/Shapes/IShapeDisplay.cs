using CmsSite.Content.Items;

namespace CmsSite.Theming.Shapes;

/// <summary>What Liquid's tags and filters need of display: to make shapes, to render them, to build the shape of a content item.</summary>
public interface IShapeDisplay
{
    /// <summary>
    /// Makes the shape that a template asked for by type: a view's own name, or one that knows more (<c>menu</c>, <c>Term</c>, <c>contentitem</c>, <c>PageTitle</c>, …).
    /// </summary>
    /// <param name="type">As written in the template, in any case.</param>
    /// <param name="properties">Arguments in Pascal case. What is common to all shapes (<c>Id</c>, <c>Alternate</c>, <c>Wrapper</c>, <c>Classes</c>, …) is among them.</param>
    ValueTask<Shape> CreateAsync(string type, IReadOnlyDictionary<string, object?> properties, DisplayContext context);

    /// <summary>The shape's HTML with its wrappers; empty when it has no template.</summary>
    Task<HtmlText> RenderAsync(Shape shape, DisplayContext context);

    /// <summary>The same, written where it belongs.</summary>
    Task RenderAsync(Shape shape, DisplayContext context, PooledWriter output);

    /// <summary>The shape of an item with its parts and fields.</summary>
    /// <param name="displayType"><c>Detail</c>, <c>Summary</c>, …</param>
    ValueTask<Shape> BuildDisplayAsync(ContentItem item, string displayType, DisplayContext context);
}
