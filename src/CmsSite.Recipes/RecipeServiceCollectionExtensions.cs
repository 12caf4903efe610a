using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CmsSite.Recipes;

public static class RecipeServiceCollectionExtensions
{
    /// <summary>
    /// The executor (scoped, as step handlers are), the catalog, and the step <c>recipes</c>. Other libraries add their
    /// <see cref="IRecipeStepHandler"/> and <see cref="IRecipeFunctionProvider"/>; the host says which folders hold recipes.
    /// </summary>
    public static IServiceCollection AddRecipes(this IServiceCollection services, Action<RecipeOptions>? configure = null)
    {
        services.AddOptions();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(provider => new RecipeCatalog(provider.GetRequiredService<IOptions<RecipeOptions>>().Value));
        services.TryAddScoped(provider => new RecipeExecutor(
            provider.GetServices<IRecipeStepHandler>(),
            provider.GetServices<IRecipeFunctionProvider>(),
            provider.GetRequiredService<RecipeCatalog>(),
            provider.GetService<ILogger<RecipeExecutor>>()));
        services.TryAddEnumerable(ServiceDescriptor.Scoped<IRecipeStepHandler, RecipesStep>());
        return services;
    }
}
