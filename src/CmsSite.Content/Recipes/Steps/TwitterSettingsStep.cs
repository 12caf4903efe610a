using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>The site's application at X. Kept; secrets are protected.</summary>
internal sealed class TwitterSettingsStep(KeptValues kept) : SiteStep<TwitterSettingsStep>, ISiteStep
{
    public static string StepName => "TwitterSettings";

    public static string Members => "ConsumerKey:text ConsumerSecret:text AccessToken:text AccessTokenSecret:text";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) => kept.PutStepAsync(step, StepName, cancellationToken);
}
