using System.Text.Json.Nodes;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Naming;

/// <summary>What can be told of a step without running it, so that a folder of recipes can be judged without a site.</summary>
internal interface ISiteStep
{
    /// <summary>As Orchard spells it.</summary>
    static abstract string StepName { get; }

    static virtual RecipeNameState State => RecipeNameState.Runs;

    /// <summary>What the step may hold besides its name, in the words of <see cref="Schemas.MemberNotation"/>: for the schema of recipes. Empty: anything.</summary>
    static virtual string Members => "";

    /// <summary>The features, types, parts, settings … that the step uses.</summary>
    static virtual IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) => [];
}
