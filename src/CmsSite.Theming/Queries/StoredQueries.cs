using System.Text.Json.Nodes;
using CmsSite.Content.Queries;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;

namespace CmsSite.Theming.Queries;

/// <summary>Queries for callers that are no page (scripts of recipes): what goes wrong is theirs to know.</summary>
internal sealed class StoredQueries(QueryRunner runner, IEnumerable<IQuerySource> sources, SiteSession session, DisplayContext display) : IStoredQueries
{
    public async Task<QueryResults> RunAsync(string name, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken = default)
    {
        var query = session.Document(SiteDocumentKinds.Query, name) is JsonObject json
            ? Query.FromJson(name, json)
            : throw new QueryException($"There is no query '{name}'.");
        var source = sources.FirstOrDefault(source => source.Name.Equals(query.Source, StringComparison.OrdinalIgnoreCase))
            ?? throw new QueryException($"The source '{query.Source}' of the query '{name}' is not one of: {string.Join(", ", sources.Select(source => source.Name))}.");
        try
        {
            return await source.RunAsync(query, await runner.RenderAsync(query, parameters, display), parameters, cancellationToken);
        }
        catch (TemplateException wrong)
        {
            throw new QueryException(wrong.Message, wrong);
        }
    }
}
