using System.Globalization;
using System.Text.Json.Nodes;

namespace CmsSite.Content.Items;

/// <summary>The small part of JSONPath that <see cref="JsonNode.GetPath"/> writes: <c>$.TaxonomyPart.Terms[0].Terms[2]</c>, <c>$['a b']</c>.</summary>
public static class JsonPaths
{
    /// <summary>The path from a node to one inside it, without <c>$.</c> in front: <c>TaxonomyPart.Terms[0]</c>.</summary>
    public static string Between(JsonNode root, JsonNode inner)
    {
        var (from, to) = (root.GetPath(), inner.GetPath());
        return to.StartsWith(from, StringComparison.Ordinal) ? to[from.Length..].TrimStart('.') : to;
    }

    /// <summary>The node at the path; null when there is none.</summary>
    public static JsonNode? Find(JsonNode root, string path)
    {
        var node = root;
        var rest = path.AsSpan();
        if (rest.StartsWith("$"))
        {
            rest = rest[1..];
        }

        while (!rest.IsEmpty && node is not null)
        {
            if (rest.StartsWith("['"))
            {
                var end = rest.IndexOf("']");
                if (end < 0)
                {
                    return null;
                }

                node = (node as JsonObject)?[rest[2..end].ToString().Replace("\\'", "'", StringComparison.Ordinal)];
                rest = rest[(end + 2)..];
            }
            else if (rest[0] == '[')
            {
                var end = rest.IndexOf(']');
                if (end < 0 || !int.TryParse(rest[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                {
                    return null;
                }

                node = node is JsonArray array && index < array.Count ? array[index] : null;
                rest = rest[(end + 1)..];
            }
            else
            {
                rest = rest[0] == '.' ? rest[1..] : rest;
                var end = rest.IndexOfAny('.', '[');
                var name = (end < 0 ? rest : rest[..end]).ToString();
                node = (node as JsonObject)?[name];
                rest = end < 0 ? [] : rest[end..];
            }
        }

        return node;
    }
}
