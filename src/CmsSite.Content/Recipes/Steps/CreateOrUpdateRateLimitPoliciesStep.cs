using CmsSite.Content.RateLimits;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Limits on how many requests one address may send, by name.</summary>
internal sealed class CreateOrUpdateRateLimitPoliciesStep(KeptValues kept) : SiteStep<CreateOrUpdateRateLimitPoliciesStep>, ISiteStep
{
    public static string StepName => "CreateOrUpdateRateLimitPolicies";

    public static string Members => "policies:[PolicyId:text Name:text IsEnabled:flag Scope:Global|Endpoint Path:text Limiters:[Id:text Source:FixedWindow|SlidingWindow|TokenBucket|Concurrency Properties:any]]";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (policy, path) in step.Items("policies").ToList())
        {
            // The id of the one policy that Orchard ships is new at each run; its name is not.
            if ((policy.Find("Name").Text() ?? policy.Find("PolicyId").Text()) is not { Length: > 0 } name)
            {
                step.Error(path, "the policy has neither Name nor PolicyId");
                continue;
            }

            var problems = new List<(string Path, string Message)>();
            RateLimitPolicy.Parse(name, policy, problems);
            foreach (var (at, message) in problems)
            {
                step.Error($"{path}.{at}", message);
            }

            await kept.PutAsync(step, path, RateLimitPolicy.Prefix + name, policy, cancellationToken);
        }
    }
}
