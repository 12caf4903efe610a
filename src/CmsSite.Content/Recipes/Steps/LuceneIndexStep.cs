using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Recipes.Normalising;
using CmsSite.Content.Settings;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Search indexes as Orchard 1.x to 2.x describe them. An index that exists already stays as it is.</summary>
internal sealed class LuceneIndexStep(SiteSession session, SiteSettings settings) : SiteStep<LuceneIndexStep>, ISiteStep
{
    public static string StepName => "lucene-index";

    public static string Members => "Indices:anys";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (name, flat) in FlatIndexes.Of(step))
        {
            if (session.Document(SiteDocumentKinds.IndexProfile, name) is not null)
            {
                continue;
            }

            var profile = IndexProfiles.FromFlat(name, flat, IndexProfiles.Lucene);
            if (LuceneSettings.DefaultSearchFields(settings.Find(LuceneSettings.Name)) is { } fields && fields.Index.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                IndexProfiles.SetDefaultSearchFields(profile, fields.Fields);
            }

            await session.PutAsync(SiteDocumentKinds.IndexProfile, name, profile, cancellationToken);
        }
    }
}
