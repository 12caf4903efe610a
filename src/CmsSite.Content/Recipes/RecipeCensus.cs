using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes;

/// <summary>
/// Reads recipes without running them and says what of them works here. Types and parts count as defined when a recipe of the same folder defines them, since modules
/// spread over several files what belongs together.
/// </summary>
public static class RecipeCensus
{
    /// <param name="files">Recipe files.</param>
    public static CensusReport Take(IEnumerable<string> files) => Take(files.Select(file => new CensusRecipe(file, RecipeReader.Read(File.ReadAllBytes(file), Path.GetFileName(file)), [])));

    /// <summary>The census of recipes that are read already.</summary>
    public static CensusReport Take(IEnumerable<CensusRecipe> recipes)
    {
        var entries = new List<CensusEntry>();
        foreach (var folder in recipes.GroupBy(recipe => Path.GetDirectoryName(recipe.File), StringComparer.Ordinal).OrderBy(folder => folder.Key, StringComparer.Ordinal))
        {
            var defined = new DefinedNames();
            foreach (var step in folder.SelectMany(recipe => recipe.Document.Steps))
            {
                defined.Add(step.Json);
            }

            entries.AddRange(folder.OrderBy(recipe => recipe.File, StringComparer.Ordinal).Select(recipe => new CensusEntry(
                recipe.File, NamesOf(recipe, defined), [.. recipe.Document.Problems.Where(problem => problem.Severity == RecipeSeverity.Error)])));
        }

        return new CensusReport(entries);
    }

    private static List<RecipeName> NamesOf(CensusRecipe recipe, DefinedNames defined) =>
    [
        .. recipe.Document.Steps.SelectMany(step => NamesOf(step.Name, step.Json, defined)).Concat(recipe.InTexts)
            .GroupBy(name => (name.Kind, name.Name))
            // As in a run: of several uses the worst counts.
            .Select(group => group.MaxBy(name => name.State)!),
    ];

    private static IEnumerable<RecipeName> NamesOf(string step, JsonObject json, DefinedNames defined)
    {
        if (SiteSteps.Find(step) is { } known)
        {
            return known.Names(json, defined).Prepend(new RecipeName("step", known.Name, known.State));
        }

        // The one step that the recipe library has itself.
        var state = step.Equals("recipes", StringComparison.OrdinalIgnoreCase) ? RecipeNameState.Runs : RecipeNameState.Unknown;
        return [new RecipeName("step", step, state)];
    }
}
