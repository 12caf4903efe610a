using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>How this site would sign in other applications. Kept; secrets are protected.</summary>
internal sealed class OpenIdServerSettingsStep(KeptValues kept) : SiteStep<OpenIdServerSettingsStep>, ISiteStep
{
    public static string StepName => "OpenIdServerSettings";

    public static string Members => "AccessTokenFormat:DataProtection|JsonWebToken Authority:text EnableTokenEndpoint:flag EnableAuthorizationEndpoint:flag EnableLogoutEndpoint:flag EnableUserInfoEndpoint:flag AllowPasswordFlow:flag AllowClientCredentialsFlow:flag AllowAuthorizationCodeFlow:flag AllowRefreshTokenFlow:flag";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) => kept.PutStepAsync(step, StepName, cancellationToken);
}
