using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>For indexes of Azure AI Search, of which there are none here. Kept.</summary>
internal sealed class AzureAIIndexResetStep(KeptValues kept) : SiteStep<AzureAIIndexResetStep>, ISiteStep
{
    public static string StepName => "azureai-index-reset";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) => kept.PutStepAsync(step, StepName, cancellationToken);
}
