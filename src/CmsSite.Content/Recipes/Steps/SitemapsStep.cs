using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Recipes.Normalising;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Sitemaps by id.</summary>
internal sealed class SitemapsStep(SiteSession session) : SiteStep<SitemapsStep>, ISiteStep
{
    private static readonly string[] _sources = ["ContentTypesSitemapSource", "CustomPathSitemapSource", "SitemapIndexSource"];

    public static string StepName => "Sitemaps";

    public static string Members => "data:[SitemapId:text Name:text Enabled:flag Path:text SitemapSources:[Id:text IndexAll:flag LimitItems:flag ContentTypes:anys Path:text LastUpdate:date ContainedSitemapIds:texts]]";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) =>
        from sitemap in step.Find("data").AsObjects()
        from source in sitemap.Find("SitemapSources").AsObjects()
        let name = ClassNames.Of(source["$type"].AsText()) ?? "without $type"
        select new RecipeName("sitemap source", name, _sources.Contains(name) ? RecipeNameState.Runs : RecipeNameState.Unknown);

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (sitemap, path) in step.Items("data").ToList())
        {
            if (sitemap.Find("SitemapId").Text() is { Length: > 0 } id)
            {
                await session.PutAsync(SiteDocumentKinds.Sitemap, id, sitemap.DeepClone(), cancellationToken);
            }
            else
            {
                step.Error(path, "the sitemap has no SitemapId");
            }
        }
    }
}
