using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CmsSite.Content.Workflows;
using CmsSite.Theming.Liquid;

namespace CmsSite.Theming;

/// <summary>Renders the Liquid in a workflow's expressions.</summary>
public sealed class WorkflowText(LiquidEngine engine, DisplayContext scope) : IWorkflowText
{
    private static readonly JavaScriptEncoder _json = JavaScriptEncoder.Create(UnicodeRanges.All);

    public async Task<string> RenderAsync(string expression, WorkflowTextKind kind, WorkflowRun run, CancellationToken cancellationToken)
    {
        var page = scope.Another();
        page.Cancellation = cancellationToken;
        page.Culture = scope.Culture;
        // What becomes content may be rendered as Liquid later, by a type that says so: what somebody typed into a form is text then too.
        Func<string, string> tamed = kind == WorkflowTextKind.Json ? Tamed : text => text;
        if (run.Request is { } request)
        {
            page.Request = new PageRequest
            {
                Method = request.Method, Scheme = request.Scheme, Host = request.Host, PathBase = request.PathBase, Path = request.Path, User = request.User,
                Query = request.Query.ToDictionary(field => field.Key, field => tamed(string.Join(",", field.Value)), StringComparer.OrdinalIgnoreCase),
                Form = request.Form.ToDictionary(field => field.Key, field => tamed(string.Join(",", field.Value)), StringComparer.OrdinalIgnoreCase),
            };
        }

        var workflow = new Dictionary<string, object?>
        {
            ["Input"] = new Dictionary<string, object?> { ["ContentItem"] = run.Item },
            ["Output"] = Copy(run.Output, tamed), ["Properties"] = Copy(run.Properties, tamed), ["LastResult"] = Copy(run.LastResult, tamed),
            ["CorrelationId"] = run.CorrelationId, ["WorkflowId"] = run.Id, ["WorkflowTypeId"] = run.Type.Id,
        };
        try
        {
            return await engine.RenderAsync(engine.Parse($"the workflow '{run.Type.Name}'", expression), page, [new("Workflow", workflow), new("ContentItem", run.Item)], Encoder(kind));
        }
        catch (TemplateException wrong)
        {
            throw new WorkflowException(wrong.Message, wrong);
        }
    }

    public string? Check(string expression)
    {
        try
        {
            engine.Parse("the expression", expression);
            return null;
        }
        catch (TemplateException wrong)
        {
            return wrong.Message;
        }
    }

    private static TextEncoder Encoder(WorkflowTextKind kind) => kind switch
    {
        WorkflowTextKind.Html => LiquidEngine.Html,
        WorkflowTextKind.Json => _json,
        _ => LiquidEngine.Plain,
    };

    // Also where the second brace comes from the next value.
    private static string Tamed(string text)
    {
        var tame = text.Replace("{{", "{ {", StringComparison.Ordinal).Replace("{{", "{ {", StringComparison.Ordinal).Replace("{%", "{ %", StringComparison.Ordinal);
        return tame.EndsWith('{') ? tame + " " : tame;
    }

    private static JsonNode? Copy(JsonNode? node, Func<string, string> tamed) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Copy(member.Value, tamed)))),
        JsonArray items => new JsonArray([.. items.Select(item => Copy(item, tamed))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(tamed(text)),
        _ => node?.DeepClone(),
    };
}
