using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Items;

namespace CmsSite.Content.Media;

/// <summary>Which files of the media library some content names: in media fields, and by their address in HTML, Markdown, Liquid, shortcodes and links.</summary>
public static partial class MediaReferences
{
    private const string Root = "/media/";

    // What cannot be in an address as it stands in a text, then what can but usually follows one.
    private static readonly System.Buffers.SearchValues<char> _ends = System.Buffers.SearchValues.Create(" \t\r\n\"'<>?#\\|`");
    private static readonly System.Buffers.SearchValues<char> _usualEnds = System.Buffers.SearchValues.Create(")],;}");

    private static readonly System.Buffers.SearchValues<char> _inEndings = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Paths that the JSON names, each once; also such as no file has.</summary>
    public static IReadOnlySet<string> In(JsonNode? json)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        Add(json, paths);
        return paths;
    }

    /// <summary>Paths that a text names.</summary>
    public static IReadOnlySet<string> InText(string text)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        AddText(text, paths);
        return paths;
    }

    private static void Add(JsonNode? json, HashSet<string> paths)
    {
        switch (json)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                {
                    if (name == "Paths" && value is JsonArray)
                    {
                        AddPaths(value.AsTexts(), paths);
                    }
                    else
                    {
                        Add(value, paths);
                    }
                }

                break;
            case JsonArray values:
                foreach (var value in values)
                {
                    Add(value, paths);
                }

                break;
            case JsonValue when json.AsText() is { Length: > 0 } text:
                AddText(text, paths);
                break;
        }
    }

    private static void AddPaths(IEnumerable<string> found, HashSet<string> paths)
    {
        foreach (var path in found)
        {
            AddPath(path, paths);
        }
    }

    private static void AddText(string text, HashSet<string> paths)
    {
        for (var at = text.IndexOf(Root, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(Root, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var rest = text.AsSpan(at + Root.Length);
            var end = rest.IndexOfAny(_ends);
            rest = end < 0 ? rest : rest[..end];
            AddAddress(rest, paths);
            if (rest.IndexOfAny(_usualEnds) is >= 0 and var usual)
            {
                AddAddress(rest[..usual], paths);
            }
        }

        if (text.Contains('|', StringComparison.Ordinal))
        {
            AddPaths(LiquidPath().Matches(text).Select(match => match.Groups[1].Value), paths);
        }

        if (text.Contains('[', StringComparison.Ordinal))
        {
            AddPaths(Shortcode().Matches(text).SelectMany(match => new[] { match.Groups[1].Value, match.Groups[2].Value }.Where(path => path.Length > 0)), paths);
        }
    }

    private static void AddAddress(ReadOnlySpan<char> address, HashSet<string> paths)
    {
        if (address.Length is > 0 and < 2000)
        {
            AddPath(Uri.UnescapeDataString(WebUtility.HtmlDecode(address.TrimEnd(".:!").ToString())), paths);
        }
    }

    private static void AddPath(string path, HashSet<string> paths)
    {
        if (MediaPath.TryNormalize(path.TrimStart('~'), out var normalized) && Path.GetExtension(normalized) is { Length: > 1 } ending && ending.AsSpan(1).IndexOfAnyExcept(_inEndings) < 0)
        {
            paths.Add(normalized);
        }
    }

    // {{ "articles/bridge.jpg" | asset_url | resize_url: … }}
    [GeneratedRegex("""["']([^"'\r\n]{1,400})["']\s*\|\s*(?:asset_url|resize_url|img_tag)""")]
    private static partial Regex LiquidPath();

    // [image articles/bridge.jpg], [image src="…"], [image]articles/bridge.jpg[/image], and the same of asset_url
    [GeneratedRegex("""\[(?:image|asset_url)(?:\s+(?:src=)?["']?([^\]"'\s=]+)["']?(?=[\s\]]))?[^\]]*\](?:\s*([^\[\r\n]{1,400}?)\s*\[/)?""")]
    private static partial Regex Shortcode();
}
