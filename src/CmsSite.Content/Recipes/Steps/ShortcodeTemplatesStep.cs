using System.Text.Json.Nodes;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Shortcodes by name, each a Liquid template.</summary>
internal sealed class ShortcodeTemplatesStep(SiteSession session) : SiteStep<ShortcodeTemplatesStep>, ISiteStep
{
    public static string StepName => "ShortcodeTemplates";

    public static string Members => "ShortcodeTemplates:<{Content:text Hint:text Usage:text DefaultValue:text Categories:texts}>";

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) =>
        TemplateEntries.PutAsync(step, "ShortcodeTemplates", session, SiteDocumentKinds.ShortcodeTemplate, cancellationToken, Clean);

    // Usage is HTML that editors are shown.
    private static void Clean(JsonObject template)
    {
        if (template["Usage"].AsText() is { Length: > 0 } usage)
        {
            template["Usage"] = HtmlSanitizing.Sanitize(usage);
        }
    }
}
