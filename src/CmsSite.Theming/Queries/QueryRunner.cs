using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;
using Microsoft.Extensions.Logging;

namespace CmsSite.Theming.Queries;

/// <summary>Runs a site's stored queries: renders the template with its parameters and gives the text to the query's source.</summary>
public sealed class QueryRunner(LiquidEngine engine, IEnumerable<IQuerySource> sources, SiteSession session, ILogger<QueryRunner> log)
{
    private const string MemoryKind = "query";

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
            var memory = session.Memory;
            var key = memory is null ? null : Key(query, text, parameters);
            if (key is null || !memory!.TryGet<Answer>(MemoryKind, key, out var answer))
            {
                answer = new([.. source.DependenciesOf(text, parameters)], await source.RunAsync(query, text, parameters, display.Cancellation));
                answer = answer with { Results = answer.Results with { Items = PublishedItems.Share(memory, answer.Results.Items) } };
                // What a query finds by the clock, or in an index that is brought up to date later, changes without a change of the site.
                // And comments that nobody sees come in without a word to this memory.
                if (key is not null && !answer.Dependencies.Intersect(["clock", "brief", "drafts"]).Any())
                {
                    memory!.Add(MemoryKind, key, answer, (2 * key.Length) + (40 * answer.Results.Items.Count) + (400 * answer.Results.Rows.Count));
                }
            }

            display.Dependencies.UnionWith(answer!.Dependencies);
            return answer.Results;
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

    // What is asked, exactly; null where a parameter is something that cannot be told apart by its text.
    private static string? Key(Query query, string text, IReadOnlyDictionary<string, object?> parameters)
    {
        var key = new StringBuilder(query.Name).Append('\n').Append(query.ReturnContentItems).Append('\n').Append(text);
        foreach (var (name, value) in parameters)
        {
            if (value is not (null or string or bool or decimal or int or long or double or DateTime or DateTimeOffset))
            {
                return null;
            }

            var shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            key.Append('\n').Append(name).Append('=').Append(value?.GetType().Name).Append(shown.Length).Append(':').Append(shown);
        }

        return key.ToString();
    }

    /// <summary>The query's text. Values in Lucene's JSON are encoded so that they cannot leave their string; SQL takes its values as parameters.</summary>
    /// <exception cref="TemplateException">The template does not parse or fails.</exception>
    public Task<string> RenderAsync(Query query, IReadOnlyDictionary<string, object?> parameters, DisplayContext display) => engine.RenderAsync(
        engine.Parse($"Queries/{query.Name}", query.Template), display, parameters,
        query.Source.Equals("Sql", StringComparison.OrdinalIgnoreCase) ? LiquidEngine.Plain : JavaScriptEncoder.Default);

    private sealed record Answer(string[] Dependencies, QueryResults Results);
}
