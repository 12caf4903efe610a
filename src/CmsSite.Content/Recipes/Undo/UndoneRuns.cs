using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Undo;

/// <summary>Which runs can be undone, and which were.</summary>
public static class UndoneRuns
{
    internal const string Reverts = "Reverts";

    /// <summary>The runs that have to do with recipes.</summary>
    public static IQueryable<Run> OfRecipes(this IQueryable<Run> runs) => runs.Where(run => run.Kind == Run.Recipe || run.Kind == Run.Setup || run.Kind == Run.Refused || run.Kind == Run.Revert);

    /// <summary>The run that this one took back; null when it took none back.</summary>
    public static long? RevertedRun(this Run run) => run.Kind == Run.Revert ? (long?)JsonNode.Parse(run.Result)?[Reverts].AsNumber() : null;

    /// <summary>The last run that took this one back.</summary>
    public static Task<Run?> FindRevertAsync(CmsDbContext database, long id, CancellationToken cancellationToken = default)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"\"{Reverts}\":{id},");
        return database.Runs.AsNoTracking().Where(run => run.Id > id && run.Kind == Run.Revert && run.Result.Contains(mark)).OrderByDescending(run => run.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Why a run cannot be undone; null when it can.</summary>
    /// <param name="lines">How many lines of the change log there are of it.</param>
    public static RecipeException? WhyNot(long id, Run? run, int lines) => run switch
    {
        null => new RecipeException($"there is no run {id}", "`recipes history` lists them"),
        { Kind: Run.Setup } => new RecipeException($"run {id} set the site up; what the site is made of is not undone", "Begin with another database instead"),
        { Kind: Run.Refused } => new RecipeException($"run {id} was refused and changed nothing; there is nothing to undo"),
        { Kind: not (Run.Recipe or Run.Revert) } => new RecipeException($"run {id} is no import of a recipe", "`recipes history` lists those that can be undone"),
        _ when (int)(JsonNode.Parse(run.Result)?["Changes"].AsNumber() ?? 0) is var changes && lines < changes => new RecipeException(
            $"run {id} cannot be undone any more: {changes - lines} of its {changes} changes are no longer in the audit trail, which is kept for a limited time here",
            "Audit trail settings say for how long"),
        _ => null,
    };
}
