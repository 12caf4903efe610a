using System.Text.Json.Nodes;
using CmsSite.Content.Features;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Notes which features the site is to have, and makes the content types that a feature brings. Unknown ids are kept and reported, no error.</summary>
internal sealed class FeatureStep(SiteFeatures features, BuiltInDefinitions builtIn) : SiteStep<FeatureStep>, ISiteStep
{
    public static string StepName => "feature";

    public static string Members => "enable:@feature* disable:@feature*";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) =>
        from id in StepJson.TextsOf(step, "enable")
        let feature = FeatureCatalog.Find(id)
        select feature.State == RecipeNameState.Unknown && ThemeCatalog.LooksLikeTheme(id)
            ? ThemeCatalog.Find(id, admin: false)
            : new RecipeName("feature", id, feature.State, feature.Note);

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var id in step.Texts("disable"))
        {
            await features.SwitchOffAsync(FeatureCatalog.Find(id).Id, cancellationToken);
        }

        foreach (var id in step.Texts("enable").Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var feature = FeatureCatalog.Find(id);
            await features.SwitchOnAsync(feature.Id, cancellationToken);
            await builtIn.AddAsync(feature.Id, cancellationToken);
        }
    }
}
