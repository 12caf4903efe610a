using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Workflows;
using CmsSite.Content.Workflows.Activities;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Workflows by id, each as a whole. One with an activity that does not run here is kept, and said to be.</summary>
internal sealed class WorkflowTypeStep(SiteSession session) : SiteStep<WorkflowTypeStep>, ISiteStep
{
    public static string StepName => "WorkflowType";

    public static string Members => "data:[WorkflowTypeId:text Name:text IsEnabled:flag IsSingleton:flag Activities:[ActivityId:text Name:text X:number Y:number IsStart:flag Properties:any] Transitions:[Id:number SourceActivityId:text SourceOutcomeName:text DestinationActivityId:text]]";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) =>
        from workflow in step.Find("data").AsObjects()
        from activity in workflow.Find("Activities").AsObjects()
        let name = activity.Find("Name").Text() ?? "without Name"
        select ActivityCatalog.Find(name) is not null ? new RecipeName("activity", name, RecipeNameState.Runs)
            : ActivityCatalog.WhyNot(name) is { } reason ? new RecipeName("activity", name, RecipeNameState.Kept, reason)
            : new RecipeName("activity", name, RecipeNameState.Unknown, "kept with its workflow");

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (workflow, path) in step.Items("data").ToList())
        {
            if (workflow.Find("WorkflowTypeId").Text() is not { Length: > 0 } id)
            {
                step.Error(path, "the workflow has no WorkflowTypeId");
                continue;
            }

            await session.PutAsync(SiteDocumentKinds.WorkflowType, id, workflow.DeepClone(), cancellationToken);
            if (WorkflowType.Parse(id, workflow) is { IsEnabled: true, Problems: { Count: > 0 } problems } type)
            {
                step.Warn(path, $"the workflow '{type.Name}' is kept and does not run. {string.Join(" ", problems)}");
            }
        }
    }
}
