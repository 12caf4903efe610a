using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CmsSite.Storage.Indexes;

/// <summary>The rows that are derived from versions, in whatever tables they are.</summary>
public static class IndexRows
{
    private static readonly ConcurrentDictionary<IModel, IReadOnlyList<string>> _tables = [];

    /// <summary>
    /// Deletes all rows of some versions. One command for all tables: each edit does this, and a command costs many times what deleting nothing does.
    /// </summary>
    public static async Task DeleteAsync(CmsDbContext database, IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        if (documentIds.Count > 0)
        {
            var ids = string.Join(',', documentIds.Select(id => id.ToString(CultureInfo.InvariantCulture)));
            var sql = string.Join('\n', _tables.GetOrAdd(database.Model, Tables).Select(table => $"DELETE FROM \"{table}\" WHERE \"DocumentId\" IN ({ids});"));
            await database.Database.ExecuteSqlRawAsync(sql, cancellationToken);
        }
    }

    private static IReadOnlyList<string> Tables(IModel model) =>
        [.. model.GetEntityTypes().Where(type => typeof(ContentIndexRow).IsAssignableFrom(type.ClrType)).Select(type => type.GetTableName()!)];
}
