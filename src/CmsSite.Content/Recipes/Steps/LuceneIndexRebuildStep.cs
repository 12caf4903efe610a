using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Builds search indexes again, once the run is committed.</summary>
internal sealed class LuceneIndexRebuildStep(IndexRebuilds rebuilds) : SiteStep<LuceneIndexRebuildStep>, ISiteStep
{
    public static string StepName => "lucene-index-rebuild";

    public static string Members => "includeAll:flag Indices:texts";

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        rebuilds.Request(step, "Indices");
        return Task.CompletedTask;
    }
}
