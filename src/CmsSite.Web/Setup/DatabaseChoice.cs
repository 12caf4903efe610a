using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Storage;
using CmsSite.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Setup;

/// <summary>
/// Which database the site lives in: the configured one, or the one that was chosen at set-up and is remembered where Orchard remembers it
/// (<c>App_Data/Sites/Default/appsettings.json</c>).
/// </summary>
public sealed class DatabaseChoice(SiteFolders folders, IOptions<CmsSiteOptions> options)
{
    private string FileName => Path.Combine(folders.Site, "appsettings.json");

    /// <summary>
    /// Null when nothing was configured, nothing is remembered and no file is there: the site has never been set up here. (A file alone is there when the process died between
    /// the set-up's commit and remembering it.)
    /// </summary>
    public DatabaseOptions? Current => Configured ?? Remembered() ?? (File.Exists(folders.DatabaseFile) ? DatabaseOptions.File(folders.DatabaseFile) : null);

    /// <summary>The configured one; null when the set-up decides.</summary>
    public DatabaseOptions? Configured => options.Value.Database.Provider is { Length: > 0 } provider ? Resolve(provider, options.Value.Database.ConnectionString) : null;

    /// <summary>The database meant by a provider's name and what was given as connection string; SQLite without one is a file in App_Data.</summary>
    /// <exception cref="ArgumentException">The provider is not known, or PostgreSQL was given no connection string.</exception>
    public DatabaseOptions Resolve(string? provider, string? connectionString)
    {
        if (string.IsNullOrEmpty(provider))
        {
            provider = DatabaseOptions.Sqlite;
        }

        if (!string.IsNullOrWhiteSpace(connectionString))
        {
            return DatabaseOptions.Create(provider, connectionString);
        }

        return DatabaseOptions.Create(provider, "").Provider == DatabaseOptions.Sqlite
            ? DatabaseOptions.File(folders.DatabaseFile)
            : throw new ArgumentException("PostgreSQL needs a connection string, such as Host=localhost;Database=cmssite;Username=cmssite;Password=…");
    }

    public void Remember(DatabaseOptions database, string recipe)
    {
        // A file in App_Data is remembered without its place, so that App_Data can be moved.
        var isOwnFile = database == DatabaseOptions.File(folders.DatabaseFile);
        var json = new JsonObject
        {
            ["State"] = "Running",
            ["RecipeName"] = recipe,
            ["DatabaseProvider"] = database.Provider,
            ["ConnectionString"] = isOwnFile ? null : database.ConnectionString,
        };
        Directory.CreateDirectory(folders.Site);
        // It may hold a password, so nobody else may ever read it, not even for a moment.
        var created = FileName + ".new";
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(created, how))
        {
            JsonSerializer.Serialize(stream, json, SiteJson.Indented);
            stream.Flush(flushToDisk: true);
        }

        File.Move(created, FileName, overwrite: true);
    }

    private DatabaseOptions? Remembered()
    {
        if (!File.Exists(FileName))
        {
            return null;
        }

        try
        {
            var json = JsonNode.Parse(File.ReadAllText(FileName), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Resolve((string?)json?["DatabaseProvider"], (string?)json?["ConnectionString"]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidOperationException($"{FileName} does not say which database the site lives in: {exception.Message} Correct it, or set CmsSite:Database.", exception);
        }
    }
}
