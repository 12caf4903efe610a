using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Recipes.Normalising;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Layers by name: when their widgets show. A rule replaces the one that is there; the one-line rules of Orchard 1.x become conditions.</summary>
internal sealed class LayersStep(SiteSession session) : SiteStep<LayersStep>, ISiteStep
{
    public static string StepName => "layers";

    public static string Members => "Layers:[Name:text Description:text Rule:text LayerRule:{ConditionId:text Conditions:@condition*}]";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) =>
        from layer in step.Find("Layers").AsObjects()
        from condition in LayerConditions.All(Rule(layer))
        select LayerConditions.Name(condition);

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        var notes = new NormalisationNotes();
        foreach (var (layer, path) in step.Items("Layers").ToList())
        {
            await PutAsync(step, layer, path, notes, cancellationToken);
        }

        notes.ReportTo(step);
    }

    private async Task PutAsync(RecipeStepContext step, JsonObject given, string path, NormalisationNotes notes, CancellationToken cancellationToken)
    {
        if (given.Find("Name").Text() is not { Length: > 0 } name)
        {
            step.Error(path, "the layer has no Name");
            return;
        }

        var stored = session.Document(SiteDocumentKinds.Layer, name)?.DeepClone() as JsonObject;
        var layer = stored ?? new JsonObject { ["Name"] = name, ["Description"] = null, ["LayerRule"] = null };
        if (given.Find("Description").Text() is { Length: > 0 } description)
        {
            layer["Description"] = description;
        }

        if (given.Find("LayerRule") is not JsonObject && given.Find("Rule").Text() is { Length: > 0 })
        {
            notes.Add($"{path}.Rule", "a rule in one line of JavaScript is read as conditions", "Orchard from 2.0 on ignores it: the layer never shows there");
        }

        if (Rule(given) is { } rule)
        {
            LayerConditions.Check(step, rule, $"{path}.LayerRule");
            layer["LayerRule"] = LayerConditions.Stored(rule, layer["LayerRule"] as JsonObject, name);
        }
        else if (layer["LayerRule"] is null)
        {
            step.Warn(path, $"the layer \"{name}\" has no conditions: it never shows", "Give it a LayerRule; a BooleanCondition with the value true shows it always");
        }

        await session.PutAsync(SiteDocumentKinds.Layer, layer["Name"].AsText()!, layer, cancellationToken);
    }

    // The rule in conditions, whichever way it was given; null when there is none.
    private static JsonObject? Rule(JsonObject layer) => layer.Find("LayerRule") switch
    {
        JsonObject rule => rule,
        _ when layer.Find("Rule").Text() is { Length: > 0 } text => new JsonObject { ["Conditions"] = LayerRuleText.ToConditions(text) },
        _ => null,
    };
}
