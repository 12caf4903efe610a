using CmsSite.Storage;
using CmsSite.Web.Setup;

namespace CmsSite.Web.CommandLine;

/// <summary>The site that a verb works on. It need not be running; if it is, it notices what was changed.</summary>
internal sealed class CommandSite
{
    /// <summary>The composed application, which verbs do not start.</summary>
    public IServiceProvider? Services { get; set; }

    public T Get<T>() where T : notnull => Services!.GetRequiredService<T>();

    /// <summary>A scope whose changes carry the name of whoever runs the command.</summary>
    public AsyncServiceScope CreateScope()
    {
        var scope = Services!.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<SiteSession>().Who = Who;
        return scope;
    }

    /// <summary>A scope for what only reads files: it has a database, but an empty one in memory that nobody ever opens.</summary>
    public AsyncServiceScope CreateScopeWithoutSite()
    {
        var database = Get<SiteDatabase>();
        if (database.Options is null)
        {
            database.Use(new DatabaseOptions(DatabaseOptions.Sqlite, "Data Source=:memory:"));
        }

        return Services!.CreateAsyncScope();
    }

    /// <summary>Turns to the site's database.</summary>
    /// <exception cref="CommandException">The site is not set up.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (!await Get<SiteOpening>().TryOpenAsync(cancellationToken))
        {
            throw new CommandException("The site is not set up yet. Run the verb setup first, or start the program and open it in a browser.");
        }
    }

    public static string Who => $"{Environment.UserName} (command line)";
}

/// <summary>Ends a verb with exit code 1; the message is for the person who typed it.</summary>
internal sealed class CommandException(string message) : Exception(message);
