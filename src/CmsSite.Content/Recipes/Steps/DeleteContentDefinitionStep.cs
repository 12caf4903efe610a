using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Takes away types and parts by name. A part leaves all types; content items stay as they are.</summary>
internal sealed class DeleteContentDefinitionStep(ContentDefinitions definitions, ContentDefinitionManager manager) : SiteStep<DeleteContentDefinitionStep>, ISiteStep
{
    public static string StepName => "DeleteContentDefinition";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var name in step.Texts("ContentTypes"))
        {
            await manager.DeleteTypeAsync(name, cancellationToken);
        }

        foreach (var name in step.Texts("ContentParts"))
        {
            await DetachAsync(name, cancellationToken);
            await manager.DeletePartAsync(name, cancellationToken);
        }

        await manager.ReindexAsync(cancellationToken);
    }

    private async Task DetachAsync(string partName, CancellationToken cancellationToken)
    {
        foreach (var type in definitions.Types.Where(type => type.Parts.Any(part => part.PartName.Equals(partName, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            var record = definitions.TypeRecord(type.Name)!;
            var attached = (JsonArray)record["ContentTypePartDefinitionRecords"]!;
            foreach (var part in attached.AsObjects().Where(part => partName.Equals(part["PartName"].AsText(), StringComparison.OrdinalIgnoreCase)).ToList())
            {
                attached.Remove(part);
            }

            await manager.PutTypeAsync(type.Name, record, cancellationToken);
        }
    }
}
