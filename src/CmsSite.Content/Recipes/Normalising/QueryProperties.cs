using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Recipes.Normalising;

/// <summary>Queries as different versions write them, brought to the flat form that recipes use.</summary>
internal static class QueryProperties
{
    /// <summary><c>ReturnDocuments</c> of SQL queries is <c>ReturnContentItems</c> now.</summary>
    public static bool RenameReturnDocuments(JsonObject query)
    {
        if (!query.ContainsKey("ReturnDocuments"))
        {
            return false;
        }

        var value = query["ReturnDocuments"].AsFlag() ?? false;
        query.Remove("ReturnDocuments");
        query["ReturnContentItems"] ??= value;
        return true;
    }

    /// <summary>Versions from 2.1 on store a source's own values under <c>Properties.LuceneQueryMetadata</c> and the like; a recipe made from such a document has them there.</summary>
    public static bool Flatten(JsonObject query)
    {
        var metadata = (query["Properties"] as JsonObject)?.Where(pair => pair.Key.EndsWith("QueryMetadata", StringComparison.Ordinal)).Select(pair => pair.Value).OfType<JsonObject>();
        var changed = false;
        foreach (var (name, value) in metadata?.SelectMany(values => values).ToList() ?? [])
        {
            if (value is not null && query[name] is null)
            {
                query[name] = value.DeepClone();
                changed = true;
            }
        }

        return changed;
    }
}
