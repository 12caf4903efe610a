using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>As <see cref="LuceneIndexRebuildStep"/>, for the indexes that stand in for Elasticsearch's.</summary>
internal sealed class ElasticIndexRebuildStep(IndexRebuilds rebuilds) : SiteStep<ElasticIndexRebuildStep>, ISiteStep
{
    public static string StepName => "elastic-index-rebuild";

    public static string Members => "includeAll:flag Indices:texts";

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        rebuilds.Request(step, "Indices");
        return Task.CompletedTask;
    }
}
