namespace CmsSite.Recipes;

/// <summary>Adds functions to <c>[js: …]</c> scripts; registered in DI as one of many. A later function of the same name replaces an earlier or built-in one.</summary>
public interface IRecipeFunctionProvider
{
    /// <summary>Called once a run, before its first script.</summary>
    IEnumerable<RecipeFunction> GetFunctions(RecipeRun run);
}

/// <summary>A function that scripts call by <paramref name="Name"/>.</summary>
/// <param name="Name">A JavaScript identifier; case matters.</param>
/// <param name="Body">
/// Parameters may be <c>string?</c>, <c>bool</c>, numbers, their nullable forms, or <c>JsonNode?</c> (objects and arrays arrive as copies); missing arguments are
/// null or the parameter's default. The result may be any of these, nothing, or a <c>Task</c> of one, which is awaited. No other .NET object reaches a script.
/// Time spent in here does not count towards the script's time limit. A thrown <see cref="RecipeException"/> is reported at the script's position.
/// </param>
public sealed record RecipeFunction(string Name, Delegate Body);
