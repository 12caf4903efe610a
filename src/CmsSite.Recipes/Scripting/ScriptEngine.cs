using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace CmsSite.Recipes.Scripting;

/// <summary>Runs <c>[js: …]</c> scripts, each in an engine of its own, so that none sees what another declared.</summary>
internal sealed class ScriptEngine(ScriptFunctions functions, RecipeRun run, ScriptWatch watch, CancellationToken cancellationToken)
{
    private const int KeptPrograms = 1000;

    private readonly RecipeScriptLimits _limits = run.Options.ScriptLimits;
    private readonly Dictionary<string, ScriptProgram> _programs = new(StringComparer.Ordinal);

    /// <returns>What the script's last expression or its <c>return</c> gave; null for null and undefined.</returns>
    /// <exception cref="RecipeException">The script is wrong or failed.</exception>
    /// <exception cref="ScriptLimitException">It used up more than it may.</exception>
    public JsonNode? Evaluate(string code)
    {
        using (watch.Script())
        {
            var program = Program(code);
            if (program.Call is var (name, arguments) && functions.Find(name) is { } function)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using (watch.Pause())
                {
                    return function.Invoke(arguments);
                }
            }

            return Evaluate(program);
        }
    }

    private ScriptProgram Program(string code)
    {
        if (_programs.TryGetValue(code, out var known))
        {
            return known;
        }

        var program = ScriptProgram.Parse(code, _limits);
        if (_programs.Count < KeptPrograms)
        {
            _programs.Add(code, program);
        }

        return program;
    }

    private JsonNode? Evaluate(ScriptProgram program)
    {
        if (program.UsesBigIntegers)
        {
            throw new RecipeException("the script uses big integers such as 1n, which recipes do not have", "Use numbers");
        }

        var budget = new ScriptBudget(_limits, watch, cancellationToken);
        using var engine = new Engine(options => Configure(options, budget));
        if (!program.IsPlain || program.Globals.Any(name => functions.Find(name) is null))
        {
            ScriptHardening.Apply(engine, budget, _limits);
        }

        try
        {
            return ScriptValues.ToJson(engine.Evaluate(program.Prepared), budget);
        }
        catch (JavaScriptException wrong)
        {
            throw new RecipeException($"the script failed: {Thrown(wrong)} ({Place(wrong)})", Hint(wrong.Message), inner: wrong);
        }
        catch (RecursionDepthOverflowException)
        {
            throw new ScriptLimitException(string.Create(CultureInfo.InvariantCulture, $"the script's functions call one another more than {_limits.Recursion} deep"));
        }
        catch (MemoryLimitExceededException)
        {
            throw new ScriptLimitException(string.Create(CultureInfo.InvariantCulture, $"the script makes a list of more than {_limits.Length} elements"));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ScriptLimitException("a regular expression of the script takes too long");
        }
        catch (Exception wrong) when (wrong is not (RecipeException or ScriptLimitException or OperationCanceledException))
        {
            // What JavaScript's own functions stumble over inside Jint: overflows, invalid casts.
            throw new RecipeException($"the script failed: {wrong.Message}", inner: wrong);
        }
    }

    private void Configure(Options options, ScriptBudget budget)
    {
        options.Constraint(budget)
            .LimitRecursion(_limits.Recursion)
            .MaxArraySize(_limits.Length)
            .RegexTimeoutInterval(_limits.Regex)
            .DisableStringCompilation()
            .Culture(CultureInfo.InvariantCulture)
            .LocalTimeZone(TimeZoneInfo.Utc);
        options.TimeSystem = new RunTime(run.Clock);
        foreach (var function in functions.All)
        {
            options.AddLazyGlobal(function.Name, engine => new ClrFunction(engine, function.Name, (_, arguments) => Call(engine, function, arguments, budget)));
        }
    }

    private static JsValue Call(Engine engine, ScriptFunction function, JsValue[] arguments, ScriptBudget budget)
    {
        List<JsonNode?> given = [.. arguments.Select(argument => ScriptValues.ToJson(argument, budget))];
        return ScriptValues.ToScript(engine, budget.WithoutCounting(() => function.Invoke(given)));
    }

    private string? Hint(string message)
    {
        const string undefined = " is not defined";
        return message.EndsWith(undefined, StringComparison.Ordinal) ? Suggestion.Hint(message[..^undefined.Length], functions.Names) : null;
    }

    private static string Thrown(JavaScriptException wrong) =>
        wrong.Error.IsObject() && wrong.Error.AsObject().Get("name") is { } name && name.IsString() ? $"{name}: {wrong.Message}" : wrong.Message;

    private static string Place(JavaScriptException wrong) => string.Create(
        CultureInfo.InvariantCulture, $"line {wrong.Location.Start.Line}, column {wrong.Location.Start.Column + 1} of the script");

    private sealed class RunTime(TimeProvider clock) : DefaultTimeSystem(TimeZoneInfo.Utc, CultureInfo.InvariantCulture)
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();
    }
}
