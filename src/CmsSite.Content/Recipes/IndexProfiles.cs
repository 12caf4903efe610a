using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes;

/// <summary>Search indexes as they are stored: Orchard's index profile, whichever step brought it.</summary>
internal static class IndexProfiles
{
    public const string Lucene = "Lucene";
    private const string Defaults = "LuceneIndexDefaultQueryMetadata";

    /// <summary>A profile from the flat settings of the steps for one index (<c>lucene-index</c>, <c>ElasticIndexSettings</c>).</summary>
    public static JsonObject FromFlat(string name, JsonObject flat, string provider) => new()
    {
        ["Name"] = name,
        ["IndexName"] = name,
        ["ProviderName"] = provider,
        ["Type"] = "Content",
        ["Properties"] = new JsonObject
        {
            ["LuceneIndexMetadata"] = new JsonObject
            {
                ["AnalyzerName"] = flat.Find("AnalyzerName").Text() ?? "standardanalyzer",
                ["StoreSourceData"] = flat.Find("StoreSourceData").AsFlag() ?? false,
            },
            ["ContentIndexMetadata"] = new JsonObject
            {
                ["IndexLatest"] = flat.Find("IndexLatest").AsFlag() ?? false,
                ["IndexedContentTypes"] = flat.Find("IndexedContentTypes") is JsonArray types ? types.DeepClone() : new JsonArray(),
                ["Culture"] = flat.Find("Culture").Text() is { Length: > 0 } culture ? culture : "any",
            },
        },
    };

    public static void SetDefaultSearchFields(JsonObject profile, JsonArray fields)
    {
        if (profile["Properties"] is not JsonObject properties)
        {
            profile["Properties"] = properties = [];
        }

        if (properties[Defaults] is not JsonObject defaults)
        {
            properties[Defaults] = defaults = new JsonObject { ["QueryAnalyzerName"] = "standardanalyzer" };
        }

        defaults["DefaultSearchFields"] = fields.DeepClone();
    }
}
