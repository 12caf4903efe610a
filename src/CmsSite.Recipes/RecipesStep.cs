using System.Text.Json.Nodes;
using CmsSite.Recipes.Scripting;

namespace CmsSite.Recipes;

/// <summary><c>recipes</c>: runs other recipes by name, in their order, after this step. <c>executionid</c> is ignored, as in Orchard.</summary>
public sealed class RecipesStep : IRecipeStepHandler
{
    public string Name => "recipes";

    public Task ExecuteAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        if (step.Step.Find("Values") is not { } values)
        {
            step.Warn("", "the step names no recipes", "Add \"Values\": [ { \"name\": \"…\" } ]");
            return Task.CompletedTask;
        }

        if (values is not JsonArray items)
        {
            step.Error(values, $"Values are a list, not {RecipeJson.Describe(values)}");
            return Task.CompletedTask;
        }

        for (var index = 0; index < items.Count; index++)
        {
            if ((items[index] as JsonObject)?.Find("name")?.Text() is { Length: > 0 } name)
            {
                step.Queue(name, items[index]);
            }
            else
            {
                step.Error($"Values[{index}]", "the name of a recipe is missing", "Write { \"name\": \"…\" }");
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The names that a step gives as plain text, and their paths in it.</summary>
    internal static IEnumerable<(string Name, string Path)> Names(JsonObject step) => (step.Find("Values") as JsonArray ?? [])
        .Select((value, index) => ((value as JsonObject)?.Find("name")?.Text() ?? "", $"Values[{index}]"))
        .Where(named => named.Item1.Length > 0 && !ScriptText.TryParse(named.Item1, out _));
}
