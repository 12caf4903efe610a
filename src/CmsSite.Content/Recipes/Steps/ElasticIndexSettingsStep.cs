using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Indexes of an Elasticsearch server. There is none here: each becomes an index of our own that holds the same.</summary>
internal sealed class ElasticIndexSettingsStep(SiteSession session) : SiteStep<ElasticIndexSettingsStep>, ISiteStep
{
    public static string StepName => "ElasticIndexSettings";

    public static string Members => "Indices:anys";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (name, flat) in FlatIndexes.Of(step))
        {
            if (session.Document(SiteDocumentKinds.IndexProfile, name) is null)
            {
                step.Warn("Indices", $"the Elasticsearch index \"{name}\" becomes a Lucene index of the same content");
                await session.PutAsync(SiteDocumentKinds.IndexProfile, name, IndexProfiles.FromFlat(name, flat, IndexProfiles.Lucene), cancellationToken);
            }
        }
    }
}
