namespace CmsSite.Content.Queries;

/// <summary>Runs the site's stored queries by name. Above this library, where their templates are rendered.</summary>
public interface IStoredQueries
{
    /// <exception cref="QueryException">There is no such query, or it cannot be run; the message says why.</exception>
    Task<QueryResults> RunAsync(string name, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken = default);
}
