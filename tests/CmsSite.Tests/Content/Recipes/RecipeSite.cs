using System.Text.Json.Nodes;
using CmsSite.Content;
using CmsSite.Content.Media;
using CmsSite.Content.Recipes;
using CmsSite.Content.Recipes.Undo;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Theming;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Recipes;

/// <summary>An empty site in a folder of its own, to apply recipes to.</summary>
public sealed class RecipeSite : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cmssite-recipes-").FullName;
    private readonly ServiceProvider _services;

    private RecipeSite(Action<IServiceCollection>? configure)
    {
        var services = new ServiceCollection().AddStorage().AddRecipes().AddContent().AddTheming().AddLogging().Configure<MediaOptions>(options =>
        {
            options.Folder = MediaFolder;
            options.CacheFolder = Path.Combine(_folder, "MediaCache");
        });
        configure?.Invoke(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public string MediaFolder => Path.Combine(_folder, "Media");

    public RecipeRunner Runner => _services.GetRequiredService<RecipeRunner>();

    public RecipeUndo Undo => _services.GetRequiredService<RecipeUndo>();

    /// <param name="configure">What only one test needs.</param>
    /// <param name="options">An empty database; a SQLite file in the site's folder when none is given.</param>
    public static async Task<RecipeSite> CreateAsync(Action<IServiceCollection>? configure = null, DatabaseOptions? options = null)
    {
        var site = new RecipeSite(configure);
        var database = site._services.GetRequiredService<SiteDatabase>();
        database.Use(options ?? DatabaseOptions.File(Path.Combine(site._folder, "cmssite.db")));
        await database.MigrateAsync();
        return site;
    }

    /// <summary>A site whose empty database is a copy of the given one's, which is quicker than to make it.</summary>
    public static async Task<RecipeSite> CopyAsync(RecipeSite empty)
    {
        var site = new RecipeSite(null);
        var file = Path.Combine(site._folder, "cmssite.db");
        await empty.ReadAsync(database => database.Database.ExecuteSqlAsync($"VACUUM INTO {file}"));
        site._services.GetRequiredService<SiteDatabase>().Use(DatabaseOptions.File(file));
        return site;
    }

    /// <summary>Applies steps: the inside of a recipe's <c>steps</c>.</summary>
    public async Task<RecipeOutcome> ApplyStepsAsync(string steps, RecipeRunRequest? request = null) => await ApplyAsync(Recipe(steps), request);

    public async Task<RecipeOutcome> ApplyAsync(string recipe, RecipeRunRequest? request = null)
    {
        using var package = RecipePackage.FromText(recipe, "test.recipe.json");
        return await Runner.ApplyAsync(package, request ?? Admin);
    }

    public async Task<RecipeOutcome> ApplyFileAsync(string file)
    {
        using var package = RecipePackage.Open(file);
        return await Runner.ApplyAsync(package, Admin);
    }

    public async Task<RecipeOutcome> PlanStepsAsync(string steps, RecipeRunRequest? request = null)
    {
        using var package = RecipePackage.FromText(Recipe(steps), "test.recipe.json");
        return await Runner.PlanAsync(package, request ?? Admin);
    }

    /// <summary>Applies steps that must succeed, and gives back what was said.</summary>
    public async Task<RecipeOutcome> DoneAsync(string steps)
    {
        var outcome = await ApplyStepsAsync(steps);
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Result.Problems));
        return outcome;
    }

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    public Task<JsonNode?> DocumentAsync(string kind, string name) =>
        InScopeAsync(services => Task.FromResult(services.GetRequiredService<SiteSession>().Document(kind, name)));

    public Task<T> ReadAsync<T>(Func<CmsDbContext, Task<T>> read) => InScopeAsync(services => read(services.GetRequiredService<CmsDbContext>()));

    /// <summary>Everything that a recipe could leave behind: the rows of every table but that of the attempts themselves, and the files of the media folder.</summary>
    public async Task<string> FootprintAsync()
    {
        var tables = await ReadAsync(async database =>
        {
            var lines = new List<string>();
            var names = await database.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name NOT IN ('Run', 'sqlite_sequence') ORDER BY name").ToListAsync();
            foreach (var name in names)
            {
#pragma warning disable EF1002 // A table's name cannot be a parameter, and comes from the database itself.
                var count = await database.Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS Value FROM \"{name}\"").SingleAsync();
#pragma warning restore EF1002
                lines.Add($"{name}: {count}");
            }

            return lines;
        });
        var files = Directory.Exists(_folder)
            ? Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("cmssite.db", StringComparison.Ordinal))
            : [];
        return string.Join('\n', [.. tables, .. files.Order(StringComparer.Ordinal).Select(file => Path.GetRelativePath(_folder, file))]);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    // A machine that runs other tests as well may take seconds to start the script engine.
    private static RecipeRunRequest Admin => new()
    {
        Who = "admin",
        UserId = "4admin00000000000000000000",
        Options = new RecipeRunOptions { ScriptLimits = new RecipeScriptLimits { Time = TimeSpan.FromSeconds(30) } },
    };

    private static string Recipe(string steps) => $$"""{ "name": "Test", "steps": [ {{steps}} ] }""";
}
