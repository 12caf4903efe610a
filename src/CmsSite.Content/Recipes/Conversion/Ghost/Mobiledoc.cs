using System.Text;
using System.Text.Json;

namespace CmsSite.Content.Recipes.Conversion.Ghost;

/// <summary>Text of Ghost's editor from version 1 to 5: sections of words with marks that are opened and closed by number, and cards.</summary>
internal static class Mobiledoc
{
    private const int Markup = 1, Picture = 2, List = 3, Card = 10;

    /// <param name="unknown">Gets the names of cards that nobody here knows.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static string ToHtml(string json, ISet<string> unknown)
    {
        using var document = JsonDocument.Parse(json);
        var (root, html) = (document.RootElement, new StringBuilder());
        foreach (var section in Items(root, "sections"))
        {
            switch (At(section, 0).ValueKind == JsonValueKind.Number && At(section, 0).TryGetInt32(out var kind) ? kind : 0)
            {
                case Markup:
                    var tag = At(section, 1).ValueKind == JsonValueKind.String && At(section, 1).GetString() is "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "blockquote" or "aside" ? At(section, 1).GetString()! : "p";
                    html.Append(string.Concat("<", tag, ">", Words(root, At(section, 2)), "</", tag, ">\n"));
                    break;
                case Picture:
                    html.Append(string.Concat("<figure><img src=\"", GhostCards.Encode(Text(At(section, 1))), "\" alt=\"\"></figure>\n"));
                    break;
                case List:
                    var list = Text(At(section, 1)) == "ol" ? "ol" : "ul";
                    html.Append(string.Concat("<", list, ">", string.Concat(Items(At(section, 2)).Select(item => $"<li>{Words(root, item)}</li>")), "</", list, ">\n"));
                    break;
                case Card:
                    html.Append(CardOf(root, At(section, 1), unknown)).Append('\n');
                    break;
            }
        }

        return html.ToString().Trim();
    }

    private static string CardOf(JsonElement root, JsonElement index, ISet<string> unknown)
    {
        var card = Nth(root, "cards", index);
        if (card.ValueKind != JsonValueKind.Array || At(card, 1).ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        var name = Text(At(card, 0));
        if (GhostCards.ToHtml(name, At(card, 1)) is { } html)
        {
            return html;
        }

        unknown.Add(name);
        return "";
    }

    // A marker: [what it is, marks that begin here, how many end behind it, the words].
    private static string Words(JsonElement root, JsonElement markers)
    {
        var html = new StringBuilder();
        var open = new Stack<string>();
        foreach (var marker in Items(markers))
        {
            foreach (var index in Items(At(marker, 1)))
            {
                var mark = Nth(root, "markups", index);
                var tag = Text(At(mark, 0)).ToLowerInvariant();
                tag = tag is "a" or "strong" or "b" or "em" or "i" or "code" or "s" or "u" or "sub" or "sup" or "mark" ? tag : "span";
                html.Append('<').Append(tag);
                var attributes = Items(At(mark, 1)).ToList();
                if (tag == "a" && attributes.FindIndex(attribute => Text(attribute) == "href") is var href and >= 0 && href + 1 < attributes.Count)
                {
                    html.Append(string.Concat(" href=\"", GhostCards.Encode(Text(attributes[href + 1])), "\""));
                }

                html.Append('>');
                open.Push(tag);
            }

            if (At(marker, 0) is { ValueKind: JsonValueKind.Number } kind && kind.GetDouble() == 1)
            {
                var atom = Nth(root, "atoms", At(marker, 3));
                html.Append(Text(At(atom, 0)) == "soft-return" ? "<br>" : GhostCards.Encode(Text(At(atom, 1))));
            }
            else
            {
                html.Append(GhostCards.Encode(Text(At(marker, 3))));
            }

            for (var closing = At(marker, 2).ValueKind == JsonValueKind.Number && At(marker, 2).TryGetInt32(out var count) ? count : 0; closing > 0 && open.TryPop(out var tag); closing--)
            {
                html.Append("</").Append(tag).Append('>');
            }
        }

        return html.AppendJoin("", open.Select(tag => $"</{tag}>")).ToString();
    }

    private static IEnumerable<JsonElement> Items(JsonElement array) => array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : [];

    private static IEnumerable<JsonElement> Items(JsonElement root, string name) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var array) ? Items(array) : [];

    private static JsonElement At(JsonElement array, int index) => array.ValueKind == JsonValueKind.Array && index < array.GetArrayLength() ? array[index] : default;

    private static JsonElement Nth(JsonElement root, string name, JsonElement index) =>
        index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var at) && at >= 0 && root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var array) ? At(array, at) : default;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
