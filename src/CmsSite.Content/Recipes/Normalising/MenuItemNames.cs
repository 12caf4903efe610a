using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Recipes.Normalising;

/// <summary>The label of a menu item was in its part until Orchard 1.x; it is the item's display text now.</summary>
internal static class MenuItemNames
{
    /// <summary>Takes the display text from the part's <c>Name</c> where there is none. The name stays where it was: it does no harm.</summary>
    public static bool Normalise(JsonObject item)
    {
        if (!string.IsNullOrEmpty(item["DisplayText"].AsText()))
        {
            return false;
        }

        foreach (var part in (string[])["LinkMenuItemPart", "ContentMenuItemPart", "HtmlMenuItemPart"])
        {
            if ((item[part] as JsonObject)?["Name"].AsText() is { Length: > 0 } name)
            {
                item["DisplayText"] = name;
                return true;
            }
        }

        return false;
    }
}
