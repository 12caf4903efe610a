namespace CmsSite.Recipes;

/// <summary>A recipe cannot be read or run, for a reason that its author or importer can do something about.</summary>
/// <remarks>
/// Inside a step, throw it with <see cref="At"/> (a path relative to the step, such as <c>data[3].Author</c>) or without; the executor adds file, line and column.
/// Outside of a run it carries a whole <see cref="Problem"/>.
/// </remarks>
public sealed class RecipeException : Exception
{
    public RecipeException(string message, string? hint = null, string? at = null, Exception? inner = null)
        : base(message, inner) => (Hint, At) = (hint, at);

    public RecipeException(RecipeProblem problem, Exception? inner = null)
        : base(problem.ToString(), inner) => (Problem, Hint) = (problem, problem.Hint);

    public string? Hint { get; }

    /// <summary>Path relative to the step that runs; null for the step itself.</summary>
    public string? At { get; }

    /// <summary>The full position, where it is known already.</summary>
    public RecipeProblem? Problem { get; }
}
