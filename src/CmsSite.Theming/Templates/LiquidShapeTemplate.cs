using CmsSite.Content.Access;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.Logging;

namespace CmsSite.Theming.Templates;

/// <summary>What may render a shape under one name, best first.</summary>
internal sealed record TemplateChain(TemplateSource? Stored, Func<Task<IReadOnlyList<TemplateSource>>>? Earlier, TemplateSource? File, TemplateSource? BuiltIn, IShapeTemplate? Code)
{
    public string Name => Stored?.Name ?? File?.Name ?? BuiltIn?.Name ?? Code?.Name ?? "";

    /// <summary>The Liquid source that is tried first; null when there is only code.</summary>
    public TemplateSource? Best => Stored ?? File ?? BuiltIn;

    /// <summary>Those behind it, in the order they are tried.</summary>
    public async IAsyncEnumerable<TemplateSource> OthersAsync()
    {
        foreach (var earlier in Stored is null ? [] : await Earlier!())
        {
            yield return earlier;
        }

        for (var file = File; file is not null; file = file.Before)
        {
            if (file != Best)
            {
                yield return file;
            }
        }

        if (BuiltIn is not null && BuiltIn != Best)
        {
            yield return BuiltIn;
        }
    }
}

/// <summary>
/// Renders a shape with the best template of a name. One that does not parse, fails or is stopped is reported, and the next one renders the shape: the last good version, the theme's
/// file, what comes with this library. When nothing is left the shape is empty; a page never breaks.
/// </summary>
internal sealed class LiquidShapeTemplate(TemplateChain chain, LiquidEngine engine, ILogger log) : IShapeTemplate
{
    public string Name => chain.Name;

    public async Task RenderAsync(Shape shape, DisplayContext context, TextWriter output)
    {
        // Nearly always the best one does it; the others are only looked up when it did not.
        if (chain.Best is { } best && await TryAsync(best, shape, context, output))
        {
            return;
        }

        await foreach (var source in chain.OthersAsync())
        {
            if (await TryAsync(source, shape, context, output))
            {
                return;
            }
        }

        if (chain.Code is not null)
        {
            await chain.Code.RenderAsync(shape, context, output);
        }
    }

    private async ValueTask<bool> TryAsync(TemplateSource source, Shape shape, DisplayContext context, TextWriter output)
    {
        if (context.Budget.WasStopped(source))
        {
            return false;
        }

        if (source.Parse(engine, out var failure) is not { } template)
        {
            Report(source, failure!, context);
            return false;
        }

        var start = (output as PooledWriter)?.Length ?? 0;
        try
        {
            KeyValuePair<string, object?>[] variables = [new("Model", shape), new("ContentItem", shape["ContentItem"])];
            if (output is PooledWriter)
            {
                await engine.RenderAsync(template, context, variables, output);
            }
            else
            {
                await output.WriteAsync(await engine.RenderAsync(template, context, variables));
            }

            source.HasRendered = true;
            return true;
        }
        catch (TemplateException exception)
        {
            (output as PooledWriter)?.CutTo(start);
            if (exception.InnerException is TemplateLimitException)
            {
                context.Budget.Stopped(source);
            }

            Report(source, exception, context);
            return false;
        }
    }

    private void Report(TemplateSource source, TemplateException failure, DisplayContext context)
    {
        if (source.IsNews(failure.Message))
        {
            log.LogError("A template failed; pages show its last good version. {Failure}", failure.Message);
        }

        if (!context.TemplateErrors.Contains(failure.Message) && context.Permissions.Has(context.Request.User, Permissions.ManageTemplates))
        {
            context.IsPersonal = true;
            context.TemplateErrors.Add(failure.Message);
        }
    }
}
