using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Theming.Resources;

/// <summary>
/// A script or style sheet that a theme declares under a name in <c>theme.json</c>:
/// <c>"Resources": { "Scripts": { "gallery": { "Src": "~/MyTheme/gallery.js", "DependsOn": ["base"], "Attributes": { "type": "module" } } }, "Styles": { … } }</c>.
/// </summary>
public sealed record NamedResource(string Name, string Src, IReadOnlyList<string> DependsOn, IReadOnlyList<KeyValuePair<string, string>> Attributes)
{
    /// <summary>The declared resources of a kind by name.</summary>
    /// <param name="kind"><c>Scripts</c> or <c>Styles</c>.</param>
    public static IReadOnlyDictionary<string, NamedResource> Read(JsonNode? theme, string kind) => (theme?["Resources"]?[kind] as JsonObject ?? [])
        .Where(pair => pair.Value?["Src"].AsText() is { Length: > 0 })
        .ToDictionary(
            pair => pair.Key,
            pair => new NamedResource(
                pair.Key, pair.Value!["Src"].AsText()!, pair.Value["DependsOn"].AsTexts(),
                [.. (pair.Value["Attributes"] as JsonObject ?? []).Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value?.ToString() ?? ""))]),
            StringComparer.OrdinalIgnoreCase);
}

/// <summary>The named resources of the theme that is used.</summary>
public interface INamedResources
{
    /// <param name="kind"><c>Scripts</c> or <c>Styles</c>.</param>
    /// <returns>Null when the theme declares none of that name.</returns>
    NamedResource? Find(string kind, string name);
}
