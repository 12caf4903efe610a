using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Recipes.Normalising;

/// <summary>
/// Definition settings from before Orchard 1.0: single values at the root (<c>"Position": "1"</c>, <c>"Creatable": "True"</c>) where objects by class name belong.
/// Orchard ignores them now.
/// </summary>
internal static class FlatSettings
{
    public static readonly IReadOnlySet<string> OfType = Set("Creatable", "Listable", "Draftable", "Versionable", "Securable", "Stereotype", "Description", "Category");
    public static readonly IReadOnlySet<string> OfAttachedPart = Set("DisplayName", "Description", "Position", "DisplayMode", "Editor");
    public static readonly IReadOnlySet<string> OfPart = Set("Attachable", "Reusable", "DisplayName", "Description", "DefaultPosition");
    public static readonly IReadOnlySet<string> OfField = Set("DisplayName", "Description", "Editor", "DisplayMode", "Position");

    /// <summary>Moves single values into objects.</summary>
    /// <param name="general">The settings object that takes <paramref name="names"/>: <c>ContentTypeSettings</c>, ….</param>
    /// <param name="own">The one that takes all others, such as <c>TitlePartSettings</c>; null leaves the others where they are.</param>
    /// <returns>True when there was something to move.</returns>
    public static bool Normalise(JsonObject settings, string general, IReadOnlySet<string> names, string? own)
    {
        var moved = false;
        foreach (var (name, value) in settings.Where(pair => pair.Value is not JsonObject).ToList())
        {
            var target = names.Contains(name) ? general : own;
            if (target is null || (settings[target] is not null and not JsonObject))
            {
                continue;
            }

            settings.Remove(name);
            moved = true;
            if (settings[target] is not JsonObject into)
            {
                settings[target] = into = [];
            }

            // What an object says already is newer than what stands beside it.
            if (value is not null && !into.ContainsKey(name))
            {
                into[name] = Plain(name, value);
            }
        }

        return moved;
    }

    // Flags were texts. A position is a text still; what else may look like a flag is not told apart by its name, and is read from either.
    private static JsonNode Plain(string name, JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String && name != "Position" && value.AsFlag() is { } flag ? JsonValue.Create(flag) : value.DeepClone();

    private static HashSet<string> Set(params string[] names) => new(names, StringComparer.Ordinal);
}
