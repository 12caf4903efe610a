using System.Xml;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace CmsSite.Web.Site.Feeds;

/// <summary>Texts as a feed can carry them.</summary>
internal static class FeedHtml
{
    private static readonly string[] _addresses = ["href", "src", "poster", "cite"];

    /// <summary>Without what XML cannot carry: one control character would fail the whole feed. Halves of characters become U+FFFD by the way.</summary>
    public static string Clean(string? text) => string.Concat((text ?? "").EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));

    /// <summary>The HTML with every address complete, as a browser on that page would read it; a reader knows nothing of the page.</summary>
    public static string WithAbsoluteAddresses(string html, Uri page)
    {
        if (!html.Contains('=', StringComparison.Ordinal))
        {
            return html;
        }

        var document = new HtmlParser().ParseDocument("");
        document.Body!.InnerHtml = html;
        foreach (var element in document.Body.QuerySelectorAll("[href], [src], [poster], [cite], [srcset]"))
        {
            foreach (var name in _addresses)
            {
                if (element.GetAttribute(name) is { } address)
                {
                    Set(element, name, Absolute(address, page));
                }
            }

            if (element.GetAttribute("srcset") is { } candidates)
            {
                var list = candidates.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(candidate => Candidate(candidate, page)).ToList();
                Set(element, "srcset", list.Contains(null) ? null : string.Join(", ", list));
            }
        }

        return document.Body.InnerHtml;
    }

    /// <summary>Null for what is no address.</summary>
    public static string? Absolute(string address, Uri page) =>
        Uri.TryCreate(page, address, out var complete) ? complete.AbsoluteUri : null;

    private static string? Candidate(string candidate, Uri page)
    {
        var space = candidate.IndexOf(' ', StringComparison.Ordinal);
        var address = Absolute(space < 0 ? candidate : candidate[..space], page);
        return address is null || space < 0 ? address : address + candidate[space..];
    }

    private static void Set(IElement element, string name, string? value)
    {
        if (value is null)
        {
            element.RemoveAttribute(name);
        }
        else
        {
            element.SetAttribute(name, value);
        }
    }
}
