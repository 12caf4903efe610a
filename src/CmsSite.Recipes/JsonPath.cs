using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CmsSite.Recipes;

/// <summary>Paths such as <c>steps[3].data[8].Author</c> and <c>Settings['a name'].x</c>: as people read them, without a leading <c>$.</c>.</summary>
internal static class JsonPath
{
    /// <summary>From the node's root to the node.</summary>
    public static string Of(JsonNode node)
    {
        var path = "";
        for (var at = node; at.Parent is { } parent; at = parent)
        {
            path = Join(parent is JsonArray ? Item(at.GetElementIndex()) : Property("", at.GetPropertyName()), path);
        }

        return path;
    }

    public static string Item(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index}]");

    public static string Property(string path, string name)
    {
        if (name.Length > 0 && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '$'))
        {
            return path.Length > 0 ? path + "." + name : name;
        }

        var quoted = name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        return path + "['" + quoted + "']";
    }

    public static string Join(string path, string rest)
    {
        if (path.Length == 0 || rest.Length == 0)
        {
            return path + rest;
        }

        return rest[0] == '[' ? path + rest : path + "." + rest;
    }

    /// <summary>The names and indexes of a path: strings and ints. Never fails: what is no path is taken as names.</summary>
    public static List<object> Split(string path)
    {
        var parts = new List<object>();
        var name = new StringBuilder();
        var at = path.StartsWith("$.", StringComparison.Ordinal) || path is "$" || path.StartsWith("$[", StringComparison.Ordinal) ? 1 : 0;
        while (at < path.Length)
        {
            if (path[at] == '.')
            {
                Flush();
                at++;
            }
            else if (path[at] == '[' && Bracket(path, ref at) is { } part)
            {
                Flush();
                parts.Add(part);
            }
            else
            {
                name.Append(path[at++]);
            }
        }

        Flush();
        return parts;

        void Flush()
        {
            if (name.Length > 0)
            {
                parts.Add(name.ToString());
                name.Clear();
            }
        }
    }

    private static object? Bracket(string path, ref int at)
    {
        if (at + 1 < path.Length && path[at + 1] is '\'' or '"')
        {
            var text = new StringBuilder();
            for (var i = at + 2; i < path.Length; i++)
            {
                if (path[i] == '\\' && i + 1 < path.Length)
                {
                    text.Append(path[++i]);
                }
                else if (path[i] == path[at + 1] && i + 1 < path.Length && path[i + 1] == ']')
                {
                    at = i + 2;
                    return text.ToString();
                }
                else
                {
                    text.Append(path[i]);
                }
            }

            return null;
        }

        var end = path.IndexOf(']', at);
        if (end < 0 || !int.TryParse(path.AsSpan(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        at = end + 1;
        return index;
    }
}
