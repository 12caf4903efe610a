using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CmsSite.Content.Recipes.Conversion.WordPress;

/// <summary>
/// Text of WordPress's block editor as HTML: its comments say what each block is, and the HTML of most stands between them. What stands outside of blocks is of the first editor. Blocks that WordPress makes
/// only when it shows them are nothing but a comment; their names are told.
/// </summary>
internal static partial class Blocks
{
    private const int DeepestReuse = 3;

    public static bool HasBlocks(string text) => text.Contains("<!-- wp:", StringComparison.Ordinal);

    /// <param name="reusable">The text of a reusable block by its id; null when it is not in the export.</param>
    /// <param name="lost">Gets the names of blocks of which nothing is left.</param>
    public static string ToHtml(string text, Func<string, string?> reusable, ISet<string> lost, int depth = 0)
    {
        var html = new StringBuilder(text.Length);
        var open = new Stack<string>();
        var (at, classic) = (0, new StringBuilder());
        foreach (Match mark in Mark().Matches(text))
        {
            Append(text[at..mark.Index]);
            at = mark.Index + mark.Length;
            var name = mark.Groups["name"].Value;
            if (mark.Groups["end"].Length > 0)
            {
                FlushClassic();
                while (open.Count > 0 && open.Pop() != name)
                {
                }
            }
            else if (mark.Groups["self"].Length == 0)
            {
                FlushClassic();
                open.Push(name);
            }
            else if (name == "block" && depth < DeepestReuse && Reference(mark.Groups["json"].Value) is { } id && reusable(id) is { } inner)
            {
                FlushClassic();
                html.Append(ToHtml(inner, reusable, lost, depth + 1));
            }
            else if (name is not ("more" or "nextpage" or "spacer" or "separator"))
            {
                lost.Add(name);
            }
        }

        Append(text[at..]);
        FlushClassic();
        return WrappedAddress().Replace(html.ToString(), "$1<a href=\"$2\">$2</a>$3").Trim();

        void Append(string piece)
        {
            if (open.Count == 0 || open.Peek() == "freeform")
            {
                classic.Append(piece);
            }
            else
            {
                html.Append(piece);
            }
        }

        void FlushClassic()
        {
            if (classic.Length > 0)
            {
                var piece = classic.ToString();
                html.Append(string.IsNullOrWhiteSpace(piece) ? "\n" : ClassicText.ToHtml(piece) + "\n");
                classic.Clear();
            }
        }
    }

    private static string? Reference(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("ref", out var id) ? id.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"<!--\s+(?<end>/)?wp:(?<name>[a-z][a-z0-9/_-]*)\s+(?<json>\{.*?\}\s+)?(?<self>/)?-->", RegexOptions.Singleline)]
    private static partial Regex Mark();

    // What another site shows there is a frame, which pages here have none of; its address is a link.
    [GeneratedRegex(@"(<div class=""wp-block-embed__wrapper"">)\s*(https?://[^\s<>""]+)\s*(</div>)")]
    private static partial Regex WrappedAddress();
}
