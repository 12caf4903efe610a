using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CmsSite.Benchmarks;

/// <summary>A site of <c>recipes/cmssite</c> with made-up articles, served twice over one database: with pages in memory, and without.</summary>
internal sealed class BenchmarkSite : IAsyncDisposable
{
    private readonly string _folder;

    private BenchmarkSite(string folder, SiteProcess kept, SiteProcess anew) => (_folder, Kept, Anew) = (folder, kept, anew);

    public SiteProcess Kept { get; }

    public SiteProcess Anew { get; }

    public static async Task<BenchmarkSite> CreateAsync(int articles)
    {
        var (folder, site, _) = await PrepareAsync(articles);
        var (kept, anew) = (SiteProcess.FreeUrl(), SiteProcess.FreeUrl());
        return new BenchmarkSite(
            folder,
            (await SiteProcess.StartAsync(site("--urls", kept), kept)).Site,
            (await SiteProcess.StartAsync(site("--urls", anew, "--PageCache:Enabled=false"), anew)).Site);
    }

    /// <summary>Sets a site up and writes its articles, the first thousands by importing them, in a folder that the caller deletes.</summary>
    /// <param name="program">The published site; without it the one that is built beside this.</param>
    /// <returns>The folder, what to run the site with, and the articles' bodies.</returns>
    public static async Task<(string Folder, SiteArguments Site, IReadOnlyList<string> Bodies)> PrepareAsync(int articles, string? program = null)
    {
        var root = Foundation.RepositoryRoot();
        var site = program ?? Path.Combine(root, "src/CmsSite.Web/bin/Release/net10.0/CmsSite.Web.dll");
        var folder = Directory.CreateTempSubdirectory("cmssite-bench-").FullName;
        // The site finds its theme and recipes from its project's folder.
        Directory.SetCurrentDirectory(Path.Combine(root, "src/CmsSite.Web"));

        string[] Site(params string[] arguments) => [site, .. arguments, $"--CmsSite:AppData={folder}/App_Data"];

        await SiteProcess.RunAsync(Site("setup", "--recipe", "CmsSite", "--site-name", "Benchmark", "--admin-name", "admin", "--admin-email", "admin@example.org", "--admin-password", "correct horse battery"));
        var recipe = Path.Combine(folder, "articles.recipe.json");
        var siteRecipe = Path.Combine(root, "recipes/cmssite/cmssite.recipe.json");
        var bodies = ArticleRecipe.Write(recipe, siteRecipe, Math.Min(articles, ManyArticles.Imported));
        await SiteProcess.RunAsync(Site("recipes", "apply", recipe));
        return articles <= ManyArticles.Imported
            ? (folder, Site, bodies)
            : (folder, Site, [.. bodies, .. ManyArticles.Write(Path.Combine(folder, "App_Data/Sites/Default/cmssite.db"), ArticleRecipe.Items(siteRecipe, articles).Skip(bodies.Count))]);
    }

    /// <summary>The path of one of the articles in the middle.</summary>
    public Task<string> ArticleAsync() => ArticleAsync(_folder);

    /// <param name="folder">What <see cref="PrepareAsync"/> gave.</param>
    public static async Task<string> ArticleAsync(string folder)
    {
        await using var connection = new SqliteConnection($"Data Source={folder}/App_Data/Sites/Default/cmssite.db;Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Path FROM AutorouteIndex WHERE ContentItemId LIKE 'bench%' ORDER BY ContentItemId LIMIT 1 OFFSET (SELECT COUNT(*) / 2 FROM AutorouteIndex WHERE ContentItemId LIKE 'bench%')";
        return "/" + Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync()
    {
        Kept.Dispose();
        Anew.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The command line that runs the site with these arguments.</summary>
internal delegate string[] SiteArguments(params string[] arguments);
