using System.Text.Json;
using System.Text.Json.Nodes;

namespace CmsSite.Recipes;

/// <summary>What a handler gets: the step, the files beside it, the run it is part of, and where to say what went wrong.</summary>
public sealed class RecipeStepContext
{
    private readonly RecipeDocument _document;
    private readonly int _index;
    private readonly RecipeReport _report;
    private readonly List<QueuedRecipe> _queued = [];

    internal RecipeStepContext(
        JsonObject step, string name, int index, RecipeDocument document, RecipePackage package, RecipeRun run, RecipeReport report)
    {
        Step = step;
        Name = name;
        Package = package;
        Run = run;
        _document = document;
        _index = index;
        _report = report;
    }

    /// <summary>The step as the file spells it, the scripts in its strings replaced by their results. The handler's own copy.</summary>
    public JsonObject Step { get; }

    /// <summary>The step's name as the recipe spells it.</summary>
    public string Name { get; }

    /// <summary>The files beside the recipe.</summary>
    public RecipePackage Package { get; }

    public RecipeRun Run { get; }

    internal IReadOnlyList<QueuedRecipe> Queued => _queued;

    internal bool HasErrors { get; private set; }

    /// <summary>Fails the step, once it is done, and with it the run.</summary>
    /// <param name="at">The node inside <see cref="Step"/> that is wrong; null for the step itself.</param>
    /// <param name="hint">What to do about it.</param>
    public void Error(JsonNode? at, string message, string? hint = null) => Error(PathOf(at), message, hint);

    /// <inheritdoc cref="Error(JsonNode?, string, string?)"/>
    /// <param name="path">Relative to the step, e.g. <c>data[3].ContentItemId</c>. Where it leads nowhere, the nearest node above gives the position.</param>
    public void Error(string path, string message, string? hint = null)
    {
        HasErrors = true;
        _report.Add(_document.Problem(RecipeSeverity.Error, FullPath(path), message, hint));
    }

    internal void Error(RecipeException wrong)
    {
        if (wrong.Problem is { } problem)
        {
            HasErrors = true;
            _report.Add(problem);
        }
        else
        {
            Error(wrong.At ?? "", wrong.Message, wrong.Hint);
        }
    }

    /// <summary>Tells the importer something that does not keep the step from doing its work.</summary>
    public void Warn(JsonNode? at, string message, string? hint = null) => Warn(PathOf(at), message, hint);

    /// <inheritdoc cref="Warn(JsonNode?, string, string?)"/>
    public void Warn(string path, string message, string? hint = null) =>
        _report.Add(_document.Problem(RecipeSeverity.Warning, FullPath(path), message, hint));

    /// <summary>Records what becomes of a name that the step uses. Said again, the lesser state counts, so one unknown use shows.</summary>
    /// <param name="kind">The singular noun in lower case: <c>part</c>, <c>field</c>, <c>setting</c>, <c>feature</c>, <c>theme</c>, …</param>
    public void Named(string kind, string name, RecipeNameState state, string? note = null) =>
        _report.Add(new RecipeName(kind, name, state, note));

    /// <summary>Runs another recipe after this step, before the next.</summary>
    /// <param name="at">The node inside <see cref="Step"/> that asks for it.</param>
    public void Queue(string recipeName, JsonNode? at) => _queued.Add(new QueuedRecipe(recipeName, PathOf(at)));

    /// <summary>Says how many of the step's things are done.</summary>
    public void Progress(int done, int total, string? what = null) =>
        Run.Progress?.Report(new RecipeProgress(_document.Name, _index + 1, _document.Steps.Count, Name, done, total, what));

    /// <summary>The step as a model, read as Orchard reads it: see <see cref="RecipeJson.Options"/>.</summary>
    /// <exception cref="RecipeException">A value has the wrong shape; says which and where.</exception>
    public T Bind<T>() => RecipeJson.Bind<T>(Step);

    internal string FullPath(string path) => JsonPath.Join(_document.Steps[_index].Path, path);

    // A node that a handler took out of the step, or copied, stands for the step: better a rough place than a lost message.
    private string PathOf(JsonNode? node) => node is not null && node.Root == Step ? JsonPath.Of(node) : "";

    internal sealed record QueuedRecipe(string Name, string Path);
}
