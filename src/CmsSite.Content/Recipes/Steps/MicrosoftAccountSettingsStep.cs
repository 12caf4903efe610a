using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Sign-in with a Microsoft account. Kept; secrets are protected.</summary>
internal sealed class MicrosoftAccountSettingsStep(KeptValues kept) : SiteStep<MicrosoftAccountSettingsStep>, ISiteStep
{
    public static string StepName => "MicrosoftAccountSettings";

    public static string Members => "AppId:text AppSecret:text CallbackPath:text";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) => kept.PutStepAsync(step, StepName, cancellationToken);
}
