using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Recipes.Scripting;

namespace CmsSite.Recipes;

/// <summary>The texts that a recipe gives to its steps, for looking at what is written in them.</summary>
public static class RecipeTexts
{
    /// <summary>Every string of every step; files of text in place of the scripts that read them, other scripts left out. Files that are not there are passed over.</summary>
    public static IEnumerable<string> Of(RecipePackage package) => package.Document.Steps.SelectMany(step => In(step.Json))
        .Select(text => ScriptText.TryParse(text, out var script) && !package.Document.Descriptor.IsLiteral
            ? script.Engine == ScriptText.File ? FileScript.TextOf(script.Body, package) : null
            : text)
        .OfType<string>();

    private static IEnumerable<string> In(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => In(member.Value)),
        JsonArray items => items.SelectMany(In),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
