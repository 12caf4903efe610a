using System.Text.Json.Nodes;

namespace CmsSite.Content.Recipes;

/// <summary>How definition settings are merged: objects deep, arrays united (nothing leaves one), everything else replaced, null too.</summary>
internal static class SettingsMerge
{
    public static void Into(JsonObject target, JsonObject source)
    {
        foreach (var (name, value) in source)
        {
            if (value is JsonObject from && target[name] is JsonObject into)
            {
                Into(into, from);
            }
            else if (value is JsonArray more && target[name] is JsonArray list)
            {
                foreach (var item in more.Where(item => !list.Any(known => JsonNode.DeepEquals(known, item))).ToList())
                {
                    list.Add(item?.DeepClone());
                }
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }
}
