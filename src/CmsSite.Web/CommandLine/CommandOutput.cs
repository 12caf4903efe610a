using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using CmsSite.Content.Recipes;
using CmsSite.Recipes;
using CmsSite.Storage;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary>What a verb says. With <c>--json</c> the result alone goes to standard output, as JSON, and every word for people to standard error.</summary>
internal sealed class CommandOutput
{
    private static readonly JsonSerializerOptions _json = new(SiteJson.Indented)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private const int EffectWidth = 16;
    private const int KindWidth = 20;
    private readonly TextWriter _out;

    private CommandOutput(TextWriter standard, TextWriter error, bool isJson)
    {
        (_out, IsJson) = (standard, isJson);
        Errors = Create(error);
        People = isJson ? Errors : Create(standard);
    }

    public static Option<bool> JsonOption { get; } = new("--json") { Description = "Write the result as JSON to standard output.", Recursive = true };

    public bool IsJson { get; }

    /// <summary>For people: results and tables.</summary>
    public IAnsiConsole People { get; }

    /// <summary>For people: problems and progress.</summary>
    public IAnsiConsole Errors { get; }

    /// <summary>Runs a verb and turns what stops it into a message and exit code 1.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, Func<CommandOutput, Task<bool>> verb)
    {
        var configuration = parsed.InvocationConfiguration;
        var output = new CommandOutput(configuration.Output, configuration.Error, parsed.GetValue(JsonOption));
        try
        {
            return await verb(output) ? 0 : 1;
        }
        catch (CommandException exception)
        {
            output.Errors.WriteLine(exception.Message);
            return 1;
        }
        catch (RecipeException exception)
        {
            output.Errors.MarkupLineInterpolated($"[red]error[/] {exception.Problem?.ToString() ?? $"{exception.Message}. {exception.Hint}{(exception.Hint is { } hint && !hint.EndsWith('?') ? "." : "")}".TrimEnd()}");
            return 1;
        }
    }

    public void Json(object result)
    {
        if (IsJson)
        {
            _out.WriteLine(JsonSerializer.Serialize(result, _json));
        }
    }

    /// <summary>What is changed, a line each. A run may change a hundred thousand things, and a table would measure every letter of them.</summary>
    public void Changes(IEnumerable<RecordedChange> changes, string verb)
    {
        foreach (var change in changes)
        {
            var (effect, kind) = ($"{verb} {change.Effect.ToString().ToLowerInvariant()}".Trim(), change.Kind);
            People.Profile.Out.Writer.WriteLine($"{effect,-EffectWidth} {kind,-KindWidth} {(change.DisplayText is null ? change.Subject : $"{change.DisplayText} ({change.Subject})").ReplaceLineEndings(" ")}");
        }
    }

    public void Problems(IEnumerable<RecipeProblem> problems)
    {
        foreach (var problem in problems)
        {
            Errors.MarkupLineInterpolated($"[{(problem.Severity == RecipeSeverity.Error ? "red" : "yellow")}]{(problem.Severity == RecipeSeverity.Error ? "error" : "warning")}[/] {problem}");
        }
    }

    /// <summary>Long work, with a bar where somebody watches.</summary>
    public async Task<T> WithProgressAsync<T>(string what, Func<IProgress<RecipeProgress>?, Task<T>> work)
    {
        if (!Errors.Profile.Capabilities.Interactive || Console.IsErrorRedirected)
        {
            return await work(null);
        }

        return await Errors.Progress().AutoClear(true).StartAsync(async bars =>
        {
            var bar = bars.AddTask(Markup.Escape(what));
            return await work(new Progress<RecipeProgress>(progress =>
            {
                bar.MaxValue = progress.Steps;
                bar.Value = progress.Step - 1 + (progress.Total > 0 ? (double)progress.Done / progress.Total : 0);
                bar.Description = Markup.Escape($"{progress.Recipe}: {progress.StepName}");
            }));
        });
    }

    /// <summary>Long work on so many things, with a bar where somebody watches.</summary>
    public async Task<T> WithCountAsync<T>(string what, Func<IProgress<(int Done, int Total)>?, Task<T>> work)
    {
        if (!Errors.Profile.Capabilities.Interactive || Console.IsErrorRedirected)
        {
            return await work(null);
        }

        return await Errors.Progress().AutoClear(true).StartAsync(async bars =>
        {
            var bar = bars.AddTask(Markup.Escape(what));
            return await work(new Progress<(int Done, int Total)>(progress => (bar.MaxValue, bar.Value) = (Math.Max(1, progress.Total), progress.Done)));
        });
    }

    private static IAnsiConsole Create(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new Plain(writer) });

    // Where nobody watches lines are not broken to a width.
    private sealed class Plain(TextWriter writer) : IAnsiConsoleOutput
    {
        private readonly AnsiConsoleOutput _console = new(writer);

        public TextWriter Writer => writer;

        public bool IsTerminal => _console.IsTerminal;

        public int Width => IsTerminal ? _console.Width : 4000;

        public int Height => _console.Height;

        public void SetEncoding(System.Text.Encoding encoding) => _console.SetEncoding(encoding);
    }
}
