using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Sign-in with Facebook. Kept; secrets are protected.</summary>
internal sealed class FacebookLoginSettingsStep(KeptValues kept) : SiteStep<FacebookLoginSettingsStep>, ISiteStep
{
    public static string StepName => "FacebookLoginSettings";

    public static string Members => "CallbackPath:text";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) => kept.PutStepAsync(step, StepName, cancellationToken);
}
