using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Content types and parts, merged into what is defined: nothing is taken away.</summary>
internal sealed class ContentDefinitionStep(DefinitionImport import, ContentDefinitions definitions) : SiteStep<ContentDefinitionStep>(definitions), ISiteStep
{
    public static string StepName => "ContentDefinition";

    public static string Members => "ContentTypes:@contentType* ContentParts:@contentPart*";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined)
    {
        foreach (var type in step.Find("ContentTypes").AsObjects())
        {
            foreach (var part in type.Find("ContentTypePartDefinitionRecords").AsObjects())
            {
                if (part.Find("PartName").Text() is { Length: > 0 } partName)
                {
                    partName = partName == "BodyPart" ? "HtmlBodyPart" : partName;
                    yield return new RecipeName("part", partName, defined.State(partName));
                }
            }
        }

        foreach (var field in step.Find("ContentParts").AsObjects().SelectMany(part => part.Find("ContentPartFieldDefinitionRecords").AsObjects()))
        {
            if (field.Find("FieldName").Text() is { Length: > 0 } fieldType)
            {
                yield return new RecipeName("field", fieldType, PartCatalog.Field(fieldType) ?? RecipeNameState.Unknown);
            }
        }
    }

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken) =>
        import.ImportAsync(step, step.Step, replace: false, cancellationToken);
}
