using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>An application that signs in with this site, by client id. Kept; its secret is protected.</summary>
internal sealed class OpenIdApplicationStep(KeptValues kept) : SiteStep<OpenIdApplicationStep>, ISiteStep
{
    public static string StepName => "OpenIdApplication";

    public static string Members => "ClientId:text DisplayName:text Type:public|confidential ConsentType:text ClientSecret:text RedirectUris:text PostLogoutRedirectUris:text RoleEntries:[Name:text] ScopeEntries:[Name:text]";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        if (step.Step.Find("ClientId").Text() is { Length: > 0 } id)
        {
            await kept.PutStepAsync(step, $"{StepName}/{id}", cancellationToken);
        }
        else
        {
            step.Error("ClientId", "the application has no ClientId");
        }
    }
}
