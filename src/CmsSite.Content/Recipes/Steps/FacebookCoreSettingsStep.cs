using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>The site's application at Facebook. Kept; secrets are protected.</summary>
internal sealed class FacebookCoreSettingsStep(KeptValues kept) : SiteStep<FacebookCoreSettingsStep>, ISiteStep
{
    public static string StepName => "FacebookCoreSettings";

    public static string Members => "AppId:text AppSecret:text SdkJs:text FBInit:flag FBInitParams:text Version:text";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) => kept.PutStepAsync(step, StepName, cancellationToken);
}
