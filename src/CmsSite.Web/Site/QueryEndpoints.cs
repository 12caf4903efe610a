using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Storage;

namespace CmsSite.Web.Site;

/// <summary><c>/api/queries/{name}?parameters={…}</c>, as Orchard has it: what a stored query finds, as JSON, for whoever may run it with a program.</summary>
public static class QueryEndpoints
{
    private const int LongestParameters = 20_000;

    public static IEndpointRouteBuilder MapQueries(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/api/queries/{name}", [HttpMethods.Get, HttpMethods.Post], RunAsync).DisableAntiforgery();
        return endpoints;
    }

    private static async Task<IResult> RunAsync(string name, HttpContext http, SiteSession session, IStoredQueries queries, PermissionChecker permissions, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        // Who may not run it is not told whether it is there.
        if (!permissions.Has(http.User, $"ExecuteApi_{name}"))
        {
            return TypedResults.Problem(statusCode: http.User.Identity?.IsAuthenticated == true ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);
        }

        if (session.Document(SiteDocumentKinds.Query, name) is null)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, detail: $"There is no query '{name}'.");
        }

        var text = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(cancellationToken))["parameters"].ToString() : "";
        if (Parameters(text.Length > 0 ? text : http.Request.Query["parameters"].ToString()) is not { } parameters)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, detail: "The parameters are an object of texts, numbers and truth values, as JSON: { \"size\": 5 }.");
        }

        try
        {
            var found = await queries.RunAsync(name, parameters, cancellationToken);
            // A query may look at drafts; they are for those who may edit them.
            var items = found.Items.Where(item => permissions.Has(http.User, item.Published ? Permissions.ViewContent : Permissions.EditContent, item)).Select(item => (JsonNode)item.ToJson());
            var answer = new JsonObject { ["items"] = new JsonArray([.. items, .. found.Rows.Select(row => row.DeepClone())]) };
            if (found.Total is { } total)
            {
                answer["count"] = total;
            }

            return TypedResults.Text(answer.ToJsonString(), "application/json; charset=utf-8");
        }
        catch (QueryException early) when (early.IsTooEarly)
        {
            http.Response.Headers.RetryAfter = "1";
            return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, detail: "The search index is being made just now. Try again in a moment.");
        }
        catch (QueryException wrong)
        {
            var isKnown = permissions.Has(http.User, Permissions.ManageQueries);
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, detail: isKnown ? wrong.Message : "The query cannot be run with these parameters. Whoever may edit queries is told why when trying it out.");
        }
    }

    private static Dictionary<string, object?>? Parameters(string text)
    {
        try
        {
            return text.Length == 0 ? [] : text.Length > LongestParameters || JsonNode.Parse(text) is not JsonObject json ? null : json.ToDictionary(pair => pair.Key, pair => pair.Value?.GetValueKind() switch
            {
                JsonValueKind.String => pair.Value.AsText(),
                JsonValueKind.Number => pair.Value.AsNumber(),
                JsonValueKind.True or JsonValueKind.False => pair.Value.AsFlag(),
                _ => (object?)null,
            });
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return null; // no JSON, or one name twice
        }
    }
}
