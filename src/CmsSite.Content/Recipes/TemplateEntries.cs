using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes;

/// <summary>What the three steps with templates share: named objects whose <c>Content</c> is Liquid.</summary>
internal static class TemplateEntries
{
    public static async Task PutAsync(RecipeStepContext step, string container, SiteSession session, string kind, CancellationToken cancellationToken, Action<JsonObject>? change = null)
    {
        foreach (var (name, value, path) in step.Entries(container).ToList())
        {
            if (value is not JsonObject template)
            {
                step.Error(path, $"\"{name}\" is an object with a Content", "Write { \"Content\": \"<liquid>\" }");
                continue;
            }

            if (template.Find("Content").AsText() is null)
            {
                // Left over in a recipe, and harmless: a template without content would hide the theme's.
                step.Warn(path, $"\"{name}\" has no Content, and is left out");
                continue;
            }

            var stored = (JsonObject)template.DeepClone();
            change?.Invoke(stored);
            await session.PutAsync(kind, name, stored, cancellationToken);
        }
    }
}
