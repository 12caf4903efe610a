using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CmsSite.Storage;

/// <summary>
/// Writes the many rows of a long import table by table, as the database takes them fastest. Entity Framework follows, orders, batches and writes out a statement for
/// each row, which for the tens of thousands of rows of an import takes several times as long as the database itself. Their ids are given, so nothing has to come back.
/// </summary>
internal static class BulkWrites
{
    // Below it, what is saved is not worth a second way of writing.
    private const int Worthwhile = 500;

    /// <summary>Writes the versions that wait in the context, and the index rows after them; what are few, and all else, it leaves to be saved as usual.</summary>
    public static async Task SaveAsync(CmsDbContext database, IReadOnlyList<ContentIndexRow> indexRows, CancellationToken cancellationToken)
    {
        var versions = database.ChangeTracker.Entries<ContentItemRecord>().ToLookup(entry => entry.State);
        // What is deleted may have a name that something new has.
        if (versions[EntityState.Added].Count() + indexRows.Count < Worthwhile || versions[EntityState.Deleted].Any())
        {
            database.AddRange(indexRows);
            return;
        }

        if (database.Database.IsSqlite())
        {
            await database.Database.ExecuteSqlRawAsync(SqliteStatements.WideCache, cancellationToken);
        }

        await InsertAsync(database, Settled(versions[EntityState.Added]), cancellationToken);
        // PostgreSQL is sent many changes at once by Entity Framework, SQLite one after the other.
        if (database.Database.IsSqlite())
        {
            await SqliteStatements.UpdateAsync(database, Table<ContentItemRecord>(database), Settled(versions[EntityState.Modified]), cancellationToken);
        }

        // They refer to their version, which may be new as well.
        foreach (var rows in indexRows.GroupBy(row => row.GetType()))
        {
            await InsertAsync(database, new BulkTable(database.Model.FindEntityType(rows.Key)!), rows, cancellationToken);
        }
    }

    /// <summary>Writes lines of the change log. They have their numbers.</summary>
    public static async Task AddAsync(CmsDbContext database, IReadOnlyCollection<Changes.SiteChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count >= Worthwhile)
        {
            await InsertAsync(database, changes, cancellationToken);
            return;
        }

        database.Changes.AddRange(changes);
        await database.SaveChangesAsync(cancellationToken);
    }

    private static Task InsertAsync<T>(CmsDbContext database, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class =>
        InsertAsync(database, Table<T>(database), rows, cancellationToken);

    private static Task InsertAsync(CmsDbContext database, BulkTable table, IEnumerable<object> rows, CancellationToken cancellationToken) => database.Database.IsSqlite()
        ? SqliteStatements.InsertAsync(database, table, rows, cancellationToken)
        : PostgresInserts.InsertAsync(database, table, rows, cancellationToken);

    private static BulkTable Table<T>(CmsDbContext database) => new(database.Model.FindEntityType(typeof(T))!);

    private static List<ContentItemRecord> Settled(IEnumerable<EntityEntry<ContentItemRecord>> entries)
    {
        var rows = new List<ContentItemRecord>();
        foreach (var entry in entries.ToList())
        {
            rows.Add(entry.Entity);
            entry.State = EntityState.Unchanged;
        }

        return rows;
    }
}

/// <summary>A table as its rows are written to it: names in quotes, values as Entity Framework itself writes them.</summary>
internal sealed class BulkTable
{
    private readonly StoreObjectIdentifier _table;

    public BulkTable(IEntityType type)
    {
        _table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        Properties = [.. type.GetProperties()];
    }

    public string Name => $"\"{_table.Name}\"";

    public string Columns => string.Join(", ", Properties.Select(Column));

    public IReadOnlyList<IProperty> Properties { get; }

    public string Column(IProperty property) => $"\"{property.GetColumnName(_table)}\"";

    public static object? Value(object row, IProperty property)
    {
        var value = property.PropertyInfo!.GetValue(row);
        return value is null ? null : property.GetRelationalTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
    }
}
