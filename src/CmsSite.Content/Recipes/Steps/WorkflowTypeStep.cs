using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Workflows by id, as a whole. Nothing runs them here: kept.</summary>
internal sealed class WorkflowTypeStep(SiteSession session) : SiteStep<WorkflowTypeStep>, ISiteStep
{
    public static string StepName => "WorkflowType";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (workflow, path) in step.Items("data").ToList())
        {
            if (workflow.Find("WorkflowTypeId").Text() is { Length: > 0 } id)
            {
                await session.PutAsync(SiteDocumentKinds.WorkflowType, id, workflow.DeepClone(), cancellationToken);
            }
            else
            {
                step.Error(path, "the workflow has no WorkflowTypeId");
            }
        }
    }
}
