using System.Net;
using System.Text;
using CmsSite.Content.Links;

namespace CmsSite.Theming.Display;

/// <summary>Puts the present address of an item where a body links to it by its id. What has none keeps the address by id, which answers for whatever is published.</summary>
internal static class BodyLinks
{
    public static async ValueTask<string> ResolveAsync(string html, DisplayContext context)
    {
        if (!html.Contains("/Contents/ContentItems/", StringComparison.OrdinalIgnoreCase) || Find(html) is not { Count: > 0 } links)
        {
            return html;
        }

        // Known items depend on themselves alone, and all of a body are read at once.
        await context.PageItems.GetAsync(links.Select(link => link.ContentItemId), context.Cancellation);
        var resolved = new StringBuilder(html.Length);
        var copied = 0;
        foreach (var link in links)
        {
            if (await Links.OfItemAsync(link.ContentItemId, context) is { } address)
            {
                resolved.Append(html, copied, link.Start - copied).Append(WebUtility.HtmlEncode(address + link.Rest));
                copied = link.Start + link.Length;
            }
        }

        return resolved.Append(html, copied, html.Length - copied).ToString();
    }

    private static List<Link> Find(string html)
    {
        var found = new List<Link>();
        var scanner = new TagScanner(html);
        while (scanner.Next())
        {
            if (!scanner.IsEnd && scanner.Is("a") && scanner.TryGet("href", out var value) && SiteLinks.TryReadId(WebUtility.HtmlDecode(value.ToString()), out var id, out var rest)
                && html.AsSpan().Overlaps(value, out var start))
            {
                found.Add(new Link(start, value.Length, id, rest));
            }
        }

        return found;
    }

    private readonly record struct Link(int Start, int Length, string ContentItemId, string Rest);
}
