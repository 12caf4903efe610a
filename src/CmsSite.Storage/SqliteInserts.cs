using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;

namespace CmsSite.Storage;

/// <summary>One prepared statement a table.</summary>
internal static class SqliteInserts
{
    public static async Task InsertAsync(CmsDbContext database, BulkTable table, IEnumerable<EntityEntry> rows, CancellationToken cancellationToken)
    {
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.Transaction = database.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"INSERT INTO {table.Name} ({table.Columns}) VALUES ({string.Join(", ", table.Properties.Select((_, i) => Name(i)))})";
        var parameters = new DbParameter[table.Properties.Count];
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                var property = table.Properties[i];
                if (parameters[i] is null)
                {
                    // The mapping makes the parameter, so that values are written exactly as Entity Framework writes them.
                    var value = property.PropertyInfo!.GetValue(row.Entity);
                    command.Parameters.Add(parameters[i] = property.GetRelationalTypeMapping().CreateParameter(command, Name(i), value, property.IsNullable));
                }
                else
                {
                    parameters[i].Value = BulkTable.Value(row, property) ?? DBNull.Value;
                }
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string Name(int parameter) => FormattableString.Invariant($"$p{parameter}");
}
