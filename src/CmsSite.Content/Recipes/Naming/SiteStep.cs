using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Naming;

/// <summary>A step of this library: first says what it names, then does its work in <see cref="RunAsync"/>, all of it through the scope's session.</summary>
internal abstract class SiteStep<TSelf>(ContentDefinitions? definitions = null) : IRecipeStepHandler
    where TSelf : SiteStep<TSelf>, ISiteStep
{
    public string Name => TSelf.StepName;

    protected ContentDefinitions? Definitions => definitions;

    public async Task ExecuteAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        step.Named("step", TSelf.StepName, TSelf.State);
        var defined = definitions is null ? new DefinedNames() : DefinedNames.Of(definitions);
        // What the step itself defines is known to it.
        defined.Add(step.Step);
        foreach (var name in TSelf.Names(step.Step, defined).Distinct())
        {
            step.Named(name.Kind, name.Name, name.State, name.Note);
        }

        await RunAsync(step, cancellationToken);
    }

    protected abstract Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken);
}
