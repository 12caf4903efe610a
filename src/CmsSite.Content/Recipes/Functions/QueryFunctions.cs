using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Functions;

/// <summary>Stored queries for scripts: <c>executeQuery(name, { parameter: value })</c> gives a list of content items or rows.</summary>
internal sealed class QueryFunctions(IServiceProvider services) : IRecipeFunctionProvider
{
    public IEnumerable<RecipeFunction> GetFunctions(RecipeRun run) => [new("executeQuery", ExecuteAsync)];

    private async Task<JsonNode?> ExecuteAsync(string name, JsonNode? parameters)
    {
        // Asked for when it is needed: rendering a template brings display with it, which few recipes want.
        var queries = services.GetService(typeof(IStoredQueries)) as IStoredQueries ?? throw new RecipeException("executeQuery(): this host runs no queries");
        try
        {
            var values = (parameters as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => Plain(pair.Value), StringComparer.OrdinalIgnoreCase);
            var found = await queries.RunAsync(name, values);
            return new JsonArray([.. found.Items.Select(item => ContentFunctions.Plain(item)), .. found.Rows.Select(row => row.DeepClone())]);
        }
        catch (QueryException wrong)
        {
            throw new RecipeException($"executeQuery(): {wrong.Message}", inner: wrong);
        }
    }

    private static object? Plain(JsonNode? value) => value switch
    {
        JsonValue when value.AsFlag() is { } flag && value.AsText() is null => flag,
        JsonValue when value.AsText() is { } text => text,
        JsonValue when value.AsNumber() is { } number => number,
        _ => value?.ToJsonString(),
    };
}
