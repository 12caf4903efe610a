using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Queries;

/// <summary>A stored, named, parameterised search, as a recipe's <c>queries</c> step brings it.</summary>
/// <param name="Source"><c>Sql</c>, <c>Lucene</c>, …</param>
/// <param name="Template">Liquid that renders to the query itself.</param>
/// <param name="Definition">All of it as given.</param>
public sealed record Query(string Name, string Source, string Template, bool ReturnContentItems, JsonObject Definition)
{
    public static Query FromJson(string name, JsonObject json) => new(
        name, json["Source"].AsText() ?? "", json["Template"].AsText() ?? "",
        (json["ReturnContentItems"] ?? json["ReturnDocuments"]).AsFlag() ?? false, json);
}

/// <summary>What a query found: content items, or rows as JSON objects.</summary>
public sealed record QueryResults(IReadOnlyList<ContentItem> Items, IReadOnlyList<JsonObject> Rows)
{
    public static QueryResults Empty { get; } = new([], []);

    /// <summary>How much there is in all, where the source counts more than it returns; null else.</summary>
    public int? Total { get; init; }

    /// <summary>What is no error and still not what the query's writer may have meant: a field that nothing has.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Runs queries of one source.</summary>
public interface IQuerySource
{
    string Name { get; }

    /// <param name="text">The template, rendered with the parameters.</param>
    /// <exception cref="QueryException">The query cannot be run; the message says why and is fit for whoever may edit queries.</exception>
    Task<QueryResults> RunAsync(Query query, string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken);

    /// <summary>
    /// What the results depend on, as a page that shows them says it to the cache: <c>type:Article</c>, <c>items</c> (any published item), <c>drafts</c>. What a source reads that
    /// is brought up to date some time after a change is <c>brief</c>, which is the default: then pages are kept for seconds.
    /// </summary>
    IReadOnlyCollection<string> DependenciesOf(string text, IReadOnlyDictionary<string, object?> parameters) => ["items", "drafts", "brief"];

    /// <summary>A query that templates of every site can use under this name though nobody stored it; one that the site stores goes before it. Null when the source has none of the name.</summary>
    Query? BuiltIn(string name) => null;
}

/// <summary>A query that cannot be run.</summary>
public sealed class QueryException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Nothing is wrong with the query: what it looks in is not there yet.</summary>
    public bool IsTooEarly { get; init; }
}
