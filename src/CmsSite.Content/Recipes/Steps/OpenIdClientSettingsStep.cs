using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>With which server users would sign in. Kept; secrets are protected.</summary>
internal sealed class OpenIdClientSettingsStep(KeptValues kept) : SiteStep<OpenIdClientSettingsStep>, ISiteStep
{
    public static string StepName => "OpenIdClientSettings";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) => kept.PutStepAsync(step, StepName, cancellationToken);
}
