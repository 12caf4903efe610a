using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Recipes.Scripting;
using Microsoft.Extensions.Logging;

namespace CmsSite.Content.Workflows;

/// <summary>Runs the JavaScript of workflows, in the sandbox of recipes and with Orchard's functions.</summary>
public sealed class WorkflowScripts(TimeProvider clock, ILogger<WorkflowScripts> logger)
{
    // Visitors wait for it, and anybody may set it off.
    private static readonly RecipeScriptLimits _limits = new() { Time = TimeSpan.FromSeconds(1), Memory = 20_000_000 };

    /// <param name="outcomes">Where <c>setOutcome</c> puts them; null where an expression has none.</param>
    /// <exception cref="WorkflowException">The script is wrong, failed, or was stopped.</exception>
    public async Task<JsonNode?> RunAsync(string code, WorkflowRun run, List<string>? outcomes, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return null;
        }

        try
        {
            var options = new RecipeRunOptions { ScriptLimits = _limits, UrlPrefix = run.Request?.PathBase ?? "" };
            return await ScriptRunner.RunAsync(code, Functions(run, outcomes), options, clock, logger, cancellationToken);
        }
        catch (RecipeException wrong)
        {
            throw new WorkflowException(wrong.Hint is { } hint ? $"{wrong.Message} ({hint})" : wrong.Message, wrong);
        }
    }

    private static IEnumerable<RecipeFunction> Functions(WorkflowRun run, List<string>? outcomes) =>
    [
        new("input", (string? name) => run.InputJson()[name ?? ""]?.DeepClone()),
        new("output", (string name, JsonNode? value) => run.Output[name] = value?.DeepClone()),
        new("property", (string? name) => run.Properties[name ?? ""]?.DeepClone()),
        new("setProperty", (string name, JsonNode? value) => run.Properties[name] = value?.DeepClone()),
        new("lastResult", () => run.LastResult?.DeepClone()),
        new("correlationId", () => run.CorrelationId),
        new("setCorrelationId", (string? id) => { run.CorrelationId = id; }),
        new("workflowId", () => run.Id),
        new("workflow", () => new JsonObject { ["WorkflowId"] = run.Id, ["WorkflowTypeId"] = run.Type.Id, ["CorrelationId"] = run.CorrelationId }),
        new("setOutcome", (string? name) => { outcomes?.Add(name ?? ""); }),
        new("addModelError", (string? field, string? message) => { run.Problems.Add(new FormProblem(field ?? "", message ?? "")); }),
        .. run.Request is { } request ? OfRequest(run, request) : [],
    ];

    private static IEnumerable<RecipeFunction> OfRequest(WorkflowRun run, WorkflowRequest request) =>
    [
        new("requestForm", (string? name) => name is null ? null : request.Field(name)),
        new("requestFormAsJson", () => Json(request.Form)),
        new("queryString", (string? name) => name is null ? null : request.Query.TryGetValue(name, out var values) ? string.Join(",", values) : null),
        new("queryStringAsJson", () => Json(request.Query)),
        new("readBody", () => request.Body),
        new("deserializeRequestData", () => request.Form.Count > 0 ? Json(request.Form) : Parse(request.Body)),
        new("httpContext", () => new JsonObject
        {
            ["Request"] = new JsonObject { ["Method"] = request.Method, ["Scheme"] = request.Scheme, ["Host"] = request.Host, ["PathBase"] = request.PathBase, ["Path"] = request.Path },
        }),
        new("isAuthenticated", () => request.User.Identity?.IsAuthenticated == true),
        new("absoluteUrl", (string? path) => $"{request.Scheme}://{request.Host}{request.PathBase}/{path?.TrimStart('~').TrimStart('/')}"),
        new("redirectUrl", (string? address) => { run.Answer = new WorkflowAnswer.Redirect(address ?? "", false); }),
        new("responseWrite", (string? text) =>
        {
            var before = run.Answer as WorkflowAnswer.Content;
            run.Answer = new WorkflowAnswer.Content(before?.Status ?? 200, before?.ContentType ?? "text/plain", before?.Text + text, before?.Headers ?? new Dictionary<string, string>());
        }),
    ];

    // As Orchard: one value is a text, several are a list.
    private static JsonObject Json(IReadOnlyDictionary<string, IReadOnlyList<string>> fields) => new(fields.Select(field =>
        KeyValuePair.Create(field.Key, (JsonNode?)(field.Value.Count == 1 ? JsonValue.Create(field.Value[0]) : JsonValues.ToArray(field.Value)))));

    private static JsonNode? Parse(string body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body);
        }
        catch (JsonException wrong)
        {
            throw new RecipeException("what was sent is not JSON", inner: wrong);
        }
    }
}
