using CmsSite.Theming.Tags;
using Fluid;
using Fluid.Ast;
using Fluid.Parser;
using Fluid.Values;
using Parlot;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

namespace CmsSite.Theming.Liquid;

/// <summary>
/// Fluid's grammar with what Orchard's dialect adds: arguments of tags with commas left out, blocks whose end may be left out, tags of one's own. Every tag and output
/// remembers where it stands. Made once; thread-safe from then on.
/// </summary>
internal sealed class LiquidParser : FluidParser
{
    private const int MaxRange = 10_000;
    private readonly HashSet<string> _blocks =
        ["if", "unless", "case", "for", "capture", "macro", "tablerow", "ifchanged", "raw", "comment", "doc"];

    public LiquidParser(bool allowLiquidTag) : base(new FluidParserOptions { AllowFunctions = true, AllowParentheses = true, AllowTrailingQuestionMark = true, AllowLiquidTag = allowLiquidTag })
    {
        var primary = Primary.Parser!;
        Primary.Parser = primary.Then<Expression>(static expression => expression is RangeExpression range ? new BoundedRange(range) : expression);
        RegisteredOperators["contains"] = static (left, right) => new BoundedContains(left, right);
        Arguments = TagArguments.Parser(Identifier, Primary);
        if (allowLiquidTag)
        {
            RegisteredTags["liquid"] = TagEnd.Then<Statement>(static _ => new NoOpStatement()).Or(RegisteredTags["liquid"]); // one may be empty
        }
        else
        {
            RegisteredTags.Remove("liquid");
        }

        foreach (var file in (string[])["include", "render", "from"])
        {
            RegisteredTags[file] = Fail($"'{file}' reads files, which templates here do not have. Make the piece a view of its own and use {{% shape 'ItsName', argument: value %}}.");
        }

        var raw = RegisteredTags["raw"];
        RegisteredTags["raw"] = raw.Then<Statement>(static statement => new SourceStatement(statement, 0, 1 + ((RawStatement)statement).Text.Length / 64));
        LoopTags.Register(this);
        var position = new PositionParser();
        var output = OutputStart.SkipAnd(position.And(FilterExpression).AndSkip(OutputEnd.ElseError("'}}' was expected")))
            .Then<Statement>(static x => new SourceOutput(x.Item2, x.Item1));
        RegisteredTags["echo"] = position.And(FilterExpression).AndSkip(TagEnd).Then<Statement>(static x => new SourceOutput(x.Item2, x.Item1));
        var text = AnyCharBefore(OutputStart.Or(TagStart)).Then<Statement>(static (context, span) => Text((FluidParseContext)context, span));
        AnyTagsList.Parser = ZeroOrMany(output.Or(TagParser(position, known: false)).Or(text));
        KnownTagsList.Parser = ZeroOrMany(output.Or(TagParser(position, known: true)).Or(text));
        Grammar = KnownTagsList;
    }

    /// <summary>Names of tags that have an end, for looking at a source before it is parsed.</summary>
    public HashSet<string> Blocks => _blocks;

    public Parser<TagArguments> Arguments { get; }
    public Parser<string> Name => Identifier;
    public Parser<Expression> Value => Primary;
    public Parser<Expression> Filtered => FilterExpression;
    public Parser<TagResult> End => TagEnd;
    public Parser<IReadOnlyList<Statement>> Body => AnyTagsList;

    /// <summary>A tag with arguments: <c>{% name "positional", key: value %}</c>.</summary>
    public void Tag(string name, Func<TagCall, ValueTask> render) =>
        RegisteredTags[name] = Arguments.AndSkip(TagEnd.ElseError("'%}' was expected")).Then<Statement>(arguments => new CallStatement(name, arguments, null, render));

    /// <summary>A tag with arguments and content up to <c>{% endname %}</c>.</summary>
    public void Block(string name, Func<TagCall, ValueTask> render)
    {
        _blocks.Add(name);
        RegisteredTags[name] = Arguments.AndSkip(TagEnd.ElseError("'%}' was expected")).And(AnyTagsList).AndSkip(EndOf(name))
            .Then<Statement>(x => new CallStatement(name, x.Item1, x.Item2, render));
    }

    /// <summary>A block whose end may be left out; then it has no content.</summary>
    public void OptionalBlock(string name, Func<TagCall, ValueTask> render)
    {
        _blocks.Add(name);
        var alone = Arguments.AndSkip(TagEnd).Then<Statement>(arguments => new CallStatement(name, arguments, null, render));
        var block = Arguments.AndSkip(TagEnd).And(AnyTagsList).AndSkip(EndOf(name)).Then<Statement>(x => new CallStatement(name, x.Item1, x.Item2, render));
        RegisteredTags[name] = new EndsLater(name).Switch((_, found) => found ? block : alone);
    }

    public Parser<string> EndOf(string name) =>
        TagStart.SkipAnd(Terms.Text($"end{name}")).AndSkip(TagEnd).ElseError($"'{{% end{name} %}}' was expected");

    private Parser<Statement> TagParser(PositionParser position, bool known) =>
        TagStart.SkipAnd(position.And(OneOf(Terms.Char('#').Then(static _ => "#"), Identifier.ElseError("the name of a tag was expected after '{%'"))
            .Switch((context, name) => RegisteredTags.TryGetValue(name, out var tag)
                ? tag
                : known ? throw new UnknownTagException(name, context.Scanner.Cursor.Offset - name.Length) : null!)))
            .Then<Statement>(static x => x.Item2 is CommentStatement or SourceOutput ? x.Item2 : new SourceStatement(x.Item2, x.Item1));

    private static Parser<Statement> Fail(string message) => Always().Error<Statement>(message);

    private static SourceText Text(FluidParseContext context, TextSpan span)
    {
        var text = new TextSpanStatement(span) { PreviousIsTag = context.PreviousIsTag, PreviousIsOutput = context.PreviousIsOutput };
        context.PreviousTextSpanStatement = text;
        if (context.StripNextTextSpanStatement)
        {
            text.StripLeft = true;
            context.StripNextTextSpanStatement = false;
        }

        return new SourceText(text);
    }

    /// <summary>The offset of what follows, with white space skipped.</summary>
    internal sealed class PositionParser : Parser<int>
    {
        public override bool Parse(ParseContext context, ref ParseResult<int> result)
        {
            context.SkipWhiteSpace();
            var at = context.Scanner.Cursor.Offset;
            result.Set(at, at, at);
            return true;
        }
    }

    // Whether the block that has just begun is ended: looked up in the source, because trying to parse it as one and then as the other would take exponential time.
    private sealed class EndsLater(string name) : Parser<bool>
    {
        public override bool Parse(ParseContext context, ref ParseResult<bool> result)
        {
            var at = context.Scanner.Cursor.Offset;
            result.Set(at, at, Found(context.Scanner.Buffer, at));
            return true;
        }

        private bool Found(string source, int from)
        {
            var depth = 1;
            for (var at = source.IndexOf("{%", from, StringComparison.Ordinal); at >= 0; at = source.IndexOf("{%", at + 2, StringComparison.Ordinal))
            {
                var tag = source.AsSpan(at + 2).TrimStart('-').TrimStart();
                if (Is(tag, name))
                {
                    depth++;
                }
                else if (tag.StartsWith("end") && Is(tag[3..], name) && --depth == 0)
                {
                    return true;
                }
            }

            return false;
        }

        private static bool Is(ReadOnlySpan<char> tag, string name) =>
            tag.StartsWith(name) && tag.Length > name.Length && !char.IsAsciiLetterOrDigit(tag[name.Length]) && tag[name.Length] != '_';
    }

    private sealed class BoundedRange(RangeExpression range) : Expression
    {
        public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
        {
            var from = (await range.From.EvaluateAsync(context)).ToNumberValue();
            var to = (await range.To.EvaluateAsync(context)).ToNumberValue();
            if (to - from >= MaxRange || Math.Abs(from) > int.MaxValue || Math.Abs(to) > int.MaxValue)
            {
                throw new TemplateLimitException($"a range of more than {MaxRange:N0} numbers", null);
            }

            ((LiquidContext)context).Budget.Charge(1 + (int)Math.Max(0, to - from) / 8);
            return await range.EvaluateAsync(context);
        }
    }

    private sealed class BoundedContains(Expression left, Expression right) : Expression
    {
        public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
        {
            var where = await left.EvaluateAsync(context);
            var what = await right.EvaluateAsync(context);
            if (where is StringValue text && what is StringValue part)
            {
                // Searching for a long text in a long text may compare each character with each.
                ((LiquidContext)context).Budget.Charge((int)Math.Min(int.MaxValue / 2, 1 + (long)text.ToStringValue().Length * (1 + part.ToStringValue().Length / 64) / 256));
            }

            return new BinaryExpressionFluidValue(where, !what.IsNil() && where.Contains(what));
        }
    }
}

/// <summary>A tag that nobody registered.</summary>
internal sealed class UnknownTagException(string name, int offset) : Exception($"there is no tag '{name}'")
{
    public int Offset { get; } = offset;
}
