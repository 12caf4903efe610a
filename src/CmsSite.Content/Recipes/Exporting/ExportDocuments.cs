using System.Text.Json.Nodes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>The steps that hold site documents as they are stored: by name in an object, or one after another in a list.</summary>
/// <param name="Step">As Orchard spells it.</param>
/// <param name="Kind">Of <see cref="SiteDocumentKinds"/>.</param>
/// <param name="Container">The step's property with the documents.</param>
internal sealed record ExportDocuments(string Step, string Kind, string Container, bool IsList)
{
    /// <summary>Before content: what its items rely on.</summary>
    public static IReadOnlyList<ExportDocuments> BeforeContent { get; } = [new("MediaProfiles", SiteDocumentKinds.MediaProfile, "MediaProfiles", false)];

    public static IReadOnlyList<ExportDocuments> AfterContent { get; } =
    [
        new("Templates", SiteDocumentKinds.Template, "Templates", false),
        new("AdminTemplates", SiteDocumentKinds.AdminTemplate, "AdminTemplates", false),
        new("ShortcodeTemplates", SiteDocumentKinds.ShortcodeTemplate, "ShortcodeTemplates", false),
        new("Placements", SiteDocumentKinds.Placement, "Placements", false),
        new("layers", SiteDocumentKinds.Layer, "Layers", true),
        new("queries", SiteDocumentKinds.Query, "Queries", true),
        new("CreateOrUpdateIndexProfile", SiteDocumentKinds.IndexProfile, "indexes", true),
        new("SearchSynonyms", SiteDocumentKinds.SearchSynonyms, "Synonyms", true),
        new("PinnedResults", SiteDocumentKinds.PinnedResult, "PinnedResults", true),
        new("AdminMenu", SiteDocumentKinds.AdminMenu, "data", true),
        new("Sitemaps", SiteDocumentKinds.Sitemap, "data", true),
        new("UrlRewriting", SiteDocumentKinds.UrlRewriting, "Rules", true),
        new("WorkflowType", SiteDocumentKinds.WorkflowType, "data", true),
        new("deployment", SiteDocumentKinds.DeploymentPlan, "Plans", true),
    ];

    /// <summary>The step's values; null when the site has nothing of the kind.</summary>
    /// <param name="names">Which ones; null for all.</param>
    public JsonObject? Of(IReadOnlyList<(string Name, JsonNode Value)> documents, IReadOnlySet<string>? names, ICollection<string> leftOut)
    {
        var chosen = documents.Where(document => names is null || names.Contains(document.Name)).ToList();
        if (chosen.Count == 0)
        {
            return null;
        }

        if (IsList)
        {
            return new JsonObject { [Container] = new JsonArray([.. chosen.Select(Clean)]) };
        }

        var values = new JsonObject();
        foreach (var document in chosen)
        {
            values[document.Name] = Clean(document);
        }

        return new JsonObject { [Container] = values };

        JsonNode Clean((string Name, JsonNode Value) document) => ExportSecrets.Without(document.Value, $"{Step} {document.Name}", leftOut);
    }
}
