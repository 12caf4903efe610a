using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>
/// Content types and parts, defined anew: what a listed one had and the record does not name is gone. Orchard deletes the listed parts first, and with them their place in every
/// other type; here a part that is replaced stays attached where it was.
/// </summary>
internal sealed class ReplaceContentDefinitionStep(DefinitionImport import, ContentDefinitions definitions) : SiteStep<ReplaceContentDefinitionStep>(definitions), ISiteStep
{
    public static string StepName => "ReplaceContentDefinition";

    public static string Members => "ContentTypes:@contentType* ContentParts:@contentPart*";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) => ContentDefinitionStep.Names(step, defined);

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) =>
        import.ImportAsync(step, step.Step, replace: true, cancellationToken);
}
