using System.Data.Common;
using System.Net.Sockets;
using CmsSite.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace CmsSite.Web.Setup;

/// <summary>
/// The database of one attempt at a set-up: locked against other processes that set up the same site, made ready, and put back as it was if the attempt fails.
/// </summary>
internal sealed class SetupDatabase(SiteDatabase database, DatabaseOptions options) : IAsyncDisposable
{
    private const long Lock = 0x436D_7353_6974_6553;
    private CmsDbContext? _lockHolder;
    private FileStream? _lockFile;
    private bool _isTouched;
    private bool _existed = true;
    private bool _hadSchema = true;

    /// <summary>Whether something went wrong with the database itself: not there, no access, out of room. EF Core wraps a connection that failed, as it might be worth a second try.</summary>
    public static bool IsFailure(Exception exception) => exception is DbException or IOException or SocketException or InvalidOperationException { InnerException: DbException };

    /// <summary>Waits until no other process sets this database up. Creates a PostgreSQL database that does not exist, since only in one can a lock be held.</summary>
    /// <exception cref="IOException">Another process is setting up the same file.</exception>
    public async Task LockAsync(CancellationToken cancellationToken)
    {
        await using var context = SiteDatabase.CreateContext(options);
        var creator = context.GetService<IRelationalDatabaseCreator>();
        _existed = await creator.ExistsAsync(cancellationToken);
        _isTouched = true;
        if (FileName is { } file)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            _lockFile = new FileStream(file + ".setup", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return;
        }

        if (!_existed)
        {
            await creator.CreateAsync(cancellationToken);
        }

        _lockHolder = SiteDatabase.CreateContext(options);
        await _lockHolder.Database.OpenConnectionAsync(cancellationToken);
        await _lockHolder.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Lock})", cancellationToken);
    }

    /// <summary>Turns to the database and creates its schema.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using (var context = SiteDatabase.CreateContext(options))
        {
            _hadSchema = _existed && (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();
        }

        database.Use(options);
        await database.MigrateAsync(cancellationToken);
    }

    public async Task UndoAsync()
    {
        database.Leave();
        if (!_isTouched)
        {
            return;
        }

        await using var context = SiteDatabase.CreateContext(options);
        if (!_existed)
        {
            await ReleaseAsync();
            await context.Database.EnsureDeletedAsync();
            DeleteLeftovers();
        }
        else if (!_hadSchema && (await context.Database.GetAppliedMigrationsAsync()).Any())
        {
            await context.GetService<IMigrator>().MigrateAsync(Migration.InitialDatabase);
            // EF Core's own: the history, and on SQLite the lock.
            await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsHistory\"; DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
        }
    }

    public async ValueTask DisposeAsync() => await ReleaseAsync();

    private string? FileName => options.Provider == DatabaseOptions.Sqlite ? new SqliteConnectionStringBuilder(options.ConnectionString).DataSource : null;

    private async Task ReleaseAsync()
    {
        if (_lockHolder is { } holder)
        {
            // The connection goes back to a pool, so the lock does not end with it.
            await holder.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Lock})");
            await holder.DisposeAsync();
            _lockHolder = null;
        }

        if (_lockFile is { } file)
        {
            await file.DisposeAsync();
            _lockFile = null;
        }
    }

    private void DeleteLeftovers()
    {
        if (FileName is { } file)
        {
            File.Delete(file + "-wal");
            File.Delete(file + "-shm");
        }
    }
}
