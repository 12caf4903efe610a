using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CmsSite.Storage;

/// <summary>Rows written to SQLite with one prepared statement a table.</summary>
internal static class SqliteStatements
{
    /// <summary>
    /// 32 MB for pages in place of 2, in which the ends of all indexes do not find room: each of their pages would be written and read again many times in one transaction. Until the connection is opened anew.
    /// </summary>
    public const string WideCache = "PRAGMA cache_size = -32000";

    public const string UsualCache = "PRAGMA cache_size = -2000";

    public static Task InsertAsync(CmsDbContext database, BulkTable table, IEnumerable<object> rows, CancellationToken cancellationToken) =>
        RunAsync(database, $"INSERT INTO {table.Name} ({table.Columns}) VALUES ({string.Join(", ", table.Properties.Select((_, i) => Name(i)))})", table.Properties, rows, cancellationToken);

    public static Task UpdateAsync(CmsDbContext database, BulkTable table, IEnumerable<object> rows, CancellationToken cancellationToken)
    {
        var key = table.Properties.Single(property => property.IsPrimaryKey());
        List<IProperty> changed = [.. table.Properties.Where(property => property.GetAfterSaveBehavior() == PropertySaveBehavior.Save && property != key)];
        var values = string.Join(", ", changed.Select((property, i) => $"{table.Column(property)} = {Name(i)}"));
        return RunAsync(database, $"UPDATE {table.Name} SET {values} WHERE {table.Column(key)} = {Name(changed.Count)}", [.. changed, key], rows, cancellationToken);
    }

    private static async Task RunAsync(CmsDbContext database, string sql, IReadOnlyList<IProperty> properties, IEnumerable<object> rows, CancellationToken cancellationToken)
    {
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.Transaction = database.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = sql;
        var parameters = new DbParameter[properties.Count];
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                var property = properties[i];
                if (parameters[i] is null)
                {
                    // The mapping makes the parameter, so that values are written exactly as Entity Framework writes them.
                    var value = property.PropertyInfo!.GetValue(row);
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
