using CmsSite.Content.Recipes;
using CmsSite.Content.Recipes.Undo;
using CmsSite.Recipes;

namespace CmsSite.Admin.Recipes;

/// <summary>Where a job stands. What was refused or cancelled has changed nothing.</summary>
public enum RecipeJobState
{
    Planning,
    Planned,
    Applying,
    Applied,
    Refused,
    Cancelled,
}

/// <summary>One recipe on its way: planned, looked at, applied. Belongs to whoever began it.</summary>
public sealed class RecipeJob(string id, string userId, string? who, string title) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    public string Id => id;
    public string UserId => userId;
    public string? Who => who;

    /// <summary>The recipe's name, or that of the file it came in.</summary>
    public string Title => title;

    public RecipeJobState State { get; private set; }
    public RecipeProgress? Progress { get; private set; }

    /// <summary>When what goes on now began, in ticks of the clock.</summary>
    public long Began { get; private set; }

    /// <summary>What applying would change; null until that is known.</summary>
    public RecipeOutcome? Plan { get; private set; }

    /// <summary>What applying came to.</summary>
    public RecipeOutcome? Result { get; private set; }

    /// <summary>For people, where the outcome does not say it.</summary>
    public string? Said { get; private set; }

    /// <summary>Whether scripts of the recipe may run.</summary>
    public bool AllowsScripts { get; set; }

    /// <summary>The run that this takes back; null for a recipe.</summary>
    public long? Undoes { get; init; }

    /// <summary>Of an undoing: what was changed since by somebody else.</summary>
    public IReadOnlyList<UndoConflict> Conflicts { get; private set; } = [];

    /// <summary>The conflicts, by their keys, in which the state before the run is to be taken.</summary>
    public ISet<string> Take { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Of what was planned and of what it would replace: only exactly that is applied.</summary>
    internal string? Signature { get; set; }

    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Raised on whatever thread it happens.</summary>
    public event Action? Changed;

    /// <summary>How much of it is done, from 0 to 1.</summary>
    public double Done => Progress is not { Steps: > 0 } progress ? 0
        : Math.Clamp((progress.Step - 1 + (progress.Total > 0 ? (double)progress.Done / progress.Total : 0)) / progress.Steps, 0, 1);

    public void Cancel() => _cancellation.Cancel();

    internal void Begin(RecipeJobState state, long now) => Tell(() => (State, Progress, Began, Said) = (state, null, now, null));

    internal void Move(RecipeProgress progress) => Tell(() => Progress = progress);

    internal void Planned(RecipeOutcome plan, string? said = null) => Tell(() => (Plan, State, Said) = (plan, plan.Succeeded ? RecipeJobState.Planned : RecipeJobState.Refused, said));

    internal void Planned(UndoOutcome plan, string? said = null)
    {
        (Conflicts, Signature) = (plan.Conflicts, plan.Signature);
        Planned(plan.Outcome, said);
    }

    internal void Applied(UndoOutcome result)
    {
        Conflicts = result.Conflicts;
        Applied(result.Outcome);
    }

    internal void Applied(RecipeOutcome result) => Tell(() => (Result, State) = (result, result.Succeeded ? RecipeJobState.Applied : RecipeJobState.Refused));

    internal void End(RecipeJobState state, string said) => Tell(() => (State, Said) = (state, said));

    public void Dispose() => _cancellation.Dispose();

    private void Tell(Action change)
    {
        change();
        Changed?.Invoke();
    }
}
