using CmsSite.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CmsSite.Tests.Storage;

/// <summary>A migrated database of its own and the services over it: a SQLite file, or a PostgreSQL database on the server that the environment names.</summary>
public sealed class StorageTestDatabase : IAsyncDisposable
{
    public const string PostgresVariable = "CMSSITE_TEST_POSTGRES";

    private readonly string? _folder;
    private readonly string? _postgresDatabase;

    private StorageTestDatabase(DatabaseOptions options, string? folder, string? postgresDatabase)
    {
        (Options, _folder, _postgresDatabase) = (options, folder, postgresDatabase);
        Services = CreateServices(options);
    }

    public DatabaseOptions Options { get; }

    public ServiceProvider Services { get; }

    public static string? PostgresServer => Environment.GetEnvironmentVariable(PostgresVariable) is { Length: > 0 } server ? server : null;

    public static async Task<StorageTestDatabase> CreateAsync(string provider)
    {
        StorageTestDatabase database;
        if (provider == DatabaseOptions.Postgres)
        {
            Skip.If(PostgresServer is null, $"No PostgreSQL: set {PostgresVariable} to a connection string of a server (scripts/start-postgres starts one).");
            var name = $"cmssite_{Guid.NewGuid():n}";
            await ExecuteAsync($"CREATE DATABASE {name}");
            database = new StorageTestDatabase(new(DatabaseOptions.Postgres, new NpgsqlConnectionStringBuilder(PostgresServer) { Database = name, MaxPoolSize = 20 }.ToString()), null, name);
        }
        else
        {
            var folder = Directory.CreateTempSubdirectory("cmssite-storage-").FullName;
            database = new StorageTestDatabase(DatabaseOptions.File(Path.Combine(folder, "cmssite.db")), folder, null);
        }

        await database.Services.GetRequiredService<SiteDatabase>().MigrateAsync();
        return database;
    }

    /// <summary>Another process's view of the same database: nothing in memory is shared.</summary>
    public ServiceProvider AnotherNode() => CreateServices(Options);

    public async Task<T> InSessionAsync<T>(Func<SiteSession, Task<T>> use, IServiceProvider? node = null)
    {
        await using var scope = (node ?? Services).CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<SiteSession>());
    }

    public Task InSessionAsync(Func<SiteSession, Task> use, IServiceProvider? node = null) => InSessionAsync(async session =>
    {
        await use(session);
        return true;
    }, node);

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (_postgresDatabase is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync($"DROP DATABASE IF EXISTS {_postgresDatabase} WITH (FORCE)");
        }

        if (_folder is not null)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static ServiceProvider CreateServices(DatabaseOptions options)
    {
        var services = new ServiceCollection().AddStorage().AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>)).BuildServiceProvider();
        services.GetRequiredService<SiteDatabase>().Use(options);
        return services;
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(PostgresServer);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
