using CmsSite.Content.Definitions;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Takes away types and parts by name. A part leaves all types; content items stay as they are.</summary>
internal sealed class DeleteContentDefinitionStep(ContentDefinitionManager manager) : SiteStep<DeleteContentDefinitionStep>, ISiteStep
{
    public static string StepName => "DeleteContentDefinition";

    public static string Members => "ContentTypes:texts ContentParts:texts";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var name in step.Texts("ContentTypes"))
        {
            await manager.DeleteTypeAsync(name, cancellationToken);
        }

        foreach (var name in step.Texts("ContentParts"))
        {
            await manager.DetachAsync(name, cancellationToken);
            await manager.DeletePartAsync(name, cancellationToken);
        }

        await manager.ReindexAsync(cancellationToken);
    }
}
