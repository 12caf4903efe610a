using System.Text.Encodings.Web;
using CmsSite.Theming.Shapes;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

namespace CmsSite.Theming.Liquid;

/// <summary>Arguments as written in a tag: <c>"positional", key: value</c>, with or without commas between them.</summary>
internal sealed class TagArguments(IReadOnlyList<FilterArgument> list)
{
    public static Parser<TagArguments> Parser(Parser<string> identifier, Parser<Expression> value)
    {
        var argument = OneOf(
            identifier.AndSkip(Terms.Char(':')).And(value).Then(static x => new FilterArgument(x.Item1, x.Item2)),
            value.Then(static x => new FilterArgument(null, x)));
        return ZeroOrMany(argument.AndSkip(ZeroOrOne(Terms.Char(',')))).Then(static arguments => new TagArguments(arguments));
    }

    public ValueTask<TagCall> EvaluateAsync(string tag, IReadOnlyList<Statement>? body, TextWriter writer, TextEncoder encoder, LiquidContext context)
    {
        var call = new TagCall(tag, [], [], body, writer, encoder, context);
        for (var i = 0; i < list.Count; i++)
        {
            var value = list[i].Expression.EvaluateAsync(context);
            if (!value.IsCompletedSuccessfully)
            {
                return AwaitedAsync(call, i, value, context);
            }

            call.Add(list[i].Name, value.Result);
        }

        return ValueTask.FromResult(call);
    }

    private async ValueTask<TagCall> AwaitedAsync(TagCall call, int at, ValueTask<FluidValue> value, LiquidContext context)
    {
        call.Add(list[at].Name, await value);
        for (var i = at + 1; i < list.Count; i++)
        {
            call.Add(list[i].Name, await list[i].Expression.EvaluateAsync(context));
        }

        return call;
    }
}

/// <summary>A tag that is being rendered: its arguments' values, its content, where to write.</summary>
internal sealed class TagCall(
    string tag, List<FluidValue> positional, List<KeyValuePair<string, FluidValue>> named, IReadOnlyList<Statement>? body, TextWriter writer, TextEncoder encoder, LiquidContext context)
{
    public string Tag => tag;
    public IReadOnlyList<FluidValue> Positional => positional;
    public IReadOnlyList<KeyValuePair<string, FluidValue>> Named => named;
    public LiquidContext Context => context;
    public DisplayContext Display => context.Display;
    public bool HasBody => body is not null;

    internal void Add(string? name, FluidValue value)
    {
        if (name is null)
        {
            positional.Add(value);
        }
        else
        {
            named.Add(new(name, value));
        }
    }

    /// <summary>The positional argument, or the one of that name; nil when there is neither.</summary>
    public FluidValue Value(int index, string name) => index < positional.Count ? positional[index] : Value(name);

    public FluidValue Value(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var (key, value) in named)
            {
                if (key == name)
                {
                    return value;
                }
            }
        }

        return NilValue.Instance;
    }

    /// <summary>The argument's text; null when it is missing or nil.</summary>
    public string? Text(int index, string name) => Value(index, name) is var value && value.IsNil() ? null : value.ToStringValue();

    public string? Text(params ReadOnlySpan<string> names) => Value(names) is var value && value.IsNil() ? null : value.ToStringValue();

    /// <exception cref="TagException">It is missing.</exception>
    public string Required(int index, string name) =>
        Text(index, name) is { Length: > 0 } text ? text : throw new TagException($"the tag '{tag}' needs the argument '{name}'");

    /// <summary>The shape that is the first argument.</summary>
    /// <exception cref="TagException">It is something else.</exception>
    public Shape? Shape() => positional.Count == 0
        ? throw new TagException($"the tag '{tag}' needs a shape as its first argument")
        : positional[0].IsNil() ? null : positional[0].ToObjectValue() as Shape ?? throw new TagException($"the first argument of '{tag}' is no shape");

    /// <summary>Everything that was named, in Pascal case, but for what the tag itself uses.</summary>
    public Dictionary<string, object?> Properties(params ReadOnlySpan<string> except)
    {
        var properties = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in named)
        {
            if (!except.Contains(name))
            {
                properties[Names.Pascal(name)] = value.ToObjectValue();
            }
        }

        return properties;
    }

    /// <summary>Renders the content.</summary>
    public async ValueTask<string> BodyAsync()
    {
        if (body is null)
        {
            return "";
        }

        await using var text = new StringWriter();
        await body.RenderStatementsAsync(text, encoder, context);
        return text.ToString();
    }

    /// <summary>Writes HTML as it is.</summary>
    public void Write(string html)
    {
        context.Budget.Written(html.Length);
        writer.Write(html);
    }

    public void Write(HtmlText html) => Write(html.Html);

    /// <summary>Renders a shape at this place.</summary>
    public async ValueTask RenderAsync(Shape shape)
    {
        var display = context.Display.Shapes;
        if (writer is PooledWriter output)
        {
            // What its templates write counts for this one already.
            await display.RenderAsync(shape, context.Display, output);
        }
        else
        {
            Write(await display.RenderAsync(shape, context.Display));
        }
    }
}

internal sealed class CallStatement(string tag, TagArguments arguments, IReadOnlyList<Statement>? body, Func<TagCall, ValueTask> render) : Statement
{
    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var call = arguments.EvaluateAsync(tag, body, writer, encoder, (LiquidContext)context);
        if (!call.IsCompletedSuccessfully)
        {
            return AwaitedAsync(call);
        }

        var task = render(call.Result);
        return task.IsCompletedSuccessfully ? Normal() : AwaitedAsync(task);
    }

    private async ValueTask<Completion> AwaitedAsync(ValueTask<TagCall> call)
    {
        await render(await call);
        return Completion.Normal;
    }

    private static async ValueTask<Completion> AwaitedAsync(ValueTask task)
    {
        await task;
        return Completion.Normal;
    }
}
