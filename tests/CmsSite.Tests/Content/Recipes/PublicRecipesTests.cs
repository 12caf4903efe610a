using CmsSite.Content.Recipes;
using CmsSite.Recipes;
using Xunit.Abstractions;

namespace CmsSite.Tests.Content.Recipes;

/// <summary>Recipes that people published, on an empty site: each comes to a result, what is wrong with it is the recipe's own, and applied twice it is as applied once.</summary>
public sealed class PublicRecipesTests(ITestOutputHelper output)
{
    // What these recipes really lack; in this collection most files that lay beside them are not there.
    private static readonly string[] _theirOwn =
    [
        "there is no file", "leads out of the recipe's package", "there is no recipe named", "has no PartName", "has no FieldName", "is not defined", "no accounts",
    ];

    [SkippableFact]
    public async Task Every_public_recipe_comes_to_a_result()
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "orchard", "recipes");
        Skip.IfNot(Directory.Exists(folder), $"No public recipes to plan: there is no {folder}.");
        await using var site = await RecipeSite.CreateAsync();
        var request = new RecipeRunRequest { Who = "admin", UserId = "4admin", Options = new RecipeRunOptions { AllowUnknownSteps = true, ScriptLimits = new() { Time = TimeSpan.FromMinutes(1) } } };
        var strange = new List<string>();
        var planned = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var package = RecipePackage.Open(file);
            var outcome = await site.Runner.PlanAsync(package, request);
            planned += outcome.Succeeded ? 1 : 0;
            if (outcome.Result.Exception is { } exception)
            {
                strange.Add($"{file}: {exception}");
            }

            strange.AddRange(outcome.Result.Errors.Where(error => !_theirOwn.Any(known => error.Message.Contains(known, StringComparison.Ordinal))).Select(error => $"{Path.GetFileName(Path.GetDirectoryName(file))}: {error}"));
        }

        output.WriteLine($"{planned} can be applied as they are.");
        strange.ForEach(output.WriteLine);
        Assert.Empty(strange);
    }

    [SkippableFact]
    public async Task Every_public_recipe_that_can_be_applied_changes_nothing_the_second_time()
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "orchard");
        Skip.IfNot(Directory.Exists(folder), $"No public recipes to apply: there is no {folder}.");
        await using var empty = await RecipeSite.CreateAsync();
        var request = new RecipeRunRequest { Who = "admin", UserId = "4admin", Options = new RecipeRunOptions { AllowUnknownSteps = true, ScriptLimits = new() { Time = TimeSpan.FromMinutes(1) } } };
        var (applied, changed) = (0, new List<string>());
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var package = RecipePackage.Open(file);
            await using var site = await RecipeSite.CopyAsync(empty);
            if (!(await site.Runner.ApplyAsync(package, request)).Succeeded)
            {
                continue;
            }

            applied++;
            var second = await site.Runner.ApplyAsync(package, request with { Who = "other", UserId = "4other" });
            if (!second.Succeeded || second.Changes.Count > 0)
            {
                changed.Add($"{file}: {second.Summary} {string.Join("; ", second.Changes.Take(3))} {string.Join("; ", second.Result.Errors.Take(3))}");
            }
        }

        output.WriteLine($"{applied} were applied twice.");
        changed.ForEach(output.WriteLine);
        Assert.Empty(changed);
    }
}
