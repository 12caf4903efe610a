using CmsSite.Content.Items;
using CmsSite.Theming.Display;

namespace CmsSite.Theming.Shapes;

/// <summary>What Liquid calls: the factory, the renderer and the display of content items behind one name.</summary>
public sealed class ShapeDisplay(ShapeFactory factory, ShapeRenderer renderer, ContentDisplay display) : IShapeDisplay
{
    public ValueTask<Shape> CreateAsync(string type, IReadOnlyDictionary<string, object?> properties, DisplayContext context) =>
        ValueTask.FromResult(factory.Create(type, properties));

    public async Task<HtmlText> RenderAsync(Shape shape, DisplayContext context) => await renderer.RenderAsync(shape, context);

    public Task RenderAsync(Shape shape, DisplayContext context, PooledWriter output) => renderer.RenderAsync(shape, context, output);

    public ValueTask<Shape> BuildDisplayAsync(ContentItem item, string displayType, DisplayContext context) =>
        ValueTask.FromResult(display.Build(item, displayType, context));
}
