using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Undo;

/// <summary>Who undoes a run, and what becomes of what was changed since.</summary>
public sealed record UndoRequest
{
    /// <summary>User name for the change log; null for the machine.</summary>
    public string? Who { get; init; }

    public string? UserId { get; init; }

    /// <summary>The conflicts (<see cref="UndoConflict.Key"/>) in which the state before the run is taken. In all others what is now stays.</summary>
    public IReadOnlySet<string> Take { get; init; } = new HashSet<string>();

    /// <summary>Takes the state before the run in every conflict.</summary>
    public bool TakesAll { get; init; }

    /// <summary>The <see cref="UndoOutcome.Signature"/> of the plan that is applied: when something that the run changed has changed since that, nothing is done. Null applies whatever it comes to.</summary>
    public string? Signature { get; init; }

    /// <summary>See <see cref="RecipeRunRequest.WithItems"/>.</summary>
    public bool WithItems { get; init; }

    public IProgress<RecipeProgress>? Progress { get; init; }
}
