using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>The same as <see cref="RebuildIndexStep"/>: see <see cref="LuceneIndexResetStep"/>.</summary>
internal sealed class ResetIndexStep(IndexRebuilds rebuilds) : SiteStep<ResetIndexStep>, ISiteStep
{
    public static string StepName => "ResetIndex";

    public static string Members => "includeAll:flag indexNames:texts";

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        rebuilds.Request(step, "indexNames");
        return Task.CompletedTask;
    }
}
