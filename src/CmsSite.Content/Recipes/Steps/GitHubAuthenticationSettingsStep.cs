using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Sign-in with GitHub. Kept; secrets are protected.</summary>
internal sealed class GitHubAuthenticationSettingsStep(KeptValues kept) : SiteStep<GitHubAuthenticationSettingsStep>, ISiteStep
{
    public static string StepName => "GitHubAuthenticationSettings";

    public static string Members => "ConsumerKey:text ConsumerSecret:text CallbackPath:text";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) => kept.PutStepAsync(step, StepName, cancellationToken);
}
