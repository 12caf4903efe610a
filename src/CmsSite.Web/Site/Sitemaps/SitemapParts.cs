using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Media;

namespace CmsSite.Web.Site.Sitemaps;

/// <summary>What items say of themselves to crawlers.</summary>
internal static class SitemapParts
{
    // Google's limit for one page.
    private const int MaxImages = 1000;

    /// <summary>An item can keep itself out, and one that asks search engines not to list it does not belong into a sitemap either.</summary>
    public static bool Includes(JsonObject? content) =>
        content is null
        || !((content["SitemapPart"] as JsonObject)?["Exclude"].AsFlag() == true
            || (content["SeoMetaPart"] as JsonObject)?["MetaRobots"].AsText() is { } robots
                && (robots.Contains("noindex", StringComparison.OrdinalIgnoreCase) || robots.Trim().Equals("none", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Its own hint, where it has one.</summary>
    public static SitemapHint? Hint(JsonObject? content) =>
        content?["SitemapPart"] is JsonObject given && given["OverrideSitemapConfig"].AsFlag() == true ? Sitemap.Hint(given) : null;

    public static bool HasImages(ContentTypeDefinition type) => type.Parts.Any(part => part.Part.Fields.Any(field => field.FieldType == "MediaField"));

    /// <summary>Paths of the images in the item's media fields. Read without making a tree of the whole text.</summary>
    public static IReadOnlyList<string> Images(string json, ContentTypeDefinition type)
    {
        var images = new List<string>();
        using var document = JsonDocument.Parse(json);
        foreach (var part in type.Parts)
        {
            foreach (var field in part.Part.Fields.Where(field => field.FieldType == "MediaField"))
            {
                if (Find(Find(Find(document.RootElement, part.Name), field.Name), "Paths") is { ValueKind: JsonValueKind.Array } paths)
                {
                    images.AddRange(paths.EnumerateArray().Where(path => path.ValueKind == JsonValueKind.String).Select(path => path.GetString()!).Where(IsImage));
                }
            }
        }

        return [.. images.Distinct().Take(MaxImages)];
    }

    private static JsonElement? Find(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var found) ? found : null;

    private static bool IsImage(string path) => MediaTypes.Of(path).StartsWith("image/", StringComparison.Ordinal);
}
