using System.Data.Common;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CmsSite.Storage;

/// <summary>
/// Writes many new versions and index rows of a long import with one prepared statement a table. Entity Framework orders, batches and writes out a statement for each row,
/// which for the tens of thousands of rows of an import takes several times as long as SQLite itself. Their ids are given, so nothing has to come back.
/// </summary>
internal static class SqliteInserts
{
    // Below it, what is saved is not worth a second way of writing.
    private const int Worthwhile = 500;

    public static async Task RunAsync(CmsDbContext database, CancellationToken cancellationToken)
    {
        if (!database.Database.IsSqlite() || database.Database.CurrentTransaction is not { } transaction)
        {
            return;
        }

        var entries = database.ChangeTracker.Entries().ToList();
        var added = entries.Where(entry => entry.State == EntityState.Added && entry.Entity is ContentItemRecord or ContentIndexRow).ToList();
        if (added.Count < Worthwhile || entries.Any(entry => entry.State == EntityState.Deleted))
        {
            return;
        }

        // Rows refer to their version, which may be new as well.
        foreach (var table in added.GroupBy(entry => entry.Metadata).OrderBy(table => table.Key.ClrType == typeof(ContentItemRecord) ? 0 : 1))
        {
            await InsertAsync(database, transaction.GetDbTransaction(), table.Key, table, cancellationToken);
        }
    }

    private static async Task InsertAsync(CmsDbContext database, DbTransaction transaction, IEntityType type, IEnumerable<EntityEntry> entries, CancellationToken cancellationToken)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var properties = type.GetProperties().ToList();
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction;
        var columns = properties.Select(property => $"\"{property.GetColumnName(table)}\"");
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({string.Join(", ", columns)}) VALUES ({string.Join(", ", properties.Select((_, i) => FormattableString.Invariant($"$p{i}")))})";
        var parameters = new DbParameter[properties.Count];
        foreach (var entry in entries)
        {
            for (var i = 0; i < properties.Count; i++)
            {
                var mapping = properties[i].GetRelationalTypeMapping();
                var value = properties[i].PropertyInfo!.GetValue(entry.Entity);
                if (parameters[i] is null)
                {
                    // The mapping makes the parameter, so that values are written exactly as Entity Framework writes them.
                    command.Parameters.Add(parameters[i] = mapping.CreateParameter(command, FormattableString.Invariant($"$p{i}"), value, properties[i].IsNullable));
                }
                else
                {
                    parameters[i].Value = (value is null ? null : mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
                }
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
            entry.State = EntityState.Unchanged;
        }
    }
}
