using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Sign-in with Microsoft Entra ID. Kept; secrets are protected.</summary>
internal sealed class AzureADSettingsStep(KeptValues kept) : SiteStep<AzureADSettingsStep>, ISiteStep
{
    public static string StepName => "AzureADSettings";

    public static string Members => "AppId:text TenantId:text DisplayName:text CallbackPath:text";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) => kept.PutStepAsync(step, StepName, cancellationToken);
}
