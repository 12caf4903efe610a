using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace CmsSite.Theming.Shapes;

/// <summary>Turns shapes into HTML with the most specific template there is.</summary>
public sealed class ShapeRenderer(IShapeTemplates templates, ShapeKinds kinds, ILogger<ShapeRenderer> log)
{
    /// <summary>Shapes inside shapes. Real pages stay below twenty; a view that renders itself would never end.</summary>
    public const int MaxDepth = 60;

    public async ValueTask<HtmlText> RenderAsync(Shape? shape, DisplayContext context)
    {
        if (shape is null)
        {
            return HtmlText.Empty;
        }

        using var output = new PooledWriter();
        await RenderAsync(shape, context, output);
        return output.Length == 0 ? HtmlText.Empty : new HtmlText(output.ToString());
    }

    /// <summary>Writes the shape's HTML. A template that fails leaves nothing of it, is noted in <see cref="DisplayContext.TemplateErrors"/>, and the page goes on without it.</summary>
    /// <returns>Whether a template was found and did not fail.</returns>
    public async Task<bool> RenderAsync(Shape shape, DisplayContext context, PooledWriter output)
    {
        if (context.RenderDepth >= MaxDepth)
        {
            Note(context, $"The shape '{shape.Metadata.Type}' lies more than {MaxDepth} shapes deep: a view renders itself. It is left out.");
            return false;
        }

        context.RenderDepth++;
        try
        {
            if (shape.Load is not null)
            {
                // Reading is not the template's time.
                using (context.Budget.Outside())
                {
                    await shape.EnsureLoadedAsync(context);
                }
            }

            kinds.Find(shape.Metadata.Type)?.Displaying(shape);
            return shape.Metadata.Wrappers.Count == 0
                ? await RenderItselfAsync(shape, context, output)
                : await RenderWrappedAsync(shape, context, output);
        }
        finally
        {
            context.RenderDepth--;
        }
    }

    /// <summary>Writes a child: a shape, finished HTML, or text (encoded).</summary>
    public async Task RenderChildAsync(object? child, DisplayContext context, PooledWriter output)
    {
        switch (child)
        {
            case null:
                break;
            case Shape shape:
                await RenderAsync(shape, context, output);
                break;
            case HtmlText html:
                output.Write(html.Html);
                break;
            default:
                output.Write(Markup.Encode(Convert.ToString(child, context.Culture)));
                break;
        }
    }

    /// <summary>The template that the shape would be rendered with: alternates from last to first, the type, the type cut at its last <c>__</c>; null when there is none.</summary>
    public IShapeTemplate? Choose(Shape shape)
    {
        var alternates = shape.Metadata.Alternates;
        for (var i = alternates.Count - 1; i >= 0; i--)
        {
            if (templates.Find(alternates[i]) is { } alternate)
            {
                return alternate;
            }
        }

        return FindByType(shape.Metadata.Type);
    }

    private async Task<bool> RenderItselfAsync(Shape shape, DisplayContext context, PooledWriter output)
    {
        if (Choose(shape) is { } template)
        {
            return await RunAsync(template, shape, context, output);
        }

        Note(context, $"No view for the shape '{shape.Metadata.Type}'; its children are shown instead. Add a view named so{(shape.Metadata.Alternates.Count > 0 ? $", or {shape.Metadata.Alternates[^1]}" : "")}.");
        foreach (var child in shape.Items.ToArray())
        {
            await RenderChildAsync(child, context, output);
        }

        return false;
    }

    private async Task<bool> RenderWrappedAsync(Shape shape, DisplayContext context, PooledWriter output)
    {
        bool done;
        HtmlText inner;
        using (var buffer = new PooledWriter())
        {
            done = await RenderItselfAsync(shape, context, buffer);
            inner = new HtmlText(buffer.ToString());
        }

        var outer = shape.Metadata.ChildContent;
        foreach (var wrapper in shape.Metadata.Wrappers.ToArray())
        {
            if (FindByType(wrapper) is not { } template)
            {
                Note(context, $"No view for the wrapper '{wrapper}' of the shape '{shape.Metadata.Type}'; it is left out.");
                continue;
            }

            using var buffer = new PooledWriter();
            shape.Metadata.ChildContent = inner;
            if (await RunAsync(template, shape, context, buffer))
            {
                inner = new HtmlText(buffer.ToString());
            }
        }

        shape.Metadata.ChildContent = outer;
        output.Write(inner.Html);
        return done;
    }

    private async Task<bool> RunAsync(IShapeTemplate template, Shape shape, DisplayContext context, PooledWriter output)
    {
        var start = output.Length;
        var depth = context.RenderDepth;
        try
        {
            await template.RenderAsync(shape, context, output);
            return true;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or DbException or Liquid.TemplateLimitException))
        {
            // A page without one of its pieces is better than no page. A database that fails is another matter: such a page must not be kept.
            log.LogError(failure, "The template {Template} failed for the shape {Shape} at {Path}.", template.Name, shape.Metadata.Type, context.Request.Path);
            Note(context, $"The template {template.Name} failed: {failure.Message}");
            output.CutTo(start);
            context.RenderDepth = depth;
            return false;
        }
    }

    private IShapeTemplate? FindByType(string type)
    {
        while (true)
        {
            if (templates.Find(type) is { } template)
            {
                return template;
            }

            var cut = type.LastIndexOf("__", StringComparison.Ordinal);
            if (cut <= 0)
            {
                return null;
            }

            type = type[..cut];
        }
    }

    private static void Note(DisplayContext context, string message)
    {
        if (!context.TemplateErrors.Contains(message))
        {
            context.TemplateErrors.Add(message);
        }
    }
}
