using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Which features tenants may enable. There is one site here: kept.</summary>
internal sealed class FeatureProfilesStep(SiteSession session) : SiteStep<FeatureProfilesStep>, ISiteStep
{
    public static string StepName => "FeatureProfiles";

    public static string Members => "FeatureProfiles:<{Id:text Name:text FeatureRules:[Rule:Exclude|Include Expression:text]}>";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (id, value, path) in step.Entries("FeatureProfiles").ToList())
        {
            if (value is JsonObject profile)
            {
                await session.PutAsync(SiteDocumentKinds.Kept, $"{StepName}/{id}", profile.DeepClone(), cancellationToken);
            }
            else
            {
                step.Error(path, "a feature profile is an object");
            }
        }
    }
}
