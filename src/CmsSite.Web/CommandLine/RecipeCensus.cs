using CmsSite.Recipes;

namespace CmsSite.Web.CommandLine;

/// <summary>What the recipes of a folder ask of a site.</summary>
internal sealed record RecipeCensus(int Files, IReadOnlyList<CensusName> Names, IReadOnlyList<CensusFailure> Failing)
{
    public static Task<RecipeCensus> OfAsync(string folder, CommandSite site, IProgress<RecipeProgress>? progress, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".recipe.json", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(file).Equals("Recipe.json", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).ToList();
        await using var scope = site.CreateScopeWithoutSite();
        var executor = scope.ServiceProvider.GetRequiredService<RecipeExecutor>();
        var names = new Dictionary<(string Kind, string Name), CensusName>();
        var failing = new List<CensusFailure>();
        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new RecipeProgress(Path.GetFileName(files[i]), i + 1, files.Count, "", 0, 0, null));
            using var package = RecipePackage.Open(files[i]);
            var result = await executor.ValidateAsync(package, cancellationToken: cancellationToken);
            foreach (var name in result.Names)
            {
                var known = names.GetValueOrDefault((name.Kind, name.Name)) ?? new CensusName(name.Kind, name.Name, name.State, 0, name.Note);
                names[(name.Kind, name.Name)] = known with { Recipes = known.Recipes + 1, State = name.State > known.State ? name.State : known.State };
            }

            if (result.Errors.FirstOrDefault() is { } problem)
            {
                failing.Add(new CensusFailure(Path.GetRelativePath(folder, files[i]), problem));
            }
        }

        return new RecipeCensus(files.Count, [.. names.Values.OrderBy(name => name.Kind, StringComparer.Ordinal).ThenByDescending(name => name.Recipes).ThenBy(name => name.Name, StringComparer.Ordinal)], failing);
    }, cancellationToken);
}

/// <param name="Recipes">How many of the recipes use it.</param>
internal sealed record CensusName(string Kind, string Name, RecipeNameState State, int Recipes, string? Note);

internal sealed record CensusFailure(string File, RecipeProblem Problem);
