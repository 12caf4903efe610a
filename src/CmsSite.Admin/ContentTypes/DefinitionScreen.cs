using CmsSite.Admin.Access;
using CmsSite.Admin.Inputs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Http;

namespace CmsSite.Admin.ContentTypes;

/// <summary>Base of the screens that change definitions: what was typed stays until it is stored, and what items would lose is asked about first.</summary>
public abstract class DefinitionScreen : ComponentBase
{
    [Inject] protected AdminWork Work { get; set; } = null!;
    [Inject] protected NavigationManager Navigation { get; set; } = null!;
    [Inject] private ResponseStatus Status { get; set; } = null!;

    private string? _shown;

    /// <summary>Why the screen shows nothing; null when it does.</summary>
    public string? Refused { get; private set; }

    public IReadOnlyList<SettingProblem> Problems { get; private set; } = [];

    /// <summary>What is about the whole of it.</summary>
    public string? Failure { get; private set; }

    public IReadOnlyList<DefinitionLoss> Losses { get; private set; } = [];

    public bool IsUnsaved { get; private set; }

    /// <summary>How often it was tried to save.</summary>
    public int Attempts { get; private set; }

    /// <summary>A save is on its way; another click does nothing.</summary>
    public bool IsBusy { get; private set; }

    public string? Said { get; private set; }

    /// <summary>Whether the user may change what is shown.</summary>
    public bool MayEdit { get; private set; }

    /// <summary>Whether the screen is to show something else than it does. The same once more is no reason to take away what was typed.</summary>
    protected bool IsOther(string shown)
    {
        var isOther = shown != _shown;
        _shown = shown;
        return isOther;
    }

    /// <summary>Begins to show something, or says why not.</summary>
    /// <param name="missing">What there is not; null when it is there.</param>
    /// <param name="toChange">Whether the screen is of use only to who may change definitions.</param>
    private protected bool Begin(AdminScope scope, string? missing, bool toChange = false)
    {
        MayEdit = DefinitionChanges.MayEdit(scope);
        (Problems, Losses, Failure, IsUnsaved) = ([], [], null, false);
        var isAllowed = toChange ? MayEdit : DefinitionChanges.MayView(scope);
        Refused = !isAllowed ? toChange ? "Your account may not change content types" : "Your account may not see content types" : missing;
        if (Refused is not null)
        {
            Status.Set(isAllowed ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
        }

        return Refused is null;
    }

    /// <summary>Something was typed or chosen.</summary>
    /// <param name="id">The input: what was wrong with it is no longer said.</param>
    protected void Touch(string? id = null)
    {
        (IsUnsaved, Losses, Failure, Said) = (true, [], null, null);
        Problems = id is null ? [] : [.. Problems.Where(problem => problem.Id != id)];
    }

    /// <returns>Whether it is stored.</returns>
    private protected async Task<bool> SaveAsync(Func<AdminScope, IReadOnlyList<DefinitionLoss>, Task<DefinitionOutcome>> save)
    {
        if (IsBusy)
        {
            return false;
        }

        var confirmed = Losses;
        (Problems, Losses, Failure, Said) = ([], [], null, null);
        (IsBusy, Attempts) = (true, Attempts + 1);
        try
        {
            switch (await Work.DoAsync(scope => save(scope, confirmed)))
            {
                case DefinitionOutcome.Saved:
                    (IsUnsaved, Said) = (false, "Saved");
                    return true;
                case DefinitionOutcome.Wrong wrong:
                    Problems = wrong.Problems;
                    break;
                case DefinitionOutcome.Overtaken:
                    Failure = "Somebody else changed this definition meanwhile. Nothing was saved over theirs, and what you changed is still here: open the definition in another tab to see theirs, then load this page again.";
                    break;
                case DefinitionOutcome.Asks asks:
                    Losses = asks.Losses;
                    break;
            }
        }
        catch (RefusedException refused)
        {
            Failure = refused.Message;
        }
        finally
        {
            IsBusy = false;
        }

        return false;
    }

    /// <summary>Nothing is taken away after all.</summary>
    public void Keep()
    {
        Losses = [];
        StateHasChanged();
    }

    public void BeforeLeaving(LocationChangingContext context)
    {
        if (IsUnsaved)
        {
            context.PreventNavigation();
            Failure = "What you changed is not saved yet, so you are still here. Save it, or load the page again to drop it.";
        }
    }
}
