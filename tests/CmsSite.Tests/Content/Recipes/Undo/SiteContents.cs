using System.Data;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Recipes.Undo;

/// <summary>
/// All that a site consists of, as lines of text: the rows of every table, without those that tell what was done (change log, runs, followers, addresses that were left), without the
/// numbers that index rows and documents get anew at each write, and without what stays on purpose: the seed of the recipes' ids.
/// </summary>
internal static class SiteContents
{
    private static readonly string[] _history = ["SiteChange", "Run", "Follower", "FormerAddress", "__EFMigrationsHistory", "sqlite_sequence"];

    public static Task<string> ContentsAsync(this RecipeSite site) => site.ReadAsync(async database =>
    {
        await database.Database.OpenConnectionAsync();
        var lines = new List<string>();
        foreach (var table in await RowsAsync(database, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            var name = table[0].Value;
            if (_history.Contains(name))
            {
                continue;
            }

            lines.AddRange((await RowsAsync(database, $"SELECT * FROM \"{name}\""))
                .Where(row => name != "SiteDocument" || row[0].Value != SiteDocumentKinds.RecipeIds)
                .Select(row => name + " " + string.Join(" | ", row.Where(column => !IsNumber(name, column.Name)).Select(column => $"{column.Name}={column.Value}"))).Order(StringComparer.Ordinal));
        }

        return string.Join('\n', lines);
    });

    private static bool IsNumber(string table, string column) => (table == "SiteDocument" && column == "Version") || (table.EndsWith("Index", StringComparison.Ordinal) && column == "Id");

    private static async Task<List<List<(string Name, string Value)>>> RowsAsync(CmsDbContext database, string sql)
    {
        await using var command = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The names of tables come from the database itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default);
        var rows = new List<List<(string, string)>>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.IsDBNull(i) ? "∅" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)!))]);
        }

        return rows;
    }
}
