using System.Text;
using CmsSite.Theming.Liquid;

namespace CmsSite.Theming.Resources;

/// <summary>Writes what a page asked for as HTML. Inline scripts and styles carry the answer's nonce, without which a strict policy would not run them.</summary>
internal static class ResourceWriter
{
    public static string Write(IEnumerable<PageElement> elements, DisplayContext display)
    {
        var html = new StringBuilder();
        foreach (var element in elements)
        {
            if (html.Length > 0)
            {
                html.Append('\n');
            }

            Write(html, element, display);
        }

        return html.ToString();
    }

    private static void Write(StringBuilder html, PageElement element, DisplayContext display)
    {
        if (element.Condition is { Length: > 0 } condition)
        {
            html.Append("<!--[if ").Append(condition.Replace("-->", "", StringComparison.Ordinal)).Append("]>");
        }

        html.Append('<').Append(element.Tag);
        foreach (var (name, value) in element.Attributes)
        {
            html.Append(' ').Append(name);
            if (value.Length > 0)
            {
                html.Append("=\"").Append(LiquidEngine.Html.Encode(value)).Append('"');
            }
        }

        if (element.Content is not null && display.Request.Nonce is { Length: > 0 } nonce)
        {
            html.Append(" nonce=\"").Append(LiquidEngine.Html.Encode(nonce)).Append('"');
        }

        html.Append('>');
        if (element.Tag is "script" or "style")
        {
            html.Append(element.Content).Append("</").Append(element.Tag).Append('>');
        }

        if (element.Condition is { Length: > 0 })
        {
            html.Append("<![endif]-->");
        }
    }
}
