using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace CmsSite.Content.Recipes.Conversion.WordPress;

/// <summary>What shortcodes of a post may refer to.</summary>
/// <param name="File">A file of the library by its id in WordPress.</param>
/// <param name="Attached">The files that were uploaded to this post.</param>
internal sealed record ShortcodeFiles(Func<string, ForeignFile?> File, Func<IEnumerable<ForeignFile>> Attached);

/// <summary>WordPress's own shortcodes as HTML. What plugins brought stays in the text as it was written, and its name is told.</summary>
internal static partial class Shortcodes
{
    private const int LongestTag = 4000;

    /// <param name="unknown">Gets the names of shortcodes that nobody here knows.</param>
    public static string ToHtml(string text, ShortcodeFiles files, ISet<string> unknown)
    {
        if (!text.Contains('[', StringComparison.Ordinal))
        {
            return text;
        }

        var html = new StringBuilder(text.Length);
        var unclosed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (at < text.Length)
        {
            var bracket = text.IndexOf('[', at);
            if (bracket < 0)
            {
                break;
            }

            html.Append(text, at, bracket - at);
            var tag = Tag().Match(text, bracket, Math.Min(LongestTag, text.Length - bracket));
            if (!tag.Success)
            {
                html.Append('[');
                at = bracket + 1;
                continue;
            }

            var end = tag.Index + tag.Length;
            if (bracket > 0 && text[bracket - 1] == '[' && end < text.Length && text[end] == ']')
            {
                // [[gallery]] is how one writes about a shortcode.
                html.Length--;
                html.Append(tag.Value);
                at = end + 1;
                continue;
            }

            var name = tag.Groups["name"].Value;
            var close = tag.Groups["self"].Length > 0 || unclosed.Contains(name) ? -1 : text.IndexOf($"[/{name}]", end, StringComparison.OrdinalIgnoreCase);
            if (close < 0 && tag.Groups["self"].Length == 0)
            {
                unclosed.Add(name);
            }

            var content = close < 0 ? null : text[end..close];
            if (Render(name, Attributes(tag.Groups["attributes"].Value), content, files) is { } rendered)
            {
                html.Append(rendered);
                at = close < 0 ? end : close + name.Length + 3;
            }
            else
            {
                if (close >= 0 || tag.Groups["attributes"].Value.Contains('=', StringComparison.Ordinal) || name.AsSpan().IndexOfAny('_', '-') > 0)
                {
                    unknown.Add(name.ToLowerInvariant());
                }

                html.Append(tag.Value);
                at = end;
            }
        }

        return html.Append(text, at, text.Length - at).ToString();
    }

    private static string? Render(string name, Dictionary<string, string> attributes, string? content, ShortcodeFiles files) => name.ToLowerInvariant() switch
    {
        "caption" or "wp_caption" when content is not null => Caption(attributes, content),
        "gallery" => Gallery(attributes, files),
        "embed" when !string.IsNullOrWhiteSpace(content) => Link(content.Trim()),
        "audio" when First(attributes, "src", "mp3", "m4a", "ogg", "wav") is { } sound => $"\n\n<figure><audio controls src=\"{Attribute(sound)}\"></audio></figure>\n\n",
        "video" when First(attributes, "src", "mp4", "m4v", "webm", "ogv") is { } film => $"\n\n<figure><video controls src=\"{Attribute(film)}\"{(attributes.GetValueOrDefault("poster") is { } poster ? $" poster=\"{Attribute(poster)}\"" : "")}></video></figure>\n\n",
        _ => null,
    };

    // At first the words were an attribute, later they stood behind the picture.
    private static string Caption(Dictionary<string, string> attributes, string content)
    {
        var picture = Picture().Match(content);
        var (image, words) = picture.Success ? (content[..(picture.Index + picture.Length)], content[(picture.Index + picture.Length)..].Trim()) : (content, "");
        var caption = attributes.GetValueOrDefault("caption") is { Length: > 0 } said ? $"{said} {words}".Trim() : words;
        return $"\n\n<figure>{image.Trim()}{(caption.Length > 0 ? $"<figcaption>{caption}</figcaption>" : "")}</figure>\n\n";
    }

    // Null where none of its pictures is known: then it stays, so that somebody can see that something is missing.
    private static string? Gallery(Dictionary<string, string> attributes, ShortcodeFiles files)
    {
        var ids = First(attributes, "ids", "include");
        var pictures = ids is null ? files.Attached().ToList() : [.. ids.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(files.File).OfType<ForeignFile>()];
        return pictures.Count == 0 ? null : "\n\n" + string.Concat(pictures.Select(Figure)) + "\n\n";
    }

    internal static string Figure(ForeignFile picture) =>
        $"<figure><img src=\"{Attribute(picture.Url)}\" alt=\"{Attribute(picture.Alt ?? "")}\">{(picture.Caption is { Length: > 0 } caption ? $"<figcaption>{WebUtility.HtmlEncode(caption)}</figcaption>" : "")}</figure>\n";

    private static string Link(string address) => $"\n\n<p><a href=\"{Attribute(address)}\">{WebUtility.HtmlEncode(WebUtility.HtmlDecode(address))}</a></p>\n\n";

    private static string? First(Dictionary<string, string> attributes, params string[] names) => names.Select(name => attributes.GetValueOrDefault(name)).FirstOrDefault(value => value is { Length: > 0 });

    private static string Attribute(string text) => WebUtility.HtmlEncode(WebUtility.HtmlDecode(text));

    private static Dictionary<string, string> Attributes(string text)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match attribute in AttributePair().Matches(text))
        {
            attributes.TryAdd(attribute.Groups["name"].Value, attribute.Groups["quoted"].Success ? attribute.Groups["quoted"].Value : attribute.Groups["bare"].Value);
        }

        return attributes;
    }

    [GeneratedRegex(@"\G\[(?<name>[a-zA-Z][\w-]*)(?<attributes>\s(?:[^\[\]""']|""[^""]*""|'[^']*')*?)?(?<self>/)?\]")]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<name>[\w-]+)\s*=\s*(?:"(?<quoted>[^"]*)"|'(?<quoted>[^']*)'|(?<bare>[^\s"'\]]+))""")]
    private static partial Regex AttributePair();

    [GeneratedRegex(@"(?:<a\s[^>]*>\s*)?<img\s[^>]*>(?:\s*</a>)?", RegexOptions.IgnoreCase)]
    private static partial Regex Picture();
}
