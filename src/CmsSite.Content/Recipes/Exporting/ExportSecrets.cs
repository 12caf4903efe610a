using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>Takes passwords and keys out of what is exported: by their names, and by the form that this site gives what it protects.</summary>
internal static class ExportSecrets
{
    // How data protection begins all that it makes.
    private const string Protected = "CfDJ8";
    private const string Salt = "SiteSalt";

    /// <summary>A copy without secrets.</summary>
    /// <param name="leftOut">Gets the path of each one.</param>
    public static JsonNode Without(JsonNode value, string path, ICollection<string> leftOut)
    {
        var copy = value.DeepClone();
        Walk(copy, path, leftOut);
        return copy;
    }

    /// <summary>Whether a setting is a secret as a whole.</summary>
    public static bool IsSecret(string name, JsonNode? value) =>
        value.AsText() is { Length: > 0 } text && (SecretNames.Contains(name) || name == Salt || text.StartsWith(Protected, StringComparison.Ordinal));

    private static void Walk(JsonNode? node, string path, ICollection<string> leftOut)
    {
        if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                if (IsSecret("", array[i]))
                {
                    array[i] = null;
                    leftOut.Add(path);
                }
                else
                {
                    Walk(array[i], path, leftOut);
                }
            }
        }
        else if (node is JsonObject values)
        {
            foreach (var (name, value) in values.ToList())
            {
                if (IsSecret(name, value))
                {
                    values.Remove(name);
                    leftOut.Add($"{path}.{name}");
                }
                else
                {
                    Walk(value, $"{path}.{name}", leftOut);
                }
            }
        }
    }
}
