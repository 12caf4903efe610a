using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CmsSite.Storage;

/// <summary>
/// Writes many new versions and index rows of a long import table by table, as the database takes them fastest. Entity Framework orders, batches and writes out a statement for
/// each row, which for the tens of thousands of rows of an import takes several times as long as the database itself. Their ids are given, so nothing has to come back.
/// </summary>
internal static class BulkInserts
{
    // Below it, what is saved is not worth a second way of writing.
    private const int Worthwhile = 500;

    public static async Task RunAsync(CmsDbContext database, CancellationToken cancellationToken)
    {
        if (database.Database.CurrentTransaction is null)
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
        foreach (var rows in added.GroupBy(entry => entry.Metadata).OrderBy(rows => rows.Key.ClrType == typeof(ContentItemRecord) ? 0 : 1))
        {
            var table = new BulkTable(rows.Key);
            await (database.Database.IsSqlite() ? SqliteInserts.InsertAsync(database, table, rows, cancellationToken) : PostgresInserts.InsertAsync(database, table, rows, cancellationToken));
            foreach (var row in rows)
            {
                row.State = EntityState.Unchanged;
            }
        }
    }
}

/// <summary>A table as its rows are written to it: names in quotes, values as Entity Framework itself writes them.</summary>
internal sealed class BulkTable
{
    private readonly List<IProperty> _properties;

    public BulkTable(IEntityType type)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        _properties = [.. type.GetProperties()];
        Name = $"\"{table.Name}\"";
        Columns = string.Join(", ", _properties.Select(property => $"\"{property.GetColumnName(table)}\""));
    }

    public string Name { get; }

    public string Columns { get; }

    public IReadOnlyList<IProperty> Properties => _properties;

    public static object? Value(EntityEntry row, IProperty property)
    {
        var value = property.PropertyInfo!.GetValue(row.Entity);
        return value is null ? null : property.GetRelationalTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
    }
}
