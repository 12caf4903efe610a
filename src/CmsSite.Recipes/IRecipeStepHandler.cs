namespace CmsSite.Recipes;

/// <summary>
/// What one kind of recipe step does. Registered in DI as one of many; a step is given to every handler whose <see cref="Name"/> equals its <c>name</c>,
/// whatever the case, in order of registration.
/// </summary>
/// <remarks>
/// A run calls <see cref="ExecuteAsync"/> once for each step of that name, in the order of the file, each seeing what earlier steps wrote. The handler writes
/// through the unit of work of its own library and never commits: whoever started the run commits when <see cref="RecipeResult.Succeeded"/> says so and rolls
/// back otherwise. It should report all it finds wrong (<see cref="RecipeStepContext.Error(System.Text.Json.Nodes.JsonNode?, string, string?)"/>) rather than
/// stop at the first; an exception ends the step and is reported at the step, or at its own position if it is a <see cref="RecipeException"/>.
/// </remarks>
public interface IRecipeStepHandler
{
    /// <summary>The step's name as Orchard spells it.</summary>
    string Name { get; }

    Task ExecuteAsync(RecipeStepContext step, CancellationToken cancellationToken);
}
