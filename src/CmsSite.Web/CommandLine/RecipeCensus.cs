using CmsSite.Recipes;

namespace CmsSite.Web.CommandLine;

/// <summary>What the recipes of a folder ask of a site.</summary>
/// <param name="NothingUnknown">Recipes that name nothing that is unknown here.</param>
/// <param name="RunWholly">Recipes of which all does its work here.</param>
internal sealed record RecipeCensus(int Files, int NothingUnknown, int RunWholly, IReadOnlyList<CensusName> Names, IReadOnlyList<CensusFailure> Failing)
{
    public static Task<RecipeCensus> OfAsync(string folder, CommandSite site, IProgress<RecipeProgress>? progress, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".recipe.json", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(file).Equals("Recipe.json", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).ToList();
        await using var scope = site.CreateScopeWithoutSite();
        var executor = scope.ServiceProvider.GetRequiredService<RecipeExecutor>();
        var failing = new List<CensusFailure>();
        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new RecipeProgress(Path.GetFileName(files[i]), i + 1, files.Count, "", 0, 0, null));
            using var package = RecipePackage.Open(files[i]);
            var result = await executor.ValidateAsync(package, cancellationToken: cancellationToken);
            if (result.Errors.FirstOrDefault() is { } problem)
            {
                failing.Add(new CensusFailure(Path.GetRelativePath(folder, files[i]), problem));
            }
        }

        var read = Content.Recipes.RecipeCensus.Take(files);
        var names = read.Entries.SelectMany(entry => entry.Names).GroupBy(name => (name.Kind, name.Name))
            .Select(uses => new CensusName(uses.Key.Kind, uses.Key.Name, uses.Max(name => name.State), uses.Count(), uses.First().Note))
            .OrderBy(name => name.Kind, StringComparer.Ordinal).ThenByDescending(name => name.Recipes).ThenBy(name => name.Name, StringComparer.Ordinal);
        return new RecipeCensus(files.Count, read.NothingUnknown, read.RunningWholly, [.. names], failing);
    }, cancellationToken);
}

/// <param name="Recipes">How many of the recipes use it.</param>
internal sealed record CensusName(string Kind, string Name, RecipeNameState State, int Recipes, string? Note);

internal sealed record CensusFailure(string File, RecipeProblem Problem);
