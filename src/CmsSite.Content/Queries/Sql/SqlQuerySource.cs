using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Queries.Sql;

/// <summary>Runs recipes' SQL over Orchard's index tables, read-only, on either database.</summary>
/// <remarks>
/// Items come in the order of the rows, each once; versions that are neither published nor the latest any more are left out.
/// </remarks>
public sealed class SqlQuerySource(SiteSession session, ContentItems items) : IQuerySource
{
    private const int MaxRows = 10_000;
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);

    public string Name => "Sql";

    public async Task<QueryResults> RunAsync(Query query, string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        var translation = SqlTranslation.Of(text, parameters, session.Database is PostgresCmsDbContext);
        await session.FlushAsync(cancellationToken);
        var table = await ReadAsync(translation, cancellationToken);
        if (!query.ReturnContentItems)
        {
            var names = table.Columns.Select(column => translation.Spelling.GetValueOrDefault(column) ?? OrchardViews.Spelling.GetValueOrDefault(column) ?? column).ToList();
            return new QueryResults([], [.. table.Rows.Select(row => Row(names, row))]);
        }

        var column = DocumentColumn(table);
        var ids = table.Rows.Select(row => row[column]).OfType<long>().Distinct().ToList();
        var found = await items.GetByDocumentIdsAsync(ids, cancellationToken);
        return new QueryResults([.. found.Where(item => item.Published || item.Latest)], []);
    }

    public IReadOnlyCollection<string> DependenciesOf(string text, IReadOnlyDictionary<string, object?> parameters) => SqlDependencies.Of(text, parameters);

    private async Task<QueryTable> ReadAsync(SqlTranslation translation, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOnlyQuery.RunAsync(session.Database, translation.Text, translation.Parameters, MaxRows, _timeout, cancellationToken);
        }
        catch (QueryLimitException limit)
        {
            throw new QueryException(limit.Message, limit);
        }
        catch (DbException wrong)
        {
            throw new QueryException($"The database says: {wrong.Message}", wrong);
        }
    }

    private static int DocumentColumn(QueryTable table)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Equals("DocumentId", StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        var whole = table.Rows.Count == 0 ? 0 : Array.FindIndex(table.Rows[0], value => value is long);
        return whole >= 0 ? whole : throw new QueryException("The query is to return content items, and has no column DocumentId. Select it, or switch off ReturnContentItems.");
    }

    private static JsonObject Row(IReadOnlyList<string> names, object?[] values)
    {
        var row = new JsonObject();
        for (var i = 0; i < values.Length; i++)
        {
            row[names[i]] = values[i] switch
            {
                null => null,
                long number => number,
                double number => number,
                decimal number => number,
                bool flag => flag,
                DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture),
                byte[] bytes => Convert.ToBase64String(bytes),
                var other => other.ToString(),
            };
        }

        return row;
    }
}
