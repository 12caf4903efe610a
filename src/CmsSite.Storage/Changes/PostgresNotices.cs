using Microsoft.Extensions.Logging;
using Npgsql;

namespace CmsSite.Storage.Changes;

/// <summary>
/// Wakes this node's followers when another node commits. Only a short cut: a notice that is lost while the connection is down costs a few seconds,
/// because followers look by themselves too.
/// </summary>
public sealed class PostgresNotices(SiteDatabase database, ChangeSignal signal, TimeProvider clock, ILogger<PostgresNotices> logger)
{
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(10);

    /// <summary>Listens until cancelled; returns at once when the site's database is not PostgreSQL.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        database.Options is { Provider: DatabaseOptions.Postgres } ? ListenAgainAndAgainAsync(cancellationToken) : Task.CompletedTask; // and Npgsql is not even loaded

    private async Task ListenAgainAndAgainAsync(CancellationToken cancellationToken)
    {
        while (database.Options is { Provider: DatabaseOptions.Postgres } options && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(options, cancellationToken);
            }
            catch (NpgsqlException exception)
            {
                logger.LogWarning(exception, "The connection that hears of other nodes' changes is lost; trying again in {Seconds} s.", _afterFailure.TotalSeconds);
                await Task.Delay(_afterFailure, clock, cancellationToken);
            }
        }
    }

    private async Task ListenAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        // A connection of its own that says so when the server is gone, instead of waiting for ever.
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString) { KeepAlive = 30, Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Notification += (_, _) => signal.Wake();
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {ChangeLog.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // What was committed while nobody listened.
        signal.Wake();
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }
}
