using System.Text.Json.Nodes;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes;

/// <summary>Reading the lists and dictionaries that steps are made of, with an error for each element of the wrong shape.</summary>
internal static class StepJson
{
    /// <summary>The objects of a list of the step, each with its path. A missing list is nothing to do, and said.</summary>
    public static IEnumerable<(JsonObject Item, string Path)> Items(this RecipeStepContext step, string list)
    {
        switch (step.Step.Find(list))
        {
            case JsonArray array:
                for (var i = 0; i < array.Count; i++)
                {
                    if (array[i] is JsonObject item)
                    {
                        yield return (item, $"{list}[{i}]");
                    }
                    else
                    {
                        step.Error(array[i] is { } node ? node : array, $"an element of {list} is an object");
                    }
                }

                break;
            case null:
                step.Warn("", $"the step has no {list}: there is nothing to do");
                break;
            case var other:
                step.Error(other, $"{list} is a list of objects");
                break;
        }
    }

    /// <summary>
    /// The named values of an object of the step. Orchard finds it by its exact name only; another spelling is taken here, and said.
    /// </summary>
    public static IEnumerable<(string Name, JsonNode? Value, string Path)> Entries(this RecipeStepContext step, string container)
    {
        var node = step.Step.Find(container);
        if (node is not null && !step.Step.ContainsKey(container))
        {
            step.Warn(node, $"Orchard finds \"{container}\" in exactly this spelling only");
        }

        switch (node)
        {
            case JsonObject values:
                foreach (var (name, value) in values)
                {
                    yield return (name, value, PathOf(container, name));
                }

                break;
            case null:
                step.Warn("", $"the step has no {container}: there is nothing to do");
                break;
            default:
                step.Error(node, $"{container} is an object: a name, then what it stands for");
                break;
        }
    }

    /// <summary>The names in a list of texts of the step; other elements are errors.</summary>
    public static IReadOnlyList<string> Texts(this RecipeStepContext step, string list)
    {
        switch (step.Step.Find(list))
        {
            case null:
                return [];
            case JsonArray array:
                var texts = new List<string>();
                foreach (var node in array)
                {
                    if (node.Text() is { } text)
                    {
                        texts.Add(text);
                    }
                    else
                    {
                        step.Error(node ?? array, $"an element of {list} is a text");
                    }
                }

                return texts;
            case var other:
                step.Error(other, $"{list} is a list of texts");
                return [];
        }
    }

    /// <summary>The texts of a list that is read for its names only; whatever is no text is left out.</summary>
    public static IEnumerable<string> TextsOf(JsonObject step, string list) => step.Find(list) is JsonArray array ? array.Select(node => node.Text()).OfType<string>() : [];

    private static string PathOf(string container, string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? $"{container}.{name}" : $"{container}['{name.Replace("'", "\\'", StringComparison.Ordinal)}']";
}
