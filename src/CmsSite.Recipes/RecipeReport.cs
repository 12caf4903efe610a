using System.Globalization;

namespace CmsSite.Recipes;

/// <summary>Collects what a run has to say, without secrets and without end.</summary>
internal sealed class RecipeReport(RecipeRun run)
{
    private readonly List<RecipeProblem> _problems = [];
    private readonly Dictionary<(string, string), RecipeName> _names = [];
    private int _dropped;
    private int _errors;

    public bool HasErrors => _errors > 0;

    public void Add(RecipeProblem problem)
    {
        var error = problem.Severity == RecipeSeverity.Error;
        // The first error is kept whatever the number of warnings before it: a failed run must say why.
        if (_problems.Count >= run.Options.MaxProblems && !(error && _errors == 0))
        {
            _dropped++;
        }
        else
        {
            _problems.Add(problem with
            {
                Message = run.Redact(problem.Message),
                Hint = problem.Hint is { } hint ? run.Redact(hint) : null,
                Path = run.Redact(problem.Path),
            });
        }

        _errors += error ? 1 : 0;
    }

    public void Add(RecipeName name)
    {
        var key = (name.Kind, name.Name);
        if (!_names.TryGetValue(key, out var known) || name.State > known.State)
        {
            _names[key] = name;
        }
    }

    public IReadOnlyList<RecipeProblem> Problems(string file)
    {
        if (_dropped == 0)
        {
            return _problems;
        }

        var note = string.Create(CultureInfo.InvariantCulture, $"{_dropped} more problems are not listed");
        return [.. _problems, new RecipeProblem(RecipeSeverity.Warning, file, 0, 0, "", note, "Correct the first ones and try again")];
    }

    public IReadOnlyList<RecipeName> Names => [.. _names.Values];
}
