using CmsSite.Recipes;
using CmsSite.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Setup;

/// <summary>The recipes that a new site may begin with, as Orchard's set-up offers them.</summary>
public sealed class SetupRecipes(RecipeCatalog catalog, IOptions<CmsSiteOptions> options)
{
    /// <summary>Set-up recipes without the tag <c>hidden</c>; preselected is the configured one, else one with the tag <c>default</c>, else the first.</summary>
    public (IReadOnlyList<RecipeDescriptor> Items, string? Preselected) Offered()
    {
        var offered = catalog.List().Where(recipe => recipe.Descriptor.IsSetupRecipe && !recipe.IsHidden)
            .Select(recipe => recipe.Descriptor with { Name = recipe.Name }).OrderBy(recipe => recipe.DisplayName ?? recipe.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var preselected = offered.FirstOrDefault(recipe => recipe.Name == options.Value.SetupRecipe)
            ?? offered.FirstOrDefault(recipe => recipe.Tags.Contains("default", StringComparer.OrdinalIgnoreCase))
            ?? offered.FirstOrDefault();
        return (offered, preselected?.Name);
    }
}
