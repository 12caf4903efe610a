using Microsoft.Extensions.Options;

namespace CmsSite.Web.Hosting;

/// <summary>Where the site's files are. In development the theme and the recipes are in the source tree, when published they are beside the program.</summary>
public sealed class SiteFolders(IHostEnvironment environment, IOptions<CmsSiteOptions> options)
{
    /// <summary>The theme's id in URLs and in recipes.</summary>
    public const string ThemeId = "CmsSiteTheme";

    private const string PublishedThemes = "Themes";

    public string AppData { get; } = Path.GetFullPath(options.Value.AppData, environment.ContentRootPath);

    /// <summary>Data of the one site, where Orchard keeps its default tenant.</summary>
    public string Site => Path.Combine(AppData, "Sites", "Default");

    public string DatabaseFile => Path.Combine(Site, "cmssite.db");

    public string Media => Path.Combine(Site, "Media");

    /// <summary>Resized images; may be emptied at any time.</summary>
    public string MediaCache => Path.Combine(Site, "MediaCache");

    public string Search => Path.Combine(Site, "Search");

    public string DataProtectionKeys => Path.Combine(AppData, "DataProtection-Keys");

    /// <summary>The folder of the theme's views and assets.</summary>
    public string Theme { get; } = options.Value.ThemeFolder is { Length: > 0 } configured
        ? Path.GetFullPath(configured, environment.ContentRootPath)
        : FirstExisting(
            Path.Combine(environment.ContentRootPath, PublishedThemes, ThemeId),
            Path.Combine(AppContext.BaseDirectory, PublishedThemes, ThemeId),
            Path.GetFullPath("../CmsSite.Theme", environment.ContentRootPath));

    /// <summary>Folders that hold recipes, the program's own first.</summary>
    public IReadOnlyList<string> Recipes { get; } =
    [
        .. new[] { environment.ContentRootPath, AppContext.BaseDirectory, RepositoryOf(environment.ContentRootPath) }
            .OfType<string>().Select(folder => Path.Combine(folder, "recipes")).Where(Directory.Exists).Take(1),
        .. options.Value.RecipeFolders.Select(folder => Path.GetFullPath(folder, environment.ContentRootPath)),
    ];

    /// <summary>Makes App_Data, for this account alone: it holds addresses, password hashes, drafts and keys. One that is there stays as it is.</summary>
    public void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(AppData);
        }
        else
        {
            Directory.CreateDirectory(AppData, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The content root: the program's own folder when it was published, wherever it is started from; else null, for the default.</summary>
    public static string? PublishedContentRoot =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, PublishedThemes, ThemeId)) ? AppContext.BaseDirectory : null;

    private static string FirstExisting(params string[] folders) => folders.FirstOrDefault(Directory.Exists) ?? folders[0];

    // The checkout that the content root is in; null when it is in none.
    private static string? RepositoryOf(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (File.Exists(Path.Combine(current.FullName, "CmsSite.sln")))
            {
                return current.FullName;
            }
        }

        return null;
    }
}
