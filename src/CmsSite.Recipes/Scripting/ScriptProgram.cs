using System.Text.Json.Nodes;
using Acornima.Ast;
using Jint;

namespace CmsSite.Recipes.Scripting;

/// <summary>A parsed script.</summary>
internal sealed class ScriptProgram
{
    private ScriptProgram(Prepared<Script> prepared)
    {
        Prepared = prepared;
        Call = SingleCall(prepared.Program!);
        var parts = prepared.Program!.DescendantNodesAndSelf().ToList();
        UsesBigIntegers = parts.Any(part => part is BigIntLiteral);
        IsPlain = parts.All(part => part is Script or ExpressionStatement or CallExpression or Identifier or StringLiteral or NumericLiteral
            || part is BinaryExpression { Operator: Acornima.Operator.Addition });
        Calls = [.. parts.OfType<CallExpression>()
            .Where(call => call.Callee is Identifier)
            .Select(call => new ScriptCall(((Identifier)call.Callee).Name, [.. call.Arguments.Select(LiteralText)]))];
    }

    public Prepared<Script> Prepared { get; }

    /// <summary>The call that is the whole script, if its arguments are literals: <c>uuid()</c>, <c>variables('x')</c>. It needs no engine.</summary>
    public (string Function, IReadOnlyList<JsonNode?> Arguments)? Call { get; }

    /// <summary>Calls by name, literals and sums of them; where the names are the host's, none of JavaScript's own functions is within reach.</summary>
    public bool IsPlain { get; }

    public bool UsesBigIntegers { get; }

    /// <summary>Calls of functions by name.</summary>
    public IReadOnlyList<ScriptCall> Calls { get; }

    /// <summary>Names that the script uses and does not declare.</summary>
    public IEnumerable<string> Globals => Prepared.ReferencedGlobals is { } globals ? [.. globals] : [];

    /// <exception cref="RecipeException">It is no JavaScript.</exception>
    /// <exception cref="ScriptLimitException">It is so intricate that reading it takes longer than running it may.</exception>
    public static ScriptProgram Parse(string code, RecipeScriptLimits limits)
    {
        var begun = ScriptClock.Now;
        try
        {
            var program = new ScriptProgram(Engine.PrepareScript(code, "script", strict: false, new ScriptPreparationOptions
            {
                CollectReferencedGlobals = true,
                ParsingOptions = new ScriptParsingOptions { AllowReturnOutsideFunction = true, RegexTimeout = limits.Regex },
            }));
            return ScriptClock.Now - begun <= limits.Time ? program : throw ScriptLimitException.Time(limits);
        }
        catch (ScriptPreparationException wrong)
        {
            throw new RecipeException("the script is not JavaScript: " + Reason(wrong), inner: wrong);
        }
    }

    // "Could not prepare script: Unexpected token (script:1:4)" says the same in words for programmers of engines.
    private static string Reason(ScriptPreparationException wrong)
    {
        var colon = wrong.Message.IndexOf(": ", StringComparison.Ordinal);
        return (colon < 0 ? wrong.Message : wrong.Message[(colon + 2)..]).Replace("(script:", "(at ", StringComparison.Ordinal);
    }

    private static (string, IReadOnlyList<JsonNode?>)? SingleCall(Script script)
    {
        if (script.Body is not [ExpressionStatement { Expression: CallExpression { Optional: false, Callee: Identifier callee } call }]
            || !call.Arguments.All(argument => argument is StringLiteral or BooleanLiteral))
        {
            return null;
        }

        return (callee.Name, [.. call.Arguments.Select(argument => argument is StringLiteral text
            ? JsonValue.Create(text.Value)
            : (JsonNode?)JsonValue.Create(((BooleanLiteral)argument).Value))]);
    }

    private static string? LiteralText(Expression argument) => (argument as StringLiteral)?.Value;
}

/// <summary>A call of a function by name; arguments that are no text literals are null.</summary>
internal sealed record ScriptCall(string Function, IReadOnlyList<string?> Arguments);
