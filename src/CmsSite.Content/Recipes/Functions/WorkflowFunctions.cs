using CmsSite.Content.Workflows;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Functions;

/// <summary>Addresses of workflows for scripts. They do not end, whatever a recipe says of days: the same at every run, so that importing twice changes nothing.</summary>
internal sealed class WorkflowFunctions(WorkflowKeys keys) : IRecipeFunctionProvider
{
    public IEnumerable<RecipeFunction> GetFunctions(RecipeRun run) =>
    [
        new("createWorkflowToken", TokenAsync),
        new("workflowHttpEventUrlResolve", async (string? workflowTypeId, string? activityId, int? days = null) =>
            $"{run.Options.UrlPrefix}{WorkflowTypes.InvokePath}?token={await TokenAsync(workflowTypeId, activityId)}"),
    ];

    // A recipe that sets a site up asks before anybody else does.
    private async Task<string> TokenAsync(string? workflowTypeId, string? activityId, int? days = null)
    {
        await keys.EnsureAsync();
        return keys.AddressToken(workflowTypeId ?? "", activityId ?? "");
    }
}
