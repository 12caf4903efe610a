using CmsSite.Theming.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Shapes;

/// <summary>A template in a few lines of code, for shapes that a theme need not draw itself.</summary>
internal sealed class CodeTemplate(string name, Func<Shape, DisplayContext, TextWriter, Task> render) : IShapeTemplate
{
    public string Name => $"built-in {name}";

    public Task RenderAsync(Shape shape, DisplayContext context, TextWriter output) => render(shape, context, output);
}

internal static class CodeTemplates
{
    public static IServiceCollection AddTemplate(this IServiceCollection services, string bindingName, Func<Shape, DisplayContext, TextWriter, Task> render) =>
        services.AddSingleton(new BuiltInTemplate(bindingName, new CodeTemplate(bindingName, render)));

    public static IServiceCollection AddTemplate(this IServiceCollection services, string bindingName, Action<Shape, DisplayContext, TextWriter> render) =>
        services.AddTemplate(bindingName, (shape, context, output) =>
        {
            render(shape, context, output);
            return Task.CompletedTask;
        });

    /// <summary>Writes a child of a shape: another shape, finished HTML, or text.</summary>
    public static async Task WriteAsync(this TextWriter output, object? child, DisplayContext context)
    {
        var renderer = context.Services.GetRequiredService<ShapeRenderer>();
        if (output is PooledWriter pooled)
        {
            await renderer.RenderChildAsync(child, context, pooled);
            return;
        }

        using var buffer = new PooledWriter();
        await renderer.RenderChildAsync(child, context, buffer);
        output.Write(buffer.Written);
    }

    public static async Task WriteItemsAsync(this TextWriter output, Shape shape, DisplayContext context)
    {
        // Views may add to a shape while it is being drawn.
        foreach (var child in shape.Items.ToArray())
        {
            await output.WriteAsync(child, context);
        }
    }
}
