namespace CmsSite.Storage;

/// <summary>Which database the site lives in.</summary>
/// <param name="Provider"><see cref="Sqlite"/> or <see cref="Postgres"/>, as Orchard's set-up spells them.</param>
public sealed record DatabaseOptions(string Provider, string ConnectionString)
{
    public const string Sqlite = "Sqlite";
    public const string Postgres = "Postgres";

    /// <summary>SQLite in a file.</summary>
    public static DatabaseOptions File(string path) => new(Sqlite, $"Data Source={path};Foreign Keys=True;Pooling=True");

    /// <exception cref="ArgumentException">The provider is neither of the two; the message names them.</exception>
    public static DatabaseOptions Create(string provider, string connectionString) => provider switch
    {
        _ when provider.Equals(Sqlite, StringComparison.OrdinalIgnoreCase) => new(Sqlite, connectionString),
        _ when provider.Equals(Postgres, StringComparison.OrdinalIgnoreCase) => new(Postgres, connectionString),
        _ => throw new ArgumentException($"The database provider '{provider}' is not known. Use '{Sqlite}' or '{Postgres}'."),
    };
}
