using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Limits on requests, by name. This host has limits of its own, in its configuration: kept.</summary>
internal sealed class CreateOrUpdateRateLimitPoliciesStep(KeptValues kept) : SiteStep<CreateOrUpdateRateLimitPoliciesStep>, ISiteStep
{
    public static string StepName => "CreateOrUpdateRateLimitPolicies";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (policy, path) in step.Items("policies").ToList())
        {
            // The id of the one policy that Orchard ships is new at each run; its name is not.
            if ((policy.Find("Name").Text() ?? policy.Find("PolicyId").Text()) is { Length: > 0 } name)
            {
                await kept.PutAsync(step, path, $"RateLimitPolicies/{name}", policy, cancellationToken);
            }
            else
            {
                step.Error(path, "the policy has neither Name nor PolicyId");
            }
        }
    }
}
