using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Settings;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Custom settings: an item of a type with the stereotype <c>CustomSettings</c>, kept as the site setting of the type's name.</summary>
internal sealed class CustomSettingsStep(SiteSettings settings, ContentDefinitions definitions) : SiteStep<CustomSettingsStep>(definitions), ISiteStep
{
    public static string StepName => "custom-settings";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) =>
        step.Where(setting => setting.Key != "name").Select(setting => new RecipeName(
            "setting", setting.Key, defined.IsCustomSettings(setting.Key) || defined.HasType(setting.Key) ? RecipeNameState.Runs : RecipeNameState.Unknown));

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (key, value) in step.Step.ToList())
        {
            if (key == "name" || value is null)
            {
                continue;
            }

            if (value is not JsonObject)
            {
                step.Error(value, $"the custom settings \"{key}\" are a content item, an object");
                continue;
            }

            await settings.PutAsync(key, value.DeepClone(), cancellationToken);
        }
    }
}
