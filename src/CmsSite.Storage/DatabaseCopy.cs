using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Storage;

/// <summary>A copy of a SQLite database in a temporary file, as of now; deleted with this.</summary>
public sealed class DatabaseCopy : IAsyncDisposable
{
    private readonly string _path;

    private DatabaseCopy(string path) => _path = path;

    // Not pooled, so that no connection holds the file when it is deleted.
    public DatabaseOptions Options => new(DatabaseOptions.Sqlite, $"Data Source={_path};Foreign Keys=True;Pooling=False");

    /// <summary>Copies in one read transaction: whoever writes meanwhile does not wait, and is not in the copy. The copy lies beside the database, as private as it is.</summary>
    public static async Task<DatabaseCopy> CreateAsync(DatabaseOptions options, CancellationToken cancellationToken = default)
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
        AbandonedFiles.Delete(Path.GetDirectoryName(file)!, ".plan-*.db*");
        var copy = new DatabaseCopy(Path.Combine(Path.GetDirectoryName(file)!, $".plan-{Guid.NewGuid():n}.db"));
        try
        {
            await using var database = SiteDatabase.CreateContext(options);
            await database.Database.ExecuteSqlAsync($"VACUUM INTO {copy._path}", cancellationToken);
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(Options.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        foreach (var file in (string[])[_path, _path + "-wal", _path + "-shm", _path + "-journal"])
        {
            File.Delete(file);
        }

        return ValueTask.CompletedTask;
    }
}
