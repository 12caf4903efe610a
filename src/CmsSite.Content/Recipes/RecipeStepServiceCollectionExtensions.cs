using CmsSite.Content.Deployment;
using CmsSite.Content.Recipes.Exporting;
using CmsSite.Content.Recipes.Functions;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Content.Recipes;

public static class RecipeStepServiceCollectionExtensions
{
    /// <summary>The recipe steps of this library, what they share, the functions that scripts have of it, and the runner. Part of <c>AddContent</c>.</summary>
    public static IServiceCollection AddRecipeSteps(this IServiceCollection services)
    {
        foreach (var step in SiteSteps.All)
        {
            step.Register(services);
        }

        services.AddScoped<DefinitionImport>();
        services.AddScoped<PinnedIds>();
        services.AddScoped<RecipeSecrets>();
        services.AddScoped<KeptValues>();
        services.AddScoped<RecipeUsers>();
        services.AddScoped<IndexRebuilds>();
        services.AddScoped<AfterRun>();
        services.AddScoped<SiteExport>();
        services.AddSingleton<Conversion.SiteConversion>();
        services.AddScoped<DeploymentPlans>();
        services.AddScoped<IRecipeFunctionProvider, ContentFunctions>();
        services.AddScoped<IRecipeFunctionProvider, QueryFunctions>();
        services.AddScoped<IRecipeFunctionProvider, SecretFunctions>();
        services.AddScoped<IRecipeFunctionProvider, WorkflowFunctions>();
        services.AddSingleton<RecipeRunner>();
        services.AddSingleton<Undo.RecipeUndo>();
        return services;
    }
}
