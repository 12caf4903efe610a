using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Orchard restarts the site after this. Here every change is in force with the commit: nothing to do.</summary>
internal sealed class ReloadTenantStep : SiteStep<ReloadTenantStep>, ISiteStep
{
    public static string StepName => "ReloadTenant";

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) => Task.CompletedTask;
}
