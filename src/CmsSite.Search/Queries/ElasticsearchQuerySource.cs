using CmsSite.Content.Queries;

namespace CmsSite.Search.Queries;

/// <summary>Queries that were written for an Elasticsearch server. Their JSON is what Orchard's Lucene queries are modelled on, and an index that a recipe wants there is one of ours here.</summary>
public sealed class ElasticsearchQuerySource(LuceneQuerySource lucene) : IQuerySource
{
    public string Name => "Elasticsearch";

    public Task<QueryResults> RunAsync(Query query, string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken) => lucene.RunAsync(query, text, parameters, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> DependenciesOf(string text, IReadOnlyDictionary<string, object?> parameters) => lucene.DependenciesOf(text, parameters);
}
