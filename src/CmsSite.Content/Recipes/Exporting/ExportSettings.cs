using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>The steps <c>themes</c>, <c>settings</c> and <c>custom-settings</c>, which are the site's settings told apart.</summary>
internal sealed class ExportSettings(ContentDefinitions definitions, ExportSelection selection, RecipeWriter recipe, ICollection<string> secrets)
{
    private const string SiteTheme = "CurrentThemeName";
    private const string AdminTheme = "CurrentAdminThemeName";

    public async Task WriteAsync(IReadOnlyList<(string Name, JsonNode Value)> documents, CancellationToken cancellationToken)
    {
        if (selection.Has("themes", out _) && documents.Any(IsTheme))
        {
            await recipe.WriteAsync("themes", new JsonObject
            {
                ["site"] = documents.FirstOrDefault(document => document.Name == SiteTheme).Value.AsText(),
                ["admin"] = documents.FirstOrDefault(document => document.Name == AdminTheme).Value.AsText(),
            }, cancellationToken);
        }

        await WriteAsync("settings", documents.Where(document => !IsTheme(document) && !IsCustom(document.Name)), cancellationToken);
        await WriteAsync("custom-settings", documents.Where(document => !IsTheme(document) && IsCustom(document.Name)), cancellationToken);
    }

    private async Task WriteAsync(string step, IEnumerable<(string Name, JsonNode Value)> documents, CancellationToken cancellationToken)
    {
        if (!selection.Has(step, out var names))
        {
            return;
        }

        var values = new JsonObject();
        foreach (var (name, value) in documents.Where(document => names is null || names.Contains(document.Name)))
        {
            if (ExportSecrets.IsSecret(name, value))
            {
                secrets.Add(name);
            }
            else
            {
                values[name] = ExportSecrets.Without(value, name, secrets);
            }
        }

        if (values.Count > 0)
        {
            await recipe.WriteAsync(step, values, cancellationToken);
        }
    }

    private static bool IsTheme((string Name, JsonNode Value) document) => document.Name is SiteTheme or AdminTheme && document.Value.AsText() is { Length: > 0 };

    private bool IsCustom(string name) => definitions.Type(name)?.Stereotype == "CustomSettings";
}
