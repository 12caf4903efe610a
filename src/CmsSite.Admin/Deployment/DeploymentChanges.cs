using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Admin.Deployment;

/// <summary>One step of a deployment plan while somebody edits it.</summary>
/// <param name="Step">Orchard's JSON of it; what no input is for stays.</param>
public sealed record PlannedStep(string Type, JsonObject Step);

/// <summary>Changes of the site's deployment plans.</summary>
public static class DeploymentChanges
{
    private const int LongestName = 200;

    public static bool MayManage(AdminScope scope) => scope.May(Permissions.ManageDeploymentPlan);

    public static bool MayExport(AdminScope scope) => scope.May(Permissions.Export);

    public static bool MaySee(AdminScope scope) => MayManage(scope) || MayExport(scope);

    public static IReadOnlyList<PlannedStep> Steps(JsonNode? plan) =>
        [.. plan?["Steps"].AsObjects().Select(step => new PlannedStep(step["Type"].AsText() ?? "", step["Step"]?.DeepClone() as JsonObject ?? [])) ?? []];

    /// <summary>A new step of a kind, as Orchard makes one.</summary>
    public static PlannedStep New(string type) => new(type, new JsonObject { ["Id"] = RecipeIds.New(), ["Name"] = type.Replace("DeploymentStep", "", StringComparison.Ordinal) });

    /// <param name="seen">The plan that the writer began with; null for a new one.</param>
    /// <returns>What is wrong; null when it is saved.</returns>
    /// <exception cref="RefusedException">The user may not manage deployment plans.</exception>
    public static async Task<string?> SaveAsync(AdminScope scope, string name, IReadOnlyList<PlannedStep> steps, string? was, JsonNode? seen)
    {
        Authorise(scope);
        name = name.Trim();
        if (name.Length is 0 or > LongestName)
        {
            return $"Give the plan a name, of at most {LongestName} characters.";
        }

        await scope.Session.BeginAsync();
        if (!JsonNode.DeepEquals(was is null ? null : scope.Session.Document(SiteDocumentKinds.DeploymentPlan, was), seen))
        {
            await scope.Session.RollbackAsync();
            return "Somebody else changed this plan meanwhile. Nothing was saved over theirs; load the page again.";
        }

        var isRenamed = was is not null && !was.Equals(name, StringComparison.Ordinal);
        if ((was is null || !was.Equals(name, StringComparison.OrdinalIgnoreCase)) && scope.Session.Document(SiteDocumentKinds.DeploymentPlan, name) is not null)
        {
            await scope.Session.RollbackAsync();
            return $"There is a plan \"{name}\" already.";
        }

        var plan = seen?.DeepClone() as JsonObject ?? [];
        plan["Name"] = name;
        plan["Steps"] = new JsonArray([.. steps.Select(step => (JsonNode)new JsonObject { ["Type"] = step.Type, ["Step"] = step.Step.DeepClone() })]);
        if (isRenamed)
        {
            await scope.Session.DeleteAsync(SiteDocumentKinds.DeploymentPlan, was!);
            await scope.Session.FlushAsync();
        }

        await scope.Session.PutAsync(SiteDocumentKinds.DeploymentPlan, name, plan);
        await scope.Session.CommitAsync();
        return null;
    }

    /// <exception cref="RefusedException">The user may not manage deployment plans.</exception>
    public static async Task DeleteAsync(AdminScope scope, string name)
    {
        Authorise(scope);
        await scope.Session.DeleteAsync(SiteDocumentKinds.DeploymentPlan, name);
        await scope.Session.CommitAsync();
    }

    private static void Authorise(AdminScope scope)
    {
        if (!MayManage(scope))
        {
            throw new RefusedException("You may not manage deployment plans.");
        }
    }
}
