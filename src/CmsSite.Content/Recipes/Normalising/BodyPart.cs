using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Recipes.Normalising;

/// <summary>The <c>BodyPart</c> of the first betas is <c>HtmlBodyPart</c> now, its <c>Body</c> is <c>Html</c>.</summary>
internal static class BodyPart
{
    private const string Former = "BodyPart";
    private const string Current = "HtmlBodyPart";

    /// <summary>Renames the part in a content item, unless the item has the new one as well.</summary>
    public static bool NormaliseItem(JsonObject item)
    {
        if (item[Former] is not JsonObject body || !body.ContainsKey("Body") || item.ContainsKey(Current))
        {
            return false;
        }

        item.Remove(Former);
        body["Html"] = body["Body"]?.DeepClone();
        body.Remove("Body");
        item[Current] = body;
        return true;
    }

    /// <summary>Renames the part where it is attached to a type.</summary>
    public static bool NormaliseAttached(JsonObject attached)
    {
        if (attached["PartName"].AsText() != Former)
        {
            return false;
        }

        attached["PartName"] = Current;
        if (attached["Name"].AsText() is null or Former)
        {
            attached["Name"] = Current;
        }

        if (attached["Settings"] is JsonObject settings && settings[Former + "Settings"] is { } former)
        {
            settings.Remove(Former + "Settings");
            settings[Current + "Settings"] = former.DeepClone();
        }

        return true;
    }
}
