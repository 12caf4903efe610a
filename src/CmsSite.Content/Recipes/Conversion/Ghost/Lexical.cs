using System.Text;
using System.Text.Json;

namespace CmsSite.Content.Recipes.Conversion.Ghost;

/// <summary>Text of Ghost's editor since version 5.</summary>
internal static class Lexical
{
    private const int Deepest = 60;
    private static readonly (int Bit, string Tag)[] _formats = [(1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"), (128, "mark")];

    /// <param name="unknown">Gets the names of what nobody here knows; its words stay.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static string ToHtml(string json, ISet<string> unknown)
    {
        using var document = JsonDocument.Parse(json);
        var html = new StringBuilder();
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("root", out var root))
        {
            Children(html, root, unknown, 0, "\n");
        }

        return html.ToString().Trim();
    }

    private static void Children(StringBuilder html, JsonElement node, ISet<string> unknown, int depth, string between = "")
    {
        if (depth < Deepest && node.ValueKind == JsonValueKind.Object && node.TryGetProperty("children", out var children) && children.ValueKind == JsonValueKind.Array)
        {
            foreach (var child in children.EnumerateArray().Where(child => child.ValueKind == JsonValueKind.Object))
            {
                Node(html, child, unknown, depth + 1);
                html.Append(between);
            }
        }
    }

    private static void Node(StringBuilder html, JsonElement node, ISet<string> unknown, int depth)
    {
        var type = node.Text("type") ?? "";
        switch (type)
        {
            case "text" or "extended-text" or "code-highlight":
                Words(html, node);
                break;
            case "linebreak":
                html.Append("<br>");
                break;
            case "tab":
                html.Append('\t');
                break;
            case "link" or "autolink":
                Around(html, node, unknown, depth, "a", $" href=\"{GhostCards.Encode(node.Text("url") ?? "")}\"");
                break;
            case "paragraph":
                Around(html, node, unknown, depth, "p");
                break;
            case "heading" or "extended-heading":
                Around(html, node, unknown, depth, node.Text("tag") is ['h', >= '1' and <= '6'] tag ? tag : "h2");
                break;
            case "quote" or "extended-quote":
                html.Append("<blockquote>");
                Around(html, node, unknown, depth, "p");
                html.Append("</blockquote>");
                break;
            case "aside":
                Around(html, node, unknown, depth, "blockquote");
                break;
            case "list":
                Around(html, node, unknown, depth, node.Text("tag") == "ol" || node.Text("listType") == "number" ? "ol" : "ul", node.Number("start") > 1 ? $" start=\"{node.Number("start")}\"" : "");
                break;
            case "listitem":
                Around(html, node, unknown, depth, "li");
                break;
            default:
                if (GhostCards.ToHtml(type, node) is { } card)
                {
                    html.Append(card);
                }
                else
                {
                    unknown.Add(type);
                    Children(html, node, unknown, depth);
                }

                break;
        }
    }

    private static void Around(StringBuilder html, JsonElement node, ISet<string> unknown, int depth, string tag, string attributes = "")
    {
        html.Append('<').Append(tag).Append(attributes).Append('>');
        Children(html, node, unknown, depth);
        html.Append("</").Append(tag).Append('>');
    }

    private static void Words(StringBuilder html, JsonElement node)
    {
        var tags = _formats.Where(format => (node.Number("format") & format.Bit) != 0).Select(format => format.Tag).ToList();
        html.AppendJoin("", tags.Select(tag => $"<{tag}>")).Append(GhostCards.Encode(node.Text("text") ?? ""));
        html.AppendJoin("", Enumerable.Reverse(tags).Select(tag => $"</{tag}>"));
    }
}
