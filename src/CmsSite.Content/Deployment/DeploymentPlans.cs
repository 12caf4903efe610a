using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Exporting;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Deployment;

/// <summary>The site's deployment plans: named choices of what an export holds, as Orchard has them.</summary>
public sealed class DeploymentPlans(SiteSession session)
{
    public IReadOnlyList<string> Names => [.. session.Documents(SiteDocumentKinds.DeploymentPlan).Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The plan as the step <c>deployment</c> has it; null when there is none. Not to be changed.</summary>
    public JsonObject? Find(string name) => session.Document(SiteDocumentKinds.DeploymentPlan, name) as JsonObject;

    /// <summary>What running the plan exports.</summary>
    /// <exception cref="RecipeException">There is no such plan.</exception>
    public ExportSelection Selection(string name) => Find(name) is { } plan
        ? DeploymentSelection.Of(name, plan)
        : throw new RecipeException($"there is no deployment plan \"{name}\"", Names.Count == 0 ? "The site has none" : $"There are {string.Join(", ", Names)}");
}
