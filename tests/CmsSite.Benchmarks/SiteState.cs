using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace CmsSite.Benchmarks;

/// <summary>A site's folder as it is when it is opened: every row of every table, and the files that its rows name.</summary>
/// <param name="Rows">A hash of all rows.</param>
/// <param name="Counts">How many rows each table has.</param>
/// <param name="Problem">A damaged database, or media that are not what their rows say; null when all is well.</param>
/// <param name="Unnamed">Files of the media folder that no row names.</param>
internal sealed record SiteState(string Rows, string Counts, string? Problem, int Unnamed)
{
    public static async Task<SiteState> OfAsync(string folder)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(folder, "cmssite.db")};Pooling=False");
        await database.OpenAsync();
        var problem = (string?)await ScalarAsync(database, "PRAGMA integrity_check") is { } check && check != "ok" ? check : null;
        var (hash, counts) = (IncrementalHash.CreateHash(HashAlgorithmName.SHA256), new StringBuilder());
        using (hash)
        {
            foreach (var table in await ListAsync(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"))
            {
                counts.Append(table).Append(' ').Append(await AddAsync(hash, database, table)).Append('\n');
            }

            var (wrong, unnamed) = await MediaAsync(database, Path.Combine(folder, "Media"));
            return new SiteState(Convert.ToHexStringLower(hash.GetHashAndReset()), counts.ToString(), problem ?? wrong, unnamed);
        }
    }

    private static async Task<int> AddAsync(IncrementalHash hash, SqliteConnection database, string table)
    {
        await using var command = database.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        for (; await reader.ReadAsync(); rows++)
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{table}.{reader.GetName(i)}={(reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i))}\n"));
            }
        }

        return rows;
    }

    private static async Task<(string? Problem, int Unnamed)> MediaAsync(SqliteConnection database, string folder)
    {
        var named = (await ListAsync(database, "SELECT DISTINCT Hash FROM MediaFile")).ToHashSet(StringComparer.Ordinal);
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToLookup(file => Path.GetFileName(file)) : Array.Empty<string>().ToLookup(file => file);
        foreach (var hash in named.Where(hash => hash.Length > 0))
        {
            if (files[hash].FirstOrDefault() is not { } file || Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file))) != hash)
            {
                return ($"the bytes of {hash} are missing, or others", 0);
            }
        }

        return (null, files.Sum(group => named.Contains(group.Key) ? 0 : group.Count()));
    }

    private static async Task<object?> ScalarAsync(SqliteConnection database, string sql)
    {
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static async Task<List<string>> ListAsync(SqliteConnection database, string sql)
    {
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<string>();
        while (await reader.ReadAsync())
        {
            list.Add(reader.GetString(0));
        }

        return list;
    }
}
