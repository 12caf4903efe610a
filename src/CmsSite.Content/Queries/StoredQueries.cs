using System.Text.Json.Nodes;
using CmsSite.Storage;

namespace CmsSite.Content.Queries;

/// <summary>The queries of the site, as the current scope sees them.</summary>
public sealed class StoredQueries(SiteSession session)
{
    public IReadOnlyList<Query> All => [.. session.Documents(SiteDocumentKinds.Query).Select(pair => Query.FromJson(pair.Key, (JsonObject)pair.Value)).OrderBy(query => query.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The query of that name, in any case; null when there is none.</summary>
    public Query? Find(string name) => session.Document(SiteDocumentKinds.Query, name) is JsonObject json ? Query.FromJson(name, json) : null;
}
