using System.Data.Common;
using System.Runtime.CompilerServices;
using CmsSite.Storage.Changes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CmsSite.Storage;

/// <summary>The database that this process serves. It is chosen at start-up or, on a new site, by the set-up.</summary>
public sealed class SiteDatabase(DocumentCache cache)
{
    // Contexts at rest. Making one anew costs more than many a page reads.
    private const int PoolSize = 64;
    private volatile Func<CmsDbContext>? _create;

    public DatabaseOptions? Options { get; private set; }

    /// <summary>Turns to a database. Existing contexts keep the one they were made for.</summary>
    public void Use(DatabaseOptions options)
    {
        Options = options;
        _create = ContextsOf(options);
        cache.Clear();
    }

    /// <summary>Turns away from the database, for instance after a set-up that failed: there is none again.</summary>
    public void Leave()
    {
        Options = null;
        _create = null;
        cache.Clear();
    }

    /// <summary>A context for a look at some database, without turning to it.</summary>
    public static CmsDbContext CreateContext(DatabaseOptions options) => ContextsOf(options)();

    /// <exception cref="InvalidOperationException">No database has been chosen: the site is not set up.</exception>
    public CmsDbContext CreateContext() =>
        (_create ?? throw new InvalidOperationException("The site has no database yet: it is not set up."))();

    /// <summary>Brings the schema up to date.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        await using var context = CreateContext();
        // Migrating builds the model twice and compares it, even when there is nothing to do.
        if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await context.Database.MigrateAsync(cancellationToken);
        }

        if (Options!.Provider == DatabaseOptions.Sqlite)
        {
            // Kept in the file: readers never wait for the writer.
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
        }
    }

    // A look at some other database (a copy for a plan) is one context only; its pool goes with it. A method for each provider, so that only the one in use is loaded.
    private static Func<CmsDbContext> ContextsOf(DatabaseOptions options) =>
        options.Provider == DatabaseOptions.Postgres ? OnPostgres(options.ConnectionString) : OnSqlite(options.ConnectionString);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Func<CmsDbContext> OnPostgres(string connectionString) =>
        new PooledDbContextFactory<PostgresCmsDbContext>(new DbContextOptionsBuilder<PostgresCmsDbContext>().UseNpgsql(connectionString).Options, PoolSize).CreateDbContext;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Func<CmsDbContext> OnSqlite(string connectionString) =>
        new PooledDbContextFactory<SqliteCmsDbContext>(
            new DbContextOptionsBuilder<SqliteCmsDbContext>().UseSqlite(connectionString).AddInterceptors(new SqliteSetup()).Options, PoolSize).CreateDbContext;

    // Per connection: how long to wait for another writer, and foreign keys, which SQLite leaves off by default.
    private sealed class SqliteSetup : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Prepare(connection);
            return Task.CompletedTask;
        }

        private static void Prepare(DbConnection connection)
        {
            using var command = ((SqliteConnection)connection).CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; {SqliteStatements.UsualCache};";
            command.ExecuteNonQuery();
        }
    }
}
