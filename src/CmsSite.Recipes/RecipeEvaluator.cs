using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Recipes.Scripting;
using Microsoft.Extensions.Logging;

namespace CmsSite.Recipes;

/// <summary>Replaces the scripts in a step's strings by their results, just before the step runs, so that they see what earlier steps did.</summary>
internal sealed class RecipeEvaluator
{
    /// <summary>How often a result may be a script again.</summary>
    private const int MaxRounds = 16;

    private readonly RecipeDocument _document;
    private readonly RecipePackage _package;
    private readonly RecipeRun _run;
    private readonly RecipeReport _report;
    private readonly ScriptWatch _watch;
    private readonly ScriptEngine _engine;
    private readonly HashSet<RecipeProblem> _reported = [];
    private bool _failed;

    // Where the evaluation is: a script that used up its limits does not say.
    private volatile string _current = "";

    // The same, as later versions of the recipe will still say it.
    private string _place = "";
    private readonly RecipePlaces _places;

    public RecipeEvaluator(
        RecipePackage package, RecipeRun run, IEnumerable<RecipeFunction> provided, RecipeReport report, ILogger logger, CancellationToken cancellationToken)
    {
        _document = package.Document;
        _package = package;
        _run = run;
        _report = report;
        _watch = new ScriptWatch(run.Options.ScriptLimits);
        _places = new RecipePlaces(_document.Name, run);
        var variables = new RecipeVariables(_document, Evaluate);
        _engine = new ScriptEngine(new ScriptFunctions(run, provided, variables.Get, () => _places.NextIdAsync(_place), logger), run, _watch, cancellationToken);
    }

    /// <summary>A copy of the step without scripts; null if one failed, which is reported then.</summary>
    public async Task<JsonObject?> EvaluateAsync(RecipeStep step)
    {
        if (_document.Descriptor.IsLiteral || !HasScripts(step.Json))
        {
            return (JsonObject)step.Json.DeepClone();
        }

        _failed = false;
        try
        {
            var result = await _watch.RunAsync(() => Copy(step.Json, step.Path, step.Name)).ConfigureAwait(false);
            return _failed ? null : (JsonObject)result!;
        }
        catch (ScriptLimitException wrong)
        {
            _report.Add(_document.Problem(RecipeSeverity.Error, _current, wrong.Message, ScriptLimitException.Hint));
            return null;
        }
    }

    private static bool HasScripts(JsonNode? node) => node switch
    {
        JsonObject members => members.Any(member => HasScripts(member.Value)),
        JsonArray items => items.Any(HasScripts),
        JsonValue value => value.GetValueKind() == JsonValueKind.String && ScriptText.TryParse(value.GetValue<string>(), out _),
        _ => false,
    };

    // Goes on after a failed script, so that one run shows all of them; not after one that used up its limits.
    private JsonNode? Copy(JsonNode? node, string path, string place)
    {
        switch (node)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (name, value) in members)
                {
                    copy.Add(name, Copy(value, JsonPath.Property(path, name), $"{place}.{name}"));
                }

                return copy;
            case JsonArray items:
                return new JsonArray([.. items.Select((item, index) => Copy(item, path + JsonPath.Item(index), place + RecipePlaces.Item(item, index)))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                try
                {
                    return EvaluateText(value.GetValue<string>(), path, place);
                }
                catch (RecipeException wrong)
                {
                    Report(wrong.Problem ?? _document.Problem(RecipeSeverity.Error, path, wrong.Message, wrong.Hint));
                    return null;
                }

            default:
                return node?.DeepClone();
        }
    }

    private void Report(RecipeProblem problem)
    {
        // A script that was given up may come to an end yet; the run has gone on without it.
        _watch.ThrowIfAbandoned();
        _failed = true;
        // A variable that fails does so wherever it is used; once is enough.
        if (_reported.Add(problem))
        {
            _report.Add(problem);
        }
    }

    // A variable's value. Its failures are reported where it stands, not where it is used.
    private JsonNode? Evaluate(JsonNode? value, string path)
    {
        var (before, place) = (_current, _place);
        try
        {
            return value switch
            {
                JsonValue text when text.GetValueKind() == JsonValueKind.String => EvaluateText(text.GetValue<string>(), path, path),
                _ => value?.DeepClone(),
            };
        }
        catch (RecipeException wrong) when (wrong.Problem is null)
        {
            throw new RecipeException(_document.Problem(RecipeSeverity.Error, path, wrong.Message, wrong.Hint), wrong);
        }
        catch (ScriptLimitException wrong)
        {
            throw new RecipeException(_document.Problem(RecipeSeverity.Error, path, wrong.Message, ScriptLimitException.Hint), wrong);
        }
        finally
        {
            (_current, _place) = (before, place);
        }
    }

    private JsonNode? EvaluateText(string text, string path, string place)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            if (!ScriptText.TryParse(text, out var script))
            {
                return JsonValue.Create(text);
            }

            (_current, _place) = (path, place);
            if (script.Engine is not (ScriptText.Js or ScriptText.File))
            {
                _report.Add(FileScript.UnknownEngine(_document, path, text, script));
                return JsonValue.Create(text);
            }

            if (Run(script, text) is not { } result)
            {
                return JsonValue.Create("");
            }

            if (result.GetValueKind() != JsonValueKind.String)
            {
                return result;
            }

            text = result.GetValue<string>();
        }

        throw new RecipeException(string.Create(CultureInfo.InvariantCulture, $"the script's result is a script again, {MaxRounds} times over"));
    }

    private JsonNode? Run(ScriptText script, string text)
    {
        if (script.Engine == ScriptText.File)
        {
            return FileScript.Read(script.Body, _package);
        }

        return _run.Options.AllowScripts
            ? _engine.Evaluate(script.Body.Trim())
            : throw new RecipeException($"scripts are not allowed in this run: {Shortened(text)}", "Allow scripts, or write the value itself");
    }

    private static string Shortened(string text)
    {
        const int enough = 60;
        return text.Length > enough ? text[..enough] + "…" : text;
    }
}
