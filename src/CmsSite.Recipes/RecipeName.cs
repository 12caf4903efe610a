namespace CmsSite.Recipes;

/// <summary>What becomes of a name that a recipe uses.</summary>
public enum RecipeNameState
{
    /// <summary>It does what it does in Orchard Core.</summary>
    Runs,

    /// <summary>Its data is stored unchanged and exported again, and nothing acts on it.</summary>
    Kept,

    /// <summary>Nobody here knows it.</summary>
    Unknown,
}

/// <summary>A name that a recipe uses: a step, part, field, setting, feature, theme, query source, …</summary>
/// <param name="Kind">The singular noun in lower case: <c>step</c>, <c>part</c>, <c>field</c>, <c>setting</c>, <c>feature</c>, <c>theme</c>.</param>
/// <param name="Note">Why, where the state alone does not say.</param>
public sealed record RecipeName(string Kind, string Name, RecipeNameState State, string? Note = null);
