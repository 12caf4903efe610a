using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

namespace CmsSite.Storage;

/// <summary>What a query found: names of columns as the database spells them, and rows of values (null, long, double, decimal, bool, string, <see cref="DateTime"/> in UTC, bytes).</summary>
public sealed record QueryTable(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows);

/// <summary>A query that ran longer than it may, or found more than it may.</summary>
public sealed class QueryLimitException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Runs one SELECT that somebody else wrote, so that it can neither write nor run for ever. Within an open transaction it sees what that has written, and a failure of it
/// leaves the transaction as it was. What it may read has to be settled before.
/// </summary>
public static class ReadOnlyQuery
{
    /// <exception cref="QueryLimitException">Too long or too much.</exception>
    /// <exception cref="DbException">The database does not accept the query; the message is the database's.</exception>
    public static async Task<QueryTable> RunAsync(
        CmsDbContext database, string sql, IReadOnlyList<(string Name, object? Value)> parameters, int maxRows, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            return database.Database.GetDbConnection() is SqliteConnection sqlite
                ? await RunOnSqliteAsync(database, sqlite, sql, parameters, maxRows, timeout, cancellationToken)
                : await RunOnPostgresAsync(database, sql, parameters, maxRows, timeout, cancellationToken);
        }
        finally
        {
            await database.Database.CloseConnectionAsync();
        }
    }

    private static async Task<QueryTable> RunOnSqliteAsync(
        CmsDbContext database, SqliteConnection connection, string sql, IReadOnlyList<(string Name, object? Value)> parameters, int maxRows, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = database.Database.CurrentTransaction?.GetDbTransaction() as SqliteTransaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            // Decimals would be bound as text, which no number equals.
            command.Parameters.AddWithValue(name, value is decimal number ? (double)number : value ?? DBNull.Value);
        }

        await SetQueryOnlyAsync(connection, command.Transaction, true);
        // SQLite has no time limit of its own; an interrupt ends the running statement and nothing else.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await using (limit.Token.Register(() => raw.sqlite3_interrupt(connection.Handle)))
            {
                return await ReadAsync(command, maxRows, SqliteValue, CancellationToken.None);
            }
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw TooLong(timeout, interrupted);
        }
        finally
        {
            await SetQueryOnlyAsync(connection, command.Transaction, false);
        }
    }

    private static async Task SetQueryOnlyAsync(SqliteConnection connection, SqliteTransaction? transaction, bool isOn)
    {
        await using var pragma = connection.CreateCommand();
        pragma.Transaction = transaction;
        pragma.CommandText = isOn ? "PRAGMA query_only = 1" : "PRAGMA query_only = 0";
        await pragma.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static async Task<QueryTable> RunOnPostgresAsync(
        CmsDbContext database, string sql, IReadOnlyList<(string Name, object? Value)> parameters, int maxRows, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // A failed statement would spoil the session's transaction, and settings made in it would stay: a savepoint takes both back.
        var outer = database.Database.CurrentTransaction;
        await using var own = outer is null ? await database.Database.BeginTransactionAsync(cancellationToken) : null;
        var transaction = (NpgsqlTransaction)(outer ?? own!).GetDbTransaction();
        const string Savepoint = "cmssite_query";
        await transaction.SaveAsync(Savepoint, cancellationToken);
        try
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SET LOCAL transaction_read_only = on; SET LOCAL statement_timeout = {(long)timeout.TotalMilliseconds}");
            await command.ExecuteNonQueryAsync(cancellationToken);
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
            {
                // A text without a type takes the type of what it is compared with, as a literal does: a date, an id.
                command.Parameters.Add(value is string or null
                    ? new NpgsqlParameter(name, NpgsqlDbType.Unknown) { Value = value ?? (object)DBNull.Value }
                    : new NpgsqlParameter(name, value));
            }

            return await ReadAsync(command, maxRows, PostgresValue, cancellationToken);
        }
        catch (PostgresException cancelled) when (cancelled.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            throw TooLong(timeout, cancelled);
        }
        finally
        {
            await transaction.RollbackAsync(Savepoint, CancellationToken.None);
        }
    }

    private static async Task<QueryTable> ReadAsync(DbCommand command, int maxRows, Func<object, object> convert, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (rows.Count == maxRows)
            {
                throw new QueryLimitException($"It finds more than {maxRows} rows. Add a LIMIT.");
            }

            var row = new object?[columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : convert(reader.GetValue(i));
            }

            rows.Add(row);
        }

        return new QueryTable(columns, rows);
    }

    // SQLite keeps dates as text in this one form.
    private static object SqliteValue(object value) =>
        value is string { Length: >= 19 and <= 27 } text && text[4] == '-' && text[10] == ' '
        && DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : value;

    private static object PostgresValue(object value) => value switch
    {
        int or short => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float number => (double)number,
        DateTime moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc),
        TimeSpan or DateOnly or TimeOnly or Guid => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        long or double or decimal or bool or string or byte[] => value,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static QueryLimitException TooLong(TimeSpan timeout, Exception cause) =>
        new(string.Create(CultureInfo.InvariantCulture, $"It runs longer than {timeout.TotalSeconds} seconds."), cause);
}
