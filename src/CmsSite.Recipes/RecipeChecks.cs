using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Recipes.Scripting;
using Jint;

namespace CmsSite.Recipes;

/// <summary>What can be said about a recipe without running it.</summary>
/// <param name="functions">Names of the functions that scripts may call.</param>
internal sealed class RecipeChecks(RecipePackage package, IReadOnlyCollection<string> functions, RecipeRun run, RecipeReport report)
{
    private static readonly Lazy<HashSet<string>> _javaScript = new(() =>
    {
        using var engine = new Engine();
        return [.. engine.Global.GetOwnPropertyKeys().Select(key => key.ToString()).Except(ScriptHardening.Removed), "undefined", "arguments", "globalThis"];
    });

    private readonly RecipeDocument _document = package.Document;
    private readonly ScriptWatch _watch = new(run.Options.ScriptLimits);
    private volatile string _current = "";

    /// <summary>Scripts that are no JavaScript, call what nobody offers, use variables that do not exist; files that are not there.</summary>
    public async Task CheckScriptsAsync()
    {
        try
        {
            await _watch.RunAsync(CheckAll).ConfigureAwait(false);
        }
        catch (ScriptLimitException wrong)
        {
            report.Add(_document.Problem(RecipeSeverity.Error, _current, wrong.Message, ScriptLimitException.Hint));
        }
    }

    /// <summary>Says of each script that it may not run, where a run forbids them.</summary>
    public static void ForbidScripts(RecipeDocument document, RecipeReport report)
    {
        foreach (var step in document.Descriptor.IsLiteral ? [] : document.Steps)
        {
            foreach (var (path, text, script) in Scripts(step.Json, step.Path).Where(found => found.Script.Engine == ScriptText.Js))
            {
                report.Add(document.Problem(
                    RecipeSeverity.Error, path, $"scripts are not allowed in this run: {RecipeJson.Describe(text)}", "Allow scripts, or write the value itself"));
            }
        }
    }

    private bool CheckAll()
    {
        foreach (var (name, value) in _document.Variables)
        {
            Check(value, JsonPath.Property(_document.VariablesPath, name));
        }

        foreach (var step in _document.Descriptor.IsLiteral ? [] : _document.Steps)
        {
            Check(step.Json, step.Path);
        }

        return true;
    }

    private void Check(JsonNode? node, string path)
    {
        foreach (var (at, text, script) in Scripts(node, path))
        {
            try
            {
                _current = at;
                if (script.Engine == ScriptText.Js)
                {
                    CheckProgram(Parse(script.Body.Trim()), at);
                }
                else if (script.Engine == ScriptText.File)
                {
                    FileScript.Check(script.Body, package);
                }
                else
                {
                    report.Add(FileScript.UnknownEngine(_document, at, text.GetValue<string>(), script));
                }
            }
            catch (RecipeException wrong)
            {
                _watch.ThrowIfAbandoned();
                report.Add(wrong.Problem ?? _document.Problem(RecipeSeverity.Error, at, wrong.Message, wrong.Hint));
            }
        }
    }

    private ScriptProgram Parse(string code)
    {
        using (_watch.Script())
        {
            var program = ScriptProgram.Parse(code, run.Options.ScriptLimits);
            _watch.ThrowIfAbandoned();
            return program;
        }
    }

    private void CheckProgram(ScriptProgram program, string at)
    {
        foreach (var name in program.Calls.Select(call => call.Function).Where(program.Globals.Contains).Distinct())
        {
            report.Add(new RecipeName("function", name, functions.Contains(name) || _javaScript.Value.Contains(name) ? RecipeNameState.Runs : RecipeNameState.Unknown));
        }

        foreach (var name in program.Globals.Where(name => !functions.Contains(name) && !_javaScript.Value.Contains(name)).Distinct())
        {
            var called = program.Calls.Any(call => call.Function == name);
            report.Add(_document.Problem(
                called ? RecipeSeverity.Error : RecipeSeverity.Warning, at,
                called ? $"there is no function \"{name}\"" : $"the script uses \"{name}\", which it does not declare", Suggestion.Hint(name, functions)));
        }

        foreach (var call in program.Calls.Where(call => call.Function == "variables"))
        {
            if (call.Arguments is [{ } name] && !_document.Variables.ContainsKey(name))
            {
                report.Add(_document.Problem(
                    RecipeSeverity.Error, at, $"there is no variable \"{name}\"", Suggestion.Hint(name, [.. _document.Variables.Select(variable => variable.Key)])));
            }
        }
    }

    private static IEnumerable<(string Path, JsonNode Text, ScriptText Script)> Scripts(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Scripts(member.Value, JsonPath.Property(path, member.Key))),
        JsonArray items => items.SelectMany((item, index) => Scripts(item, path + JsonPath.Item(index))),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && ScriptText.TryParse(value.GetValue<string>(), out var script) => [(path, value, script)],
        _ => [],
    };
}
