using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Recipes.Normalising;

/// <summary>The <c>ContentIndexSettings</c> of Orchard 1.x, which a quarter of public recipes still carries.</summary>
internal static class IndexSettings
{
    private const string Former = "ContentIndexSettings";
    private const string Current = "LuceneContentIndexSettings";

    /// <summary>
    /// Renames them to <c>LuceneContentIndexSettings</c>. What was included without being analysed was one word, so it becomes a <c>Keyword</c>: Orchard's data
    /// migration does that and its recipe importer forgets it.
    /// </summary>
    /// <returns>True when there was something to rename.</returns>
    public static bool Normalise(JsonObject settings)
    {
        if (settings[Former] is not JsonObject former)
        {
            return false;
        }

        settings.Remove(Former);
        if (settings.ContainsKey(Current))
        {
            return true;
        }

        var included = former["Included"].AsFlag() ?? false;
        settings[Current] = new JsonObject
        {
            ["Included"] = included,
            ["Stored"] = former["Stored"].AsFlag() ?? false,
            ["Keyword"] = included && former["Analyzed"].AsFlag() == false,
        };
        return true;
    }
}
