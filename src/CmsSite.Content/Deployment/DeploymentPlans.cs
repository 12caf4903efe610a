using System.Text.Json.Nodes;
using CmsSite.Content.Items;
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

    /// <summary>Plans that export what is chosen when they are run.</summary>
    public IReadOnlyList<string> ForChosen => [.. Names.Where(name => Find(name)!["Steps"].AsObjects().Any(step => step["Type"].AsText() == DeploymentKinds.Chosen))];

    /// <summary>What running the plan exports.</summary>
    /// <param name="chosen">Ids of content items, for its step that exports what is chosen.</param>
    /// <exception cref="RecipeException">There is no such plan.</exception>
    public ExportSelection Selection(string name, IReadOnlyCollection<string>? chosen = null) => Find(name) is { } plan
        ? DeploymentSelection.Of(name, plan, chosen ?? [])
        : throw new RecipeException($"there is no deployment plan \"{name}\"", Names.Count == 0 ? "The site has none" : $"There are {string.Join(", ", Names)}");
}
