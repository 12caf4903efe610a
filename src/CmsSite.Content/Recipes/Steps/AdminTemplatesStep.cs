using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Liquid templates for the dashboard. The dashboard here renders none: they are kept.</summary>
internal sealed class AdminTemplatesStep(SiteSession session) : SiteStep<AdminTemplatesStep>, ISiteStep
{
    public static string StepName => "AdminTemplates";

    public static string Members => "AdminTemplates:<{Description:text Content:text}>";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) =>
        TemplateEntries.PutAsync(step, "AdminTemplates", session, SiteDocumentKinds.AdminTemplate, cancellationToken);
}
