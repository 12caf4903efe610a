using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Orchard reads all content into the index once more without deleting it first. An index here is built beside the one that serves, so this is the same as a rebuild.</summary>
internal sealed class LuceneIndexResetStep(IndexRebuilds rebuilds) : SiteStep<LuceneIndexResetStep>, ISiteStep
{
    public static string StepName => "lucene-index-reset";

    public static string Members => "includeAll:flag Indices:texts";

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        rebuilds.Request(step, "Indices");
        return Task.CompletedTask;
    }
}
