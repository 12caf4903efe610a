using System.Collections.Frozen;
using System.Text.Json.Nodes;
using CmsSite.Content.Deployment;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>
/// Deployment plans by name: what an export holds. A step that nobody knows is stored with its plan; Orchard refuses the plan.
/// </summary>
internal sealed class DeploymentStep(SiteSession session) : SiteStep<DeploymentStep>, ISiteStep
{
    private const string Suffix = "DeploymentStep";

    private static readonly FrozenSet<string> _known = (
        "AdminMenu AllAdminTemplates AllContent AllDataTranslations AllFeatureProfiles AllFeatures AllLayers AllMediaProfiles AllQueries AllRateLimitPolicies AllRoles "
        + "AllShortcodeTemplates AllSitemaps AllTemplates AllUsers AllWorkflowType AzureAD Content ContentDefinition ContentItem CustomFile CustomSettings CustomUserSettings "
        + "DeleteContentDefinition DeploymentPlan ElasticsearchIndex ElasticsearchIndexRebuild ElasticsearchIndexReset ExportContentToDeploymentTarget FacebookLogin IndexProfile "
        + "JsonRecipe LuceneIndex LuceneIndexRebuild LuceneIndexReset Media MicrosoftAccount OpenIdServer OpenIdValidation Placements QueryBasedContent RebuildIndex RecipeFile "
        + "ReplaceContentDefinition ResetIndex SearchSettings SiteSettings Themes Translations").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static string StepName => "deployment";

    public static string Members => "Plans:[Name:text Steps:[Type:@deploymentStep Step:any]]";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) =>
        from plan in step.Find("Plans").AsObjects()
        from planned in plan.Find("Steps").AsObjects()
        let type = planned.Find("Type").Text() ?? "without Type"
        select new RecipeName("deployment step", type, DeploymentKinds.Find(type) is not null ? RecipeNameState.Runs : IsKnown(type) ? RecipeNameState.Kept : RecipeNameState.Unknown);

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (plan, path) in step.Items("Plans").ToList())
        {
            if (plan.Find("Name").Text() is { Length: > 0 } name)
            {
                await session.PutAsync(SiteDocumentKinds.DeploymentPlan, name, plan.DeepClone(), cancellationToken);
            }
            else
            {
                step.Error(path, "the plan has no Name");
            }
        }
    }

    private static bool IsKnown(string type) =>
        type.EndsWith(Suffix, StringComparison.Ordinal) && (_known.Contains(type[..^Suffix.Length]) || type.EndsWith("_SiteSettingsPropertyDeploymentStep", StringComparison.Ordinal));
}
