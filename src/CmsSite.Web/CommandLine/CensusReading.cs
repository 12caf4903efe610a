using CmsSite.Content.Recipes;
using CmsSite.Recipes;
using CmsSite.Theming.Liquid;

namespace CmsSite.Web.CommandLine;

/// <summary>The recipes of a folder, read for a census.</summary>
/// <param name="Failing">Recipes that cannot be run as they are, with the first problem of each.</param>
/// <param name="Unreadable">Files that could not be opened, and archives that hold no recipe.</param>
internal sealed record CensusReading(IReadOnlyList<CensusRecipe> Recipes, IReadOnlyList<CensusFailure> Failing, IReadOnlyList<CensusUnreadable> Unreadable)
{
    public static Task<CensusReading> OfAsync(string folder, CommandSite site, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        await using var scope = site.CreateScopeWithoutSite();
        var reader = new Reader(folder, scope.ServiceProvider.GetRequiredService<RecipeExecutor>(), new LiquidNames(site.Get<LiquidEngine>()), cancellationToken);
        var files = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".json" or ".zip").Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report((i, files.Count));
            await reader.ReadAsync(files[i]);
        }

        return new CensusReading(reader.Recipes, reader.Failing, reader.Unreadable);
    }, cancellationToken);

    /// <summary>Every name that the recipes use, by kind, most used first.</summary>
    public static IEnumerable<CensusName> Names(CensusReport report) => report.Entries.SelectMany(entry => entry.Names).GroupBy(name => (name.Kind, name.Name))
        .Select(uses => new CensusName(uses.Key.Kind, uses.Key.Name, uses.Max(name => name.State), uses.Count(), uses.First().Note))
        .OrderBy(name => name.Kind, StringComparer.Ordinal).ThenByDescending(name => name.Recipes).ThenBy(name => name.Name, StringComparer.Ordinal);

    private sealed class Reader(string folder, RecipeExecutor executor, LiquidNames liquid, CancellationToken cancellationToken)
    {
        public List<CensusRecipe> Recipes { get; } = [];

        public List<CensusFailure> Failing { get; } = [];

        public List<CensusUnreadable> Unreadable { get; } = [];

        // A file that cannot be read is reported, and the next one is looked at.
        public async Task ReadAsync(string file)
        {
            var name = Path.GetRelativePath(folder, file);
            try
            {
                using var package = RecipePackage.Open(file);
                var isArchive = file.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
                if (!isArchive && !IsRecipe(file, package.Document))
                {
                    return;
                }

                await AddAsync(name, package);
                foreach (var other in isArchive ? package.Others() : [])
                {
                    await AddAsync($"{name}/{other.Document.File}", other);
                }
            }
            catch (Exception exception) when (exception is RecipeException or IOException or UnauthorizedAccessException or InvalidDataException)
            {
                Unreadable.Add(new CensusUnreadable(name, exception.Message));
            }
        }

        private async Task AddAsync(string name, RecipePackage package)
        {
            var checkedRecipe = await executor.ValidateAsync(package, cancellationToken: cancellationToken);
            var used = RecipeTexts.Of(package).SelectMany(liquid.In)
                .Select(used => new RecipeName(used.Kind, used.Name, used.IsKnown ? RecipeNameState.Runs : RecipeNameState.Unknown));
            Recipes.Add(new CensusRecipe(name, package.Document, [.. checkedRecipe.Names.Where(checkedName => checkedName.Kind == "function"), .. used.Distinct()]));
            if (checkedRecipe.Errors.FirstOrDefault() is { } problem)
            {
                Failing.Add(new CensusFailure(name, problem));
            }
        }

        // By its name, or by its shape: other JSON of a folder is passed over.
        private static bool IsRecipe(string file, RecipeDocument document) =>
            file.EndsWith(".recipe.json", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(file).Equals("Recipe.json", StringComparison.OrdinalIgnoreCase)
            || document.Root.Any(property => property.Key.Equals("steps", StringComparison.OrdinalIgnoreCase) && property.Value is System.Text.Json.Nodes.JsonArray);
    }
}

/// <param name="Recipes">How many of the recipes use it.</param>
internal sealed record CensusName(string Kind, string Name, RecipeNameState State, int Recipes, string? Note);

internal sealed record CensusFailure(string File, RecipeProblem Problem);

internal sealed record CensusUnreadable(string File, string Reason);
