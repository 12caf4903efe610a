using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CmsSite.Theming.Filters;
using CmsSite.Theming.Liquid.Objects;
using CmsSite.Theming.Liquid.Values;
using CmsSite.Theming.Tags;
using Fluid;
using Fluid.Ast;
using Fluid.Parser;
using Fluid.Values;
using Microsoft.Extensions.Options;
using Parlot.Fluent;

namespace CmsSite.Theming.Liquid;

/// <summary>
/// Parses and renders Liquid in Orchard's dialect. One for the process. Templates see only what <see cref="MemberLists"/> lists, are stopped when they use more than
/// <see cref="ThemingOptions.Limits"/>, and say where in their source they failed.
/// </summary>
public sealed class LiquidEngine
{
    private const int MaxCached = 2_000;
    private const long MaxCachedCharacters = 16_000_000;
    private readonly LiquidParser _parser;
    private readonly ThemingOptions _options;
    private ConcurrentDictionary<string, FluidTemplate> _cache = new(StringComparer.Ordinal);
    private long _cachedCharacters;

    public LiquidEngine(IOptions<ThemingOptions> options)
    {
        _options = options.Value;
        _parser = new LiquidParser(_options.AllowLiquidTag);
        OrchardTags.Register(_parser);
        Options = new TemplateOptions { ModelNamesComparer = StringComparer.Ordinal, MaxRecursion = 60, MemberAccessStrategy = new NoMembers() };
        Options.ValueConverters.Add(ObjectMembers.Convert);
        OrchardFilters.Register(Options.Filters);
        FilterLimits.Apply(Options.Filters);
        AmbientObjects.Register(Options.Scope);
    }

    /// <summary>What <c>{{ }}</c> is encoded with: only what HTML needs, letters of every language stay.</summary>
    public static HtmlEncoder Html { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>For what is not HTML: writes text as it is.</summary>
    public static TextEncoder Plain => NullEncoder.Default;

    public IReadOnlyCollection<string> TagNames => _parser.RegisteredTags.Keys;
    public IReadOnlyCollection<string> FilterNames => [.. Options.Filters.Select(filter => filter.Key)];
    internal TemplateOptions Options { get; }
    internal ThemingOptions Theming => _options;

    /// <summary>The parsed template; from memory when the same source was parsed before.</summary>
    /// <param name="name">For people, in messages.</param>
    /// <exception cref="TemplateException">The source does not parse.</exception>
    public LiquidTemplate Parse(string name, string source)
    {
        if (_cache.TryGetValue(source, out var tree))
        {
            return new LiquidTemplate(name, source, tree);
        }

        tree = ParseTree(name, source);
        if (_cache.Count >= MaxCached || Interlocked.Add(ref _cachedCharacters, source.Length) > MaxCachedCharacters)
        {
            // Beginning anew is rare and cheap next to remembering who was used last.
            _cache = new ConcurrentDictionary<string, FluidTemplate>(StringComparer.Ordinal);
            Interlocked.Exchange(ref _cachedCharacters, source.Length);
        }

        _cache[source] = tree;
        return new LiquidTemplate(name, source, tree);
    }

    /// <summary>Renders a template. What it writes is complete only when it did not fail.</summary>
    /// <param name="variables">Set before it starts: <c>Model</c> and the like. Texts, numbers, dates, shapes, content items, JSON, lists of these.</param>
    /// <param name="encoder">For outputs; <see cref="Html"/> when null.</param>
    /// <exception cref="TemplateException">It failed, or was stopped; the message says where.</exception>
    public async Task RenderAsync(
        LiquidTemplate template, DisplayContext display, IEnumerable<KeyValuePair<string, object?>> variables, TextWriter output, TextEncoder? encoder = null)
    {
        display.Cancellation.ThrowIfCancellationRequested();
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        RenderFrame frame;
        try
        {
            frame = display.Budget.Enter(_options.Limits);
        }
        catch (TemplateLimitException exception)
        {
            throw template.Failure(SourceFailure.Reason(exception), 0, exception);
        }

        var failed = true;
        try
        {
            var context = new LiquidContext(this, template, display);
            foreach (var (name, value) in variables)
            {
                context.SetValue(name, FluidValue.Create(value, Options));
            }

            await template.Tree.RenderAsync(output, encoder ?? Html, context);
            failed = false;
        }
        catch (TemplateLimitException exception) when (exception.Frame is null || ReferenceEquals(exception.Frame, frame))
        {
            throw template.Failure(SourceFailure.Reason(exception), 0, exception);
        }
        finally
        {
            display.Budget.Leave(frame, failed);
        }
    }

    public async Task<string> RenderAsync(
        LiquidTemplate template, DisplayContext display, IEnumerable<KeyValuePair<string, object?>> variables, TextEncoder? encoder = null)
    {
        await using var output = new StringWriter();
        await RenderAsync(template, display, variables, output, encoder);
        return output.ToString();
    }

    private FluidTemplate ParseTree(string name, string source)
    {
        var unparsed = new LiquidTemplate(name, source, new FluidTemplate());
        if (SourceGuard.Find(source, _parser.Blocks) is { } found)
        {
            throw unparsed.Failure(found.Reason, found.Offset);
        }

        var context = new FluidParseContext(source);
        IReadOnlyList<Statement>? statements;
        try
        {
            if (!_parser.Grammar.TryParse(context, out statements, out var error))
            {
                throw error is null
                    ? unparsed.Failure("this cannot be read as Liquid", context.Scanner.Cursor.Offset)
                    : unparsed.Failure(error.Message ?? "this cannot be read as Liquid", error.Position.Offset);
            }
        }
        catch (UnknownTagException exception)
        {
            throw unparsed.Failure(exception.Message, exception.Offset, exception);
        }
        catch (Exception exception) when (exception is not TemplateException)
        {
            throw unparsed.Failure(exception.Message, context.Scanner.Cursor.Offset, exception);
        }

        return context.Scanner.Cursor.Eof
            ? new FluidTemplate(statements as List<Statement> ?? [.. statements])
            : throw unparsed.Failure("this cannot be read as Liquid: a tag or output is not closed, or has something unexpected in it", context.Scanner.Cursor.Offset);
    }

    // Members are answered by values made in ObjectMembers; Fluid's own way through reflection stays shut.
    private sealed class NoMembers : MemberAccessStrategy
    {
        public override IMemberAccessor? GetAccessor(Type type, string name) => null;

        public override void Register(Type type, IEnumerable<KeyValuePair<string, IMemberAccessor>> accessors) =>
            throw new NotSupportedException("Members that templates may reach are listed in ObjectMembers.");
    }
}
