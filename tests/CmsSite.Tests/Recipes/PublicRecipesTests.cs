using CmsSite.Recipes;

namespace CmsSite.Tests.Recipes;

/// <summary>Recipes that people published, where a collection of them lies beside the repository.</summary>
public class PublicRecipesTests
{
    private static readonly string _collection = Path.Combine(Repository.Root, "..", "shared", "orchard");

    [SkippableFact]
    public void Every_public_recipe_is_read()
    {
        var files = Files();
        var failures = files
            .Select(file => RecipeReader.Read(File.ReadAllBytes(file), Path.GetRelativePath(_collection, file)))
            .SelectMany(recipe => recipe.Problems.Where(problem => problem.Severity == RecipeSeverity.Error))
            .Select(problem => problem.ToString());

        Assert.True(files.Count > 100);
        Assert.Empty(failures);
    }

    [SkippableFact]
    public async Task Every_public_recipe_evaluates_with_the_functions_that_orchard_has()
    {
        var failures = new List<string>();
        foreach (var file in Files())
        {
            using var package = RecipePackage.Open(file);
            var handlers = package.Document.Steps.Select(step => step.Name).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => new RecordingStep(name));
            var run = new RecipeRun(new Dictionary<string, string?> { ["AdminUsername"] = "admin", ["AdminUserId"] = RecipeIds.New(), ["SiteName"] = "Site" });
            var result = await new RecipeExecutor(handlers, [new OrchardFunctions()]).ExecuteAsync(package, run);
            failures.AddRange(result.Errors
                .Where(error => !error.Message.Contains("there is no file", StringComparison.Ordinal)) // the collection has the recipes, not the files beside them
                .Where(error => !error.Message.Contains("valiables is not defined", StringComparison.Ordinal)) // one author's slip, an error in Orchard as well
                .Select(error => error.ToString()));
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static List<string> Files()
    {
        var folders = new[] { "recipes", "stock" }.Select(folder => Path.Combine(_collection, folder)).Where(Directory.Exists).ToList();
        Skip.If(folders.Count == 0, "There is no collection of public recipes beside the repository.");
        return [.. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
            .Where(file => !file.Contains("Snippets", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private sealed class OrchardFunctions : IRecipeFunctionProvider
    {
        public IEnumerable<RecipeFunction> GetFunctions(RecipeRun run) =>
        [
            new("createWorkflowToken", (string type, string activity, int days) => $"{type}-{activity}-{days}"),
            new("encrypt", (string text) => text),
        ];
    }
}
