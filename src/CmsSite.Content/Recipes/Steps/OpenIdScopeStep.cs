using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>A scope that applications may ask for, by name. Kept.</summary>
internal sealed class OpenIdScopeStep(KeptValues kept) : SiteStep<OpenIdScopeStep>, ISiteStep
{
    public static string StepName => "OpenIdScope";

    public static string Members => "ScopeName:text DisplayName:text Description:text Resources:text";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        if ((step.Step.Find("ScopeName") ?? step.Step.Find("Name")).Text() is { Length: > 0 } name && name != step.Name)
        {
            await kept.PutStepAsync(step, $"{StepName}/{name}", cancellationToken);
        }
        else
        {
            step.Error("ScopeName", "the scope has no ScopeName");
        }
    }
}
