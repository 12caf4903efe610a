namespace CmsSite.Content.Recipes.Undo;

/// <summary>What undoing a run comes to.</summary>
/// <param name="Outcome">The changes; warnings where something cannot be put back.</param>
/// <param name="Conflicts">What was changed since by somebody else.</param>
/// <param name="Signature">Of the state of what the run changed.</param>
public sealed record UndoOutcome(RecipeOutcome Outcome, IReadOnlyList<UndoConflict> Conflicts, string Signature);

/// <summary>What a run changed has changed since its undoing was planned; nothing was done.</summary>
public sealed class PlanIsOldException() : Exception("Something that the run changed has changed since this was planned. Plan it again.");
