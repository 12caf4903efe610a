using System.Text.Encodings.Web;
using CmsSite.Theming.Liquid.Values;
using CmsSite.Theming.Shapes;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace CmsSite.Theming.Liquid;

/// <summary>A tag and where it stands, so that its failure can be shown in the source.</summary>
internal sealed class SourceStatement(Statement inner, int offset, int cost = 1) : Statement
{
    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var liquid = (LiquidContext)context;
        try
        {
            liquid.Budget.Charge(cost);
            var task = inner.WriteToAsync(writer, encoder, context);
            return task.IsCompletedSuccessfully ? task : Awaited(task, liquid);
        }
        catch (Exception exception) when (SourceFailure.IsPlaceless(exception, liquid))
        {
            throw liquid.Template.Failure(SourceFailure.Reason(exception), offset, exception);
        }
    }

    private async ValueTask<Completion> Awaited(ValueTask<Completion> task, LiquidContext context)
    {
        try
        {
            return await task;
        }
        catch (Exception exception) when (SourceFailure.IsPlaceless(exception, context))
        {
            throw context.Template.Failure(SourceFailure.Reason(exception), offset, exception);
        }
    }
}

/// <summary>An output and where it stands. Unlike Fluid's own it encodes the elements of lists, and renders shapes.</summary>
internal sealed class SourceOutput(Expression expression, int offset) : Statement
{
    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var liquid = (LiquidContext)context;
        try
        {
            var task = expression.EvaluateAsync(context);
            if (!task.IsCompletedSuccessfully)
            {
                return Awaited(task, writer, encoder, liquid);
            }

            var value = task.Result;
            if (value is StringValue or HtmlValue)
            {
                WriteText(value, writer, encoder, liquid);
                return Normal();
            }

            return Awaited(ValueTask.FromResult(value), writer, encoder, liquid);
        }
        catch (Exception exception) when (SourceFailure.IsPlaceless(exception, liquid))
        {
            throw liquid.Template.Failure(SourceFailure.Reason(exception), offset, exception);
        }
    }

    private async ValueTask<Completion> Awaited(ValueTask<FluidValue> task, TextWriter writer, TextEncoder encoder, LiquidContext context)
    {
        try
        {
            await WriteAsync(await task, writer, encoder, context, 0);
            return Completion.Normal;
        }
        catch (Exception exception) when (SourceFailure.IsPlaceless(exception, context))
        {
            throw context.Template.Failure(SourceFailure.Reason(exception), offset, exception);
        }
    }

    private static async ValueTask WriteAsync(FluidValue value, TextWriter writer, TextEncoder encoder, LiquidContext context, int depth)
    {
        switch (value)
        {
            case ShapeValue shape when writer is PooledWriter output:
                await context.Display.Shapes.RenderAsync(shape.Shape, context.Display, output);
                break;
            case ShapeValue shape:
                WriteText(new HtmlValue(await ShapeValue.RenderAsync(shape.Shape, context)), writer, encoder, context);
                break;
            case ArrayValue list when depth < 8:
                foreach (var element in list.Values)
                {
                    await WriteAsync(element, writer, encoder, context, depth + 1);
                }

                break;
            case BinaryExpressionFluidValue { Type: FluidValues.Array or FluidValues.Object } comparison:
                await WriteAsync(FluidValue.Create(comparison.ToObjectValue(), context.Options), writer, encoder, context, depth + 1);
                break;
            case StringValue or HtmlValue or JsonObjectValue:
                WriteText(value, writer, encoder, context);
                break;
            case ArrayValue:
                break;
            default:
                context.Budget.Written(8);
                await value.WriteToAsync(writer, encoder, context.CultureInfo);
                break;
        }
    }

    private static void WriteText(FluidValue value, TextWriter writer, TextEncoder encoder, LiquidContext context)
    {
        var text = value.ToStringValue();
        context.Budget.Written(text.Length);
        writer.Write(value is StringValue { Encode: false } or HtmlValue ? text : encoder.Encode(text));
    }
}

/// <summary>Plain text of a template.</summary>
internal sealed class SourceText(TextSpanStatement inner) : Statement
{
    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var budget = ((LiquidContext)context).Budget;
        inner.PrepareBuffer(context.Options);
        budget.Written(inner.Buffer.Length);
        writer.Write(inner.Buffer);
        return Normal();
    }
}

/// <summary>One turn of a loop.</summary>
internal sealed class LoopTurn : Statement
{
    public static LoopTurn Instance { get; } = new();

    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        ((LiquidContext)context).Budget.Charge(1);
        return Normal();
    }
}

internal static class SourceFailure
{
    /// <summary>Whether an exception still has to learn where it happened. A cancelled request is no failure; a bound broken by an outer template is that template's.</summary>
    public static bool IsPlaceless(Exception exception, LiquidContext context) => exception switch
    {
        TemplateException or OperationCanceledException => false,
        TemplateLimitException limit => limit.Frame is null || ReferenceEquals(limit.Frame, context.Budget.Current),
        _ => true,
    };

    public static string Reason(Exception exception) => exception switch
    {
        TemplateLimitException => $"the template was stopped: {exception.Message}",
        TagException => exception.Message,
        DivideByZeroException => "a number is divided by zero",
        OverflowException => "a number is too large",
        InvalidOperationException { Message: var message } when message.StartsWith("The maximum level of recursion", StringComparison.Ordinal) =>
            "the template was stopped: scopes are nested too deep; does a macro call itself?",
        Content.Queries.QueryException => exception.Message,
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };
}

/// <summary>A tag, filter or object that was used wrongly; the message is for whoever writes the template.</summary>
public sealed class TagException(string message) : Exception(message);
