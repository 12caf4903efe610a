using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Media;
using CmsSite.Theming.Filters;

namespace CmsSite.Theming.Display;

/// <summary>
/// Completes the media library's images in a body: width and height, so that nothing moves when they arrive; late loading; smaller sizes for smaller screens. What the
/// author wrote is kept, and other servers' images are left alone.
/// </summary>
internal static class BodyImages
{
    private const string Root = "/media/";

    /// <summary>The body's column is at most about 42rem wide; twice that is for dense screens.</summary>
    private static readonly int[] _widths = [640, 960, 1344];

    public static async ValueTask<string> CompleteAsync(string html, DisplayContext context)
    {
        if (!html.Contains("<img", StringComparison.OrdinalIgnoreCase) || Find(html, context) is not { Count: > 0 } images)
        {
            return html;
        }

        var completed = new StringBuilder(html.Length + images.Count * 256);
        var copied = 0;
        foreach (var image in images)
        {
            completed.Append(html, copied, image.At - copied);
            copied = image.At;
            if (await PictureSizes.FindAsync(image.Path, context) is { } size)
            {
                if (!image.HasSize)
                {
                    completed.Append(CultureInfo.InvariantCulture, $" width=\"{size.Width}\" height=\"{size.Height}\"");
                }

                if (!image.HasSources && size.Width > _widths[0])
                {
                    completed.Append(" sizes=\"auto, (min-width: 46rem) 42rem, 100vw\" srcset=\"").Append(WebUtility.HtmlEncode(await SourcesAsync(image.Url, size.Width, context))).Append('"');
                }
            }

            completed.Append(image.HasLoading ? "" : " loading=\"lazy\" decoding=\"async\"");
        }

        return completed.Append(html, copied, html.Length - copied).ToString();
    }

    private static async Task<string> SourcesAsync(string url, int width, DisplayContext context)
    {
        var sources = new List<string>();
        foreach (var smaller in _widths.Where(smaller => smaller < width))
        {
            var number = smaller.ToString(CultureInfo.InvariantCulture);
            sources.Add($"{await MediaUrls.ResizeAsync(url, new JsonObject { ["width"] = number }, context)} {number}w");
        }

        // A larger original is not among them: it would be more than any screen shows of it.
        return string.Join(", ", width > _widths[^1] ? sources : sources.Append(string.Create(CultureInfo.InvariantCulture, $"{url} {width}w")));
    }

    private static List<Image> Find(string html, DisplayContext context)
    {
        var root = context.Request.PathBase + Root;
        var found = new List<Image>();
        var scanner = new TagScanner(html);
        while (scanner.Next())
        {
            // A query asks for a size already, and spaces would end an entry of srcset.
            if (!scanner.IsEnd && scanner.Is("img") && scanner.TryGet("src", out var source) && source.StartsWith(root, StringComparison.OrdinalIgnoreCase)
                && !source.ContainsAny("?# ,") && MediaPath.TryNormalize(Uri.UnescapeDataString(WebUtility.HtmlDecode(source[root.Length..].ToString())), out var path))
            {
                found.Add(new Image(
                    path, WebUtility.HtmlDecode(source.ToString()), scanner.AfterName, scanner.TryGet("width", out _) || scanner.TryGet("height", out _),
                    scanner.TryGet("srcset", out _), scanner.TryGet("loading", out _)));
            }
        }

        return found;
    }

    private readonly record struct Image(string Path, string Url, int At, bool HasSize, bool HasSources, bool HasLoading);
}
