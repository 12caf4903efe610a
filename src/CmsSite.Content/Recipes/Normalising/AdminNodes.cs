using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Recipes.Normalising;

/// <summary>Entries of the dashboard's menu as older versions wrote them.</summary>
internal static class AdminNodes
{
    /// <summary><c>ContentTypeId</c> of a <c>ContentTypesAdminNode</c>'s types is <c>ContentTypeName</c> now, and a single <c>PermissionName</c> a list.</summary>
    public static bool Normalise(JsonObject node)
    {
        var changed = false;
        foreach (var type in node["ContentTypes"].AsObjects())
        {
            if (type["ContentTypeId"].AsText() is { } id)
            {
                type.Remove("ContentTypeId");
                type["ContentTypeName"] ??= id;
                type["ContentTypeDisplayName"] ??= id;
                changed = true;
            }
        }

        if (node["PermissionName"].AsText() is { } permission)
        {
            node.Remove("PermissionName");
            node["PermissionNames"] ??= permission.Length > 0 ? new JsonArray(permission) : [];
            changed = true;
        }

        return changed;
    }
}
