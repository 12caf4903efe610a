using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Where shapes go, by shape type; a list replaces the one that is there.</summary>
internal sealed class PlacementsStep(SiteSession session) : SiteStep<PlacementsStep>, ISiteStep
{
    public static string StepName => "Placements";

    public static string Members => "Placements:<@placements>";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (shape, value, path) in step.Entries("Placements").ToList())
        {
            if (value is not JsonArray nodes || nodes.Any(node => node is not JsonObject))
            {
                step.Error(path, $"the placement of \"{shape}\" is a list of objects", "Write [ { \"place\": \"Content:5\" } ]");
                continue;
            }

            await session.PutAsync(SiteDocumentKinds.Placement, shape, nodes.DeepClone(), cancellationToken);
        }
    }
}
