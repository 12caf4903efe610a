using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Settings of single users. There is no screen for them here: they are kept, by user and type.</summary>
internal sealed class CustomUserSettingsStep(SiteSession session) : SiteStep<CustomUserSettingsStep>, ISiteStep
{
    public static string StepName => "custom-user-settings";

    public static RecipeNameState State => RecipeNameState.Kept;

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        // The list stands under whatever name.
        foreach (var user in step.Step.Where(pair => pair.Key != "name").SelectMany(pair => pair.Value.AsObjects()).ToList())
        {
            if (user.Find("userId").Text() is not { Length: > 0 } userId)
            {
                step.Error(user, "a userId is needed");
                continue;
            }

            foreach (var item in user.Find("user-custom-user-settings").AsObjects().ToList())
            {
                await session.PutAsync(SiteDocumentKinds.Kept, $"{StepName}/{userId}/{item["ContentType"].AsText()}", item.DeepClone(), cancellationToken);
            }
        }
    }
}
