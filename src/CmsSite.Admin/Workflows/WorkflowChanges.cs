using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Workflows;
using CmsSite.Content.Workflows.Activities;
using CmsSite.Recipes;
using CmsSite.Recipes.Scripting;
using CmsSite.Storage;

namespace CmsSite.Admin.Workflows;

/// <summary>Changes of workflows.</summary>
public static class WorkflowChanges
{
    private const int LongestId = 200;
    private const int MostProblems = 20;

    public static bool MayManage(AdminScope scope) => scope.May(Permissions.ManageWorkflows);

    /// <summary>What a new workflow begins with.</summary>
    public static JsonObject New() => new()
    {
        ["WorkflowTypeId"] = RecipeIds.New(), ["Name"] = "", ["IsEnabled"] = false, ["IsSingleton"] = false, ["DeleteFinishedWorkflows"] = false,
        ["Activities"] = new JsonArray(
            new JsonObject
            {
                ["ActivityId"] = RecipeIds.New(), ["Name"] = "HttpRequestEvent", ["X"] = 0, ["Y"] = 0, ["IsStart"] = true,
                ["Properties"] = new JsonObject { ["ActivityMetadata"] = new JsonObject { ["Title"] = "The form was sent" }, ["HttpMethod"] = "POST", ["ValidateAntiforgeryToken"] = true },
            }),
        ["Transitions"] = new JsonArray(),
    };

    /// <param name="text">The whole workflow in Orchard's JSON.</param>
    /// <param name="seen">What the writer began with; null for a new one.</param>
    /// <returns>What is wrong, line by line; null when it is saved.</returns>
    /// <exception cref="RefusedException">The user may not edit workflows.</exception>
    public static async Task<string?> SaveAsync(AdminScope scope, string name, bool isEnabled, string text, JsonNode? seen)
    {
        Authorise(scope);
        if (Read(text, out var wrong) is not { } json)
        {
            return wrong;
        }

        (json["Name"], json["IsEnabled"]) = (name.Trim(), isEnabled);
        var id = json["WorkflowTypeId"].AsText() ?? "";
        if (name.Trim().Length == 0 || id.Length is 0 or > LongestId || (seen is not null && id != seen["WorkflowTypeId"].AsText()))
        {
            return name.Trim().Length == 0 ? "A workflow needs a name."
                : seen is null ? $"A workflow needs a WorkflowTypeId of at most {LongestId} characters." : "The WorkflowTypeId of a workflow stays what it is: addresses and forms are made of it.";
        }

        if (Problems(scope, WorkflowType.Parse(id, json)) is { Count: > 0 } problems)
        {
            return string.Join("\n", problems.Take(MostProblems));
        }

        await scope.Session.BeginAsync();
        if (!JsonNode.DeepEquals(scope.Session.Document(SiteDocumentKinds.WorkflowType, id), seen))
        {
            await scope.Session.RollbackAsync();
            return seen is null ? "There is a workflow of that WorkflowTypeId already." : "Somebody else changed this workflow meanwhile. Nothing was saved over theirs; copy your text, and load the page again.";
        }

        await scope.Session.PutAsync(SiteDocumentKinds.WorkflowType, id, json);
        await scope.Session.CommitAsync();
        return null;
    }

    /// <exception cref="RefusedException">The user may not edit workflows.</exception>
    public static async Task DeleteAsync(AdminScope scope, string id)
    {
        Authorise(scope);
        await scope.Session.DeleteAsync(SiteDocumentKinds.WorkflowType, id);
        await scope.Session.CommitAsync();
    }

    // An activity that does not run here may be kept; an expression that cannot be read is a slip of the pen.
    private static List<string> Problems(AdminScope scope, WorkflowType type)
    {
        var liquid = scope.Get<IWorkflowText>();
        var problems = new List<string>();
        foreach (var activity in type.Activities)
        {
            var kind = ActivityCatalog.Find(activity.Name);
            problems.AddRange((kind?.Liquid ?? []).Select(property => (property, Wrong: liquid.Check(activity.Expression(property)))).Where(found => found.Wrong is not null)
                .Concat((kind?.Scripts ?? []).Select(property => (property, Wrong: activity.Expression(property) is { Length: > 0 } script ? ScriptRunner.Check(script) : null)).Where(found => found.Wrong is not null))
                .Select(found => $"{activity.Title}, {found.property}: {found.Wrong}"));
        }

        return problems;
    }

    internal static JsonObject? Read(string text, out string? wrong)
    {
        wrong = "A workflow is a JSON object.";
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }) as JsonObject;
        }
        catch (JsonException failed)
        {
            wrong = $"This is no JSON (line {failed.LineNumber + 1}, column {failed.BytePositionInLine + 1}).";
            return null;
        }
    }

    private static void Authorise(AdminScope scope)
    {
        if (!MayManage(scope))
        {
            throw new RefusedException("You may not edit workflows.");
        }
    }
}
