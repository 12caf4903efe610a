using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Storage;

/// <summary>Long reading that sees the database as it was at the beginning, whatever is written meanwhile, and keeps no writer waiting. Nothing can be written through the context until it is disposed.</summary>
public sealed class ReadSnapshot : IAsyncDisposable
{
    private readonly CmsDbContext _database;
    private readonly DbTransaction _transaction;

    private ReadSnapshot(CmsDbContext database, DbTransaction transaction) => (_database, _transaction) = (database, transaction);

    public static async Task<ReadSnapshot> BeginAsync(CmsDbContext database, CancellationToken cancellationToken = default)
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            // SQLite's transactions take the one write lock unless they are told that they only read.
            var transaction = database.Database.GetDbConnection() is SqliteConnection sqlite
                ? sqlite.BeginTransaction(deferred: true)
                : await database.Database.GetDbConnection().BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await database.Database.UseTransactionAsync(transaction, cancellationToken);
            return new ReadSnapshot(database, transaction);
        }
        catch
        {
            await database.Database.CloseConnectionAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _database.Database.UseTransactionAsync(null);
        await _transaction.DisposeAsync();
        await _database.Database.CloseConnectionAsync();
    }
}
