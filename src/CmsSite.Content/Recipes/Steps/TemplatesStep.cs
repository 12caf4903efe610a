using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Liquid templates of the site by shape name, in front of those of the theme.</summary>
internal sealed class TemplatesStep(SiteSession session) : SiteStep<TemplatesStep>, ISiteStep
{
    public static string StepName => "Templates";

    public static string Members => "Templates:<{Description:text Content:text}>";

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) =>
        TemplateEntries.PutAsync(step, "Templates", session, SiteDocumentKinds.Template, cancellationToken);
}
