using System.Globalization;

namespace CmsSite.Recipes;

/// <summary>Collects what a run has to say, without secrets and without end.</summary>
internal sealed class RecipeReport(RecipeRun run)
{
    private readonly List<RecipeProblem> problems = [];
    private readonly Dictionary<(string, string), RecipeName> names = [];
    private int dropped;
    private int errors;

    public bool HasErrors => errors > 0;

    public void Add(RecipeProblem problem)
    {
        var error = problem.Severity == RecipeSeverity.Error;
        // The first error is kept whatever the number of warnings before it: a failed run must say why.
        if (problems.Count >= run.Options.MaxProblems && !(error && errors == 0))
        {
            dropped++;
        }
        else
        {
            problems.Add(problem with
            {
                Message = run.Redact(problem.Message),
                Hint = problem.Hint is { } hint ? run.Redact(hint) : null,
                Path = run.Redact(problem.Path),
            });
        }

        errors += error ? 1 : 0;
    }

    public void Add(RecipeName name)
    {
        var key = (name.Kind, name.Name);
        if (!names.TryGetValue(key, out var known) || name.State > known.State)
        {
            names[key] = name;
        }
    }

    public IReadOnlyList<RecipeProblem> Problems(string file)
    {
        if (dropped == 0)
        {
            return problems;
        }

        var note = string.Create(CultureInfo.InvariantCulture, $"{dropped} more problems are not listed");
        return [.. problems, new RecipeProblem(RecipeSeverity.Warning, file, 0, 0, "", note, "Correct the first ones and try again")];
    }

    public IReadOnlyList<RecipeName> Names => [.. names.Values];
}
