using System.Text.Encodings.Web;
using CmsSite.Theming.Liquid;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

namespace CmsSite.Theming.Tags;

/// <summary><c>for</c> with turns that are counted, and what Fluid leaves out of Liquid: <c>tablerow</c>, <c>ifchanged</c>, <c>doc</c>.</summary>
internal static class LoopTags
{
    private const string LastValue = "__ifchanged";

    public static void Register(LiquidParser parser)
    {
        var modifier = OneOf(
            Terms.Text("reversed").Then(static _ => new Modifier("reversed", null)),
            OneOf(Terms.Text("limit"), Terms.Text("offset"), Terms.Text("cols")).AndSkip(Terms.Char(':')).And(parser.Value).Then(static x => new Modifier(x.Item1, x.Item2)));
        var head = parser.Name.AndSkip(Terms.Text("in")).And(parser.Value)
            .And(ZeroOrMany(ZeroOrOne(Terms.Char(',')).SkipAnd(modifier))).AndSkip(parser.End.ElseError("'%}' was expected"));
        parser.RegisteredTags["for"] = head.And(parser.Body)
            .And(ZeroOrOne(parser.CreateTag("else").SkipAnd(parser.Body))).AndSkip(parser.EndOf("for"))
            .Then<Statement>(static x => new ForStatement(
                [LoopTurn.Instance, .. x.Item4], x.Item1, x.Item2, Find(x.Item3, "limit"), Find(x.Item3, "offset"), Has(x.Item3, "reversed"),
                x.Item5 is null ? null : new ElseStatement(x.Item5)))
            .ElseError("a loop looks like {% for item in list %}");
        parser.RegisteredTags["tablerow"] = head.And(parser.Body).AndSkip(parser.EndOf("tablerow"))
            .Then<Statement>(static x => new TableRow(x.Item1, x.Item2, Find(x.Item3, "limit"), Find(x.Item3, "offset"), Find(x.Item3, "cols"), x.Item4))
            .ElseError("a table looks like {% tablerow item in list cols:3 %}");
        parser.RegisterEmptyBlock("ifchanged", static async (body, writer, encoder, context) =>
        {
            await using var text = new StringWriter();
            var completion = await body.RenderStatementsAsync(text, encoder, context);
            var html = text.ToString();
            if (context.AmbientValues.GetValueOrDefault(LastValue) as string != html)
            {
                context.AmbientValues[LastValue] = html;
                await writer.WriteAsync(html);
            }

            return completion;
        });
        parser.RegisteredTags["doc"] = parser.End.SkipAnd(AnyCharBefore(parser.CreateTag("enddoc"), canBeEmpty: true)).AndSkip(parser.CreateTag("enddoc").ElseError("'{% enddoc %}' was expected"))
            .Then<Statement>(static text => new CommentStatement(text));
    }

    private static Expression? Find(IReadOnlyList<Modifier> modifiers, string name) => modifiers.LastOrDefault(modifier => modifier.Name == name)?.Value;

    private static bool Has(IReadOnlyList<Modifier> modifiers, string name) => modifiers.Any(modifier => modifier.Name == name);

    private sealed record Modifier(string Name, Expression? Value);

    private sealed class TableRow(string identifier, Expression source, Expression? limit, Expression? offset, Expression? cols, IReadOnlyList<Statement> body) : Statement
    {
        public override async ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
        {
            var items = (await source.EvaluateAsync(context)).Enumerate(context).ToList();
            var skip = Math.Clamp(await NumberAsync(offset, context) ?? 0, 0, items.Count);
            var take = Math.Clamp(await NumberAsync(limit, context) ?? items.Count, 0, items.Count - skip);
            var width = await NumberAsync(cols, context) is > 0 and var given ? given : Math.Max(1, take);
            var loop = new TableRowLoop { Length = take, Cols = width };
            context.EnterChildScope();
            try
            {
                context.SetValue("tablerowloop", loop);
                writer.Write("<tr class=\"row1\">\n");
                for (var i = 0; i < take; i++)
                {
                    ((LiquidContext)context).Budget.Charge(1);
                    loop.Index0 = i;
                    context.SetValue(identifier, items[skip + i]);
                    writer.Write($"<td class=\"col{i % width + 1}\">");
                    var completion = await body.RenderStatementsAsync(writer, encoder, context);
                    writer.Write("</td>");
                    if (completion == Completion.Break)
                    {
                        break;
                    }

                    if ((i + 1) % width == 0 && i + 1 < take)
                    {
                        writer.Write($"</tr>\n<tr class=\"row{(i + 1) / width + 1}\">");
                    }
                }

                writer.Write("</tr>\n");
            }
            finally
            {
                context.ReleaseScope();
            }

            return Completion.Normal;
        }

        private static async ValueTask<int?> NumberAsync(Expression? expression, TemplateContext context) =>
            expression is null ? null : (int)Math.Clamp((await expression.EvaluateAsync(context)).ToNumberValue(), 0, int.MaxValue);
    }

    private sealed class TableRowLoop : FluidValue
    {
        public int Length { get; init; }
        public int Cols { get; init; }
        public int Index0 { get; set; }
        public override FluidValues Type => FluidValues.Object;
        public override bool Equals(FluidValue other) => ReferenceEquals(this, other);
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);
        public override int GetHashCode() => Length;
        public override bool ToBooleanValue() => true;
        public override decimal ToNumberValue() => 0;
        public override object ToObjectValue() => this;
        public override string ToStringValue() => "";

        public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => name switch
        {
            "length" => NumberValue.Create(Length),
            "index" => NumberValue.Create(Index0 + 1),
            "index0" => NumberValue.Create(Index0),
            "rindex" => NumberValue.Create(Length - Index0),
            "rindex0" => NumberValue.Create(Length - Index0 - 1),
            "first" => BooleanValue.Create(Index0 == 0),
            "last" => BooleanValue.Create(Index0 == Length - 1),
            "col" => NumberValue.Create(Index0 % Cols + 1),
            "col0" => NumberValue.Create(Index0 % Cols),
            "col_first" => BooleanValue.Create(Index0 % Cols == 0),
            "col_last" => BooleanValue.Create(Index0 % Cols == Cols - 1 || Index0 == Length - 1),
            "row" => NumberValue.Create(Index0 / Cols + 1),
            _ => NilValue.Instance,
        };
    }
}
