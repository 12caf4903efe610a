using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Whose tokens this site would accept. Kept; secrets are protected.</summary>
internal sealed class OpenIdValidationSettingsStep(KeptValues kept) : SiteStep<OpenIdValidationSettingsStep>, ISiteStep
{
    public static string StepName => "OpenIdValidationSettings";

    public static string Members => "Audience:text Authority:text MetadataAddress:text Tenant:text DisableTokenTypeValidation:flag";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) => kept.PutStepAsync(step, StepName, cancellationToken);
}
