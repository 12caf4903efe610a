using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Recipes.Normalising;

/// <summary>The site settings <c>LuceneSettings</c> of Orchard 1.x, which became two things: which index the site searches, and which fields of it.</summary>
internal static class LuceneSettings
{
    public const string Name = "LuceneSettings";

    /// <summary>The same of an Elasticsearch server, for which Lucene stands in.</summary>
    public const string Elastic = "ElasticSettings";

    /// <summary>The <c>SearchSettings</c> that say the same; null when no index is named.</summary>
    public static JsonObject? ToSearchSettings(JsonObject lucene) =>
        lucene["SearchIndex"].AsText() is { Length: > 0 } index ? new JsonObject { ["DefaultIndexProfileName"] = index } : null;

    /// <summary>The fields that a search looks into, for the index that the settings name; null when they name none.</summary>
    public static (string Index, JsonArray Fields)? DefaultSearchFields(JsonNode? lucene) =>
        lucene is JsonObject settings && settings["SearchIndex"].AsText() is { Length: > 0 } index && settings["DefaultSearchFields"] is JsonArray { Count: > 0 } fields
            ? (index, (JsonArray)fields.DeepClone())
            : null;
}
