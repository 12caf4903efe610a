using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Builds search indexes again, once the run is committed.</summary>
internal sealed class RebuildIndexStep(IndexRebuilds rebuilds) : SiteStep<RebuildIndexStep>, ISiteStep
{
    public static string StepName => "RebuildIndex";

    public static string Members => "includeAll:flag indexNames:texts";

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        rebuilds.Request(step, "indexNames");
        return Task.CompletedTask;
    }
}
