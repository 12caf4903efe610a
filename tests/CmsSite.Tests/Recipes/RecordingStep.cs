using System.Text.Json.Nodes;
using CmsSite.Recipes;

namespace CmsSite.Tests.Recipes;

/// <summary>A step that notes what it was given, and does what a test tells it.</summary>
internal sealed class RecordingStep(string name, Action<RecipeStepContext>? act = null) : IRecipeStepHandler
{
    public string Name => name;

    public List<JsonObject> Seen { get; } = [];

    public JsonNode? Last(string property) => Seen[^1][property];

    public Task ExecuteAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        Seen.Add(step.Step);
        act?.Invoke(step);
        return Task.CompletedTask;
    }
}

/// <summary>A folder that goes away with its test.</summary>
internal sealed class RecipeFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("cmssite-recipes-").FullName;

    public string Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

internal static class Recipe
{
    /// <summary>Runs a recipe whose one step is <c>{ "name": "note", "value": … }</c>, and gives the value that the step saw.</summary>
    public static async Task<(JsonNode? Value, RecipeResult Result)> EvaluateAsync(
        string jsonValue, string variables = "{}", RecipeRun? run = null, params RecipeFunction[] functions)
    {
        var note = new RecordingStep("note");
        using var package = RecipePackage.FromText($$"""{ "name": "test", "variables": {{variables}}, "steps": [ { "name": "note", "value": {{jsonValue}} } ] }""");
        var result = await new RecipeExecutor([note], [new Functions(functions)]).ExecuteAsync(package, run ?? new RecipeRun());
        return (note.Seen.Count > 0 ? note.Last("value") : null, result);
    }

    public static async Task<RecipeResult> RunAsync(string json, params IRecipeStepHandler[] handlers)
    {
        using var package = RecipePackage.FromText(json, "test.recipe.json");
        return await new RecipeExecutor(handlers).ExecuteAsync(package, new RecipeRun());
    }

    private sealed class Functions(IEnumerable<RecipeFunction> functions) : IRecipeFunctionProvider
    {
        public IEnumerable<RecipeFunction> GetFunctions(RecipeRun run) => functions;
    }
}
