using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Storage;
using CmsSite.Theming;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Queries;

namespace CmsSite.Admin.Queries;

/// <summary>A query as it is written on the screen.</summary>
/// <param name="Index">The search index of a Lucene query; nothing to others.</param>
public sealed record WrittenQuery(string Name, string Source, string Template, bool ReturnContentItems, string? Index);

/// <summary>What a query found, or why it could not be run.</summary>
public sealed record QueryTrial(QueryResults? Results, string? Problem);

/// <summary>Changes of stored queries, and trying them out.</summary>
public static class QueryChanges
{
    private const int LongestName = 200;

    public static bool MayEdit(AdminScope scope) => scope.May(Permissions.ManageQueries);

    /// <param name="seen">The definition that the writer began with; null for a new query.</param>
    /// <returns>What is wrong; null when it is saved.</returns>
    /// <exception cref="RefusedException">The user may not edit queries.</exception>
    public static async Task<string?> SaveAsync(AdminScope scope, WrittenQuery written, JsonNode? seen)
    {
        Authorise(scope);
        var name = written.Name.Trim();
        if (name.Length is 0 or > LongestName || name.Contains('/', StringComparison.Ordinal))
        {
            return $"A query needs a name without slashes, of at most {LongestName} characters.";
        }

        if (string.IsNullOrWhiteSpace(written.Template))
        {
            return "The query is empty.";
        }

        try
        {
            scope.Get<LiquidEngine>().Parse($"Queries/{name}", written.Template);
        }
        catch (TemplateException wrong)
        {
            return wrong.Message;
        }

        await scope.Session.BeginAsync();
        var stored = scope.Session.Document(SiteDocumentKinds.Query, name) as JsonObject;
        if (!JsonNode.DeepEquals(stored, seen))
        {
            await scope.Session.RollbackAsync();
            return seen is null
                ? $"There is a query {name} already. Open it from the list, or choose another name."
                : "Somebody else changed this query meanwhile. Nothing was saved over theirs; copy your text, and load the page again.";
        }

        // What no input here is for (a schema, properties of other sources) stays.
        var query = stored?.DeepClone() as JsonObject ?? [];
        (query["Name"], query["Source"], query["Template"], query["ReturnContentItems"]) = (name, written.Source, written.Template, written.ReturnContentItems);
        if (!string.IsNullOrWhiteSpace(written.Index))
        {
            query["Index"] = written.Index.Trim();
        }

        await scope.Session.PutAsync(SiteDocumentKinds.Query, name, query);
        await scope.Session.CommitAsync();
        return null;
    }

    /// <exception cref="RefusedException">The user may not edit queries.</exception>
    public static async Task DeleteAsync(AdminScope scope, string name)
    {
        Authorise(scope);
        await scope.Session.DeleteAsync(SiteDocumentKinds.Query, name);
        await scope.Session.CommitAsync();
    }

    /// <summary>Runs a query as it is written, stored or not.</summary>
    /// <param name="parameters">A JSON object; empty for none.</param>
    /// <exception cref="RefusedException">The user may not edit queries.</exception>
    public static async Task<QueryTrial> TryAsync(AdminScope scope, WrittenQuery written, string? parameters, CancellationToken cancellationToken = default)
    {
        Authorise(scope);
        if (Read(parameters, out var wrong) is not { } values)
        {
            return new QueryTrial(null, wrong);
        }

        var query = new Query(written.Name, written.Source, written.Template, written.ReturnContentItems, new JsonObject { ["Index"] = written.Index });
        try
        {
            if (scope.Get<IEnumerable<IQuerySource>>().FirstOrDefault(source => source.Name.Equals(written.Source, StringComparison.OrdinalIgnoreCase)) is not { } source)
            {
                return new QueryTrial(null, $"Nothing here runs queries of the source {written.Source}. It is kept as it is.");
            }

            var text = await scope.Get<QueryRunner>().RenderAsync(query, values, scope.Get<DisplayContext>());
            return new QueryTrial(await source.RunAsync(query, text, values, cancellationToken), null);
        }
        catch (Exception failed) when (failed is QueryException or TemplateException)
        {
            return new QueryTrial(null, failed.Message);
        }
    }

    private static Dictionary<string, object?>? Read(string? parameters, out string? wrong)
    {
        wrong = null;
        try
        {
            var json = string.IsNullOrWhiteSpace(parameters) ? [] : JsonNode.Parse(parameters) as JsonObject;
            if (json is not null)
            {
                return json.ToDictionary(pair => pair.Key, pair => pair.Value?.GetValueKind() switch
                {
                    JsonValueKind.String => pair.Value.AsText(),
                    JsonValueKind.Number => pair.Value.AsNumber(),
                    JsonValueKind.True or JsonValueKind.False => pair.Value.AsFlag(),
                    _ => (object?)null,
                });
            }
        }
        catch (JsonException failed)
        {
            wrong = $"The parameters are no JSON (line {failed.LineNumber + 1}, column {failed.BytePositionInLine + 1}).";
            return null;
        }

        wrong = "The parameters are an object: { \"size\": 5 }.";
        return null;
    }

    private static void Authorise(AdminScope scope)
    {
        if (!MayEdit(scope))
        {
            throw new RefusedException("You may not edit queries.");
        }
    }
}
