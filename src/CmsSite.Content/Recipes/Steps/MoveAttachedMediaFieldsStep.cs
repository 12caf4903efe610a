using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Moves files between the folder layouts of two Orchard versions. Files here have no layout to move between: nothing to do.</summary>
internal sealed class MoveAttachedMediaFieldsStep : SiteStep<MoveAttachedMediaFieldsStep>, ISiteStep
{
    public static string StepName => "move-attached-media-fields";

    public static string Members => "ContentTypes:texts";

    protected override Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        step.Warn("", "there is nothing to move: paths of media stay as they are");
        return Task.CompletedTask;
    }
}
