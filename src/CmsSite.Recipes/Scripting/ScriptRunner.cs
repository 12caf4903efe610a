using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace CmsSite.Recipes.Scripting;

/// <summary>
/// Runs one script that is no part of a recipe, such as a workflow's, within the same bounds: what the caller gives it and the plain functions of recipes are all that it reaches, and it is
/// stopped when it uses up more time, memory or statements than it may.
/// </summary>
public static class ScriptRunner
{
    /// <returns>What the script's last expression or its <c>return</c> gave; null for null and undefined.</returns>
    /// <exception cref="RecipeException">It is no JavaScript, it failed, or it was stopped; the message says which, and where in the script.</exception>
    public static async Task<JsonNode?> RunAsync(
        string code, IEnumerable<RecipeFunction> functions, RecipeRunOptions options, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        var run = new RecipeRun(options: options) { Clock = clock };
        var watch = new ScriptWatch(options.ScriptLimits);
        var engine = new ScriptEngine(new ScriptFunctions(run, functions, _ => null, () => Task.FromResult(RecipeIds.New()), logger), run, watch, cancellationToken);
        try
        {
            return await watch.RunAsync(() => engine.Evaluate(code)).ConfigureAwait(false);
        }
        catch (ScriptLimitException stopped)
        {
            throw new RecipeException(stopped.Message, ScriptLimitException.Hint, inner: stopped);
        }
    }

    /// <summary>What is wrong with the script as JavaScript, without running it; null when it can be read.</summary>
    public static string? Check(string code)
    {
        try
        {
            ScriptProgram.Parse(code, new RecipeScriptLimits());
            return null;
        }
        catch (Exception wrong) when (wrong is RecipeException or ScriptLimitException)
        {
            return wrong.Message;
        }
    }
}
