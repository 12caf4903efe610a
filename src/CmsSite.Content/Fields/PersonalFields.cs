using System.Text.Json.Nodes;

namespace CmsSite.Content.Fields;

/// <summary>What readers gave this site in confidence: no editor, no list, no log and no download shows it. Only the moderation screen does, to those who need it there.</summary>
public static class PersonalFields
{
    /// <param name="part">The part's name in the item.</param>
    public static bool IsPersonal(string part, string field) => part == "Comment" && field is "Email" or "IpAddress";

    /// <summary>A copy of a content item's parts, or of any JSON that holds such parts, without what is personal.</summary>
    public static JsonNode? Without(JsonNode? json)
    {
        var copy = json?.DeepClone();
        Remove(copy);
        return copy;
    }

    private static void Remove(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var entry in list)
            {
                Remove(entry);
            }
        }
        else if (node is JsonObject values)
        {
            foreach (var (name, value) in values.ToList())
            {
                if (value is JsonObject part)
                {
                    foreach (var field in part.Select(pair => pair.Key).Where(field => IsPersonal(name, field)).ToList())
                    {
                        part.Remove(field);
                    }
                }

                Remove(value);
            }
        }
    }
}
