using CmsSite.Recipes.Signing;

namespace CmsSite.Recipes;

/// <summary>What a run of a recipe came to. Whoever started the run commits its changes if <see cref="Succeeded"/>, and discards them otherwise.</summary>
/// <param name="Recipe">The recipe's name, or its file's where it has none.</param>
/// <param name="Problems">In the order they were met; those of inner recipes included.</param>
/// <param name="Names">Each (kind, name) once.</param>
/// <param name="StepsRun">Steps that ran to their end, those of inner recipes included.</param>
/// <param name="Exception">What ended the run, where it was an exception that is no <see cref="RecipeException"/>; for the log, and for callers that retry.</param>
public sealed record RecipeResult(
    string Recipe,
    IReadOnlyList<RecipeProblem> Problems,
    IReadOnlyList<RecipeName> Names,
    int StepsRun,
    Exception? Exception = null)
{
    /// <summary>Of the package; null where that was not looked at.</summary>
    public SignatureCheck? Signature { get; init; }

    public bool Succeeded => Problems.All(problem => problem.Severity != RecipeSeverity.Error);

    public IEnumerable<RecipeProblem> Errors => Problems.Where(problem => problem.Severity == RecipeSeverity.Error);

    public IEnumerable<RecipeProblem> Warnings => Problems.Where(problem => problem.Severity == RecipeSeverity.Warning);
}
