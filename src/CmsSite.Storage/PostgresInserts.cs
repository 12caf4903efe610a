using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CmsSite.Storage;

/// <summary>One binary <c>COPY</c> a table, inside the session's transaction.</summary>
internal static class PostgresInserts
{
    public static async Task InsertAsync(CmsDbContext database, BulkTable table, IEnumerable<object> rows, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)database.Database.GetDbConnection();
        // The base name: a length belongs to the column, and is checked there.
        var types = table.Properties.Select(property => property.GetRelationalTypeMapping().StoreTypeNameBase).ToArray();
        await using var writer = await connection.BeginBinaryImportAsync($"COPY {table.Name} ({table.Columns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancellationToken);
            for (var i = 0; i < types.Length; i++)
            {
                if (BulkTable.Value(row, table.Properties[i]) is { } value)
                {
                    await writer.WriteAsync(value, types[i], cancellationToken);
                }
                else
                {
                    await writer.WriteNullAsync(cancellationToken);
                }
            }
        }

        await writer.CompleteAsync(cancellationToken);
    }
}
