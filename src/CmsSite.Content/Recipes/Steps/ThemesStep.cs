using System.Text.Json.Nodes;
using CmsSite.Content.Features;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Settings;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Notes the site's and the dashboard's theme. An empty name leaves what is set.</summary>
internal sealed class ThemesStep(SiteSettings settings) : SiteStep<ThemesStep>, ISiteStep
{
    public static string StepName => "themes";

    public static string Members => "site:@theme admin:@theme";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined)
    {
        if (step.Find("site").Text() is { Length: > 0 } site)
        {
            yield return ThemeCatalog.Find(site, admin: false);
        }

        if (step.Find("admin").Text() is { Length: > 0 } admin)
        {
            yield return ThemeCatalog.Find(admin, admin: true);
        }
    }

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        var model = step.Bind<Model>();
        if (!string.IsNullOrEmpty(model.Site))
        {
            await settings.PutAsync("CurrentThemeName", model.Site, cancellationToken);
        }

        if (!string.IsNullOrEmpty(model.Admin))
        {
            await settings.PutAsync("CurrentAdminThemeName", model.Admin, cancellationToken);
        }
    }

    private sealed record Model(string? Site, string? Admin);
}
