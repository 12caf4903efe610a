using System.Security.Cryptography;
using CmsSite.Content.Recipes.Exporting;
using CmsSite.Recipes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Recipes.Exporting;

/// <summary>Exports of sites that tests make, and what is in them.</summary>
internal static class ExportedSite
{
    /// <summary>Exports into a new folder.</summary>
    public static async Task<(string Folder, ExportResult Result)> ExportAsync(this RecipeSite site, ExportSelection? selection = null, long bytesAFile = SiteExport.BytesAFile)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"cmssite-export-{Guid.NewGuid():n}");
        await using var package = ExportPackage.To(folder);
        var result = await site.InScopeAsync(services => services.GetRequiredService<SiteExport>().RunAsync(selection ?? new(), package, bytesAFile: bytesAFile));
        return (folder, result);
    }

    /// <summary>Exports, applies the package to a fresh site, exports that; both packages must be the same, byte for byte.</summary>
    public static async Task AssertSurvivesAsync(this RecipeSite site, long bytesAFile = SiteExport.BytesAFile)
    {
        var all = new ExportSelection { WithComments = true };
        var (first, _) = await site.ExportAsync(all, bytesAFile);
        await using var fresh = await RecipeSite.CreateAsync();
        await fresh.AppliedAsync(first);
        var (second, _) = await fresh.ExportAsync(all, bytesAFile);
        Assert.Equal(Files(first), Files(second));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(first, "Recipe.json")), await File.ReadAllTextAsync(Path.Combine(second, "Recipe.json")));
        foreach (var (path, hash) in Hashes(first))
        {
            Assert.Equal((path, hash), (path, Hashes(second)[path]));
        }

        Directory.Delete(first, true);
        Directory.Delete(second, true);
    }

    public static async Task AppliedAsync(this RecipeSite site, string folder)
    {
        // No script may be needed: what is exported is data.
        using var package = RecipePackage.Open(folder);
        var outcome = await site.Runner.ApplyAsync(package, new() { Who = "admin", Options = new RecipeRunOptions { AllowScripts = false } });
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Result.Problems));
    }

    public static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> Hashes(string folder) =>
        Files(folder).ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file)))));
}
