using System.Security.Cryptography;
using System.Text;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Functions;

/// <summary>
/// Addresses of workflows for scripts. Workflows are kept and not run, so what these give leads nowhere; it is the same at every run, so that importing twice changes nothing.
/// </summary>
internal sealed class WorkflowFunctions : IRecipeFunctionProvider
{
    public IEnumerable<RecipeFunction> GetFunctions(RecipeRun run) =>
    [
        new("createWorkflowToken", Token),
        new("workflowHttpEventUrlResolve", (string? workflowTypeId, string? activityId, int? days = null) =>
            $"{run.Options.UrlPrefix}/workflows/Invoke?token={Token(workflowTypeId, activityId)}"),
    ];

    private static string Token(string? workflowTypeId, string? activityId, int? days = null) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{workflowTypeId}\n{activityId}")))[..32];
}
