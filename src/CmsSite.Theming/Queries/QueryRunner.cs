using System.Data.Common;
using System.Text.Encodings.Web;
using CmsSite.Content.Access;
using CmsSite.Content.Queries;
using CmsSite.Theming.Liquid;
using Microsoft.Extensions.Logging;

namespace CmsSite.Theming.Queries;

/// <summary>Runs a site's stored queries: renders the template with its parameters and gives the text to the query's source.</summary>
public sealed class QueryRunner(LiquidEngine engine, IEnumerable<IQuerySource> sources, ILogger<QueryRunner> log)
{
    /// <summary>
    /// What the query finds. One that fails finds nothing, and says so in the page's template errors to whoever may edit queries: a page must not go down with it.
    /// </summary>
    public async Task<QueryResults> RunAsync(Query query, IReadOnlyDictionary<string, object?> parameters, DisplayContext display)
    {
        display.Dependencies.Add($"query:{query.Name}");
        try
        {
            var source = sources.FirstOrDefault(source => source.Name.Equals(query.Source, StringComparison.OrdinalIgnoreCase))
                ?? throw new QueryException($"its source '{query.Source}' is not one of: {string.Join(", ", sources.Select(source => source.Name))}.");
            var text = await RenderAsync(query, parameters, display);
            display.Dependencies.UnionWith(source.DependenciesOf(text, parameters));
            return await source.RunAsync(query, text, parameters, display.Cancellation);
        }
        catch (Exception exception) when (exception is QueryException or TemplateException or DbException)
        {
            log.LogError(exception, "The query {Query} failed.", query.Name);
            display.Dependencies.UnionWith(["items", "drafts", "brief"]);
            if (display.Permissions.Has(display.Request.User, Permissions.ManageQueries))
            {
                display.IsPersonal = true;
                display.TemplateErrors.Add($"The query '{query.Name}' failed: {exception.Message}");
            }

            return QueryResults.Empty;
        }
    }

    /// <summary>The query's text. Values in Lucene's JSON are encoded so that they cannot leave their string; SQL takes its values as parameters.</summary>
    /// <exception cref="TemplateException">The template does not parse or fails.</exception>
    public Task<string> RenderAsync(Query query, IReadOnlyDictionary<string, object?> parameters, DisplayContext display) => engine.RenderAsync(
        engine.Parse($"Queries/{query.Name}", query.Template), display, parameters,
        query.Source.Equals("Sql", StringComparison.OrdinalIgnoreCase) ? LiquidEngine.Plain : JavaScriptEncoder.Default);
}
