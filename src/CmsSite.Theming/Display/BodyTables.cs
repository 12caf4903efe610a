using System.Net;
using System.Text;
using CmsSite.Content.Html;

namespace CmsSite.Theming.Display;

/// <summary>
/// Puts each table of a body into an element that scrolls sideways (<c>table-scroll</c>), so that a wide one does not widen the page and stays a table for those who hear it. One of more
/// than three columns can be scrolled with the keyboard too.
/// </summary>
internal static class BodyTables
{
    private const int NarrowColumns = 3;

    public static string Wrap(string html)
    {
        if (!html.Contains("<table", StringComparison.OrdinalIgnoreCase) || Find(html) is not { Count: > 0 } tables)
        {
            return html;
        }

        var wrapped = new StringBuilder(html.Length + tables.Count * 80);
        var copied = 0;
        foreach (var table in tables)
        {
            wrapped.Append(html, copied, table.Start - copied).Append("<div class=\"table-scroll").Append(table.IsWide ? " wide\"" : "\"");
            if (table.Columns > NarrowColumns)
            {
                wrapped.Append(" tabindex=\"0\"");
                if (table.Caption.Length > 0)
                {
                    wrapped.Append(" role=\"region\" aria-label=\"").Append(WebUtility.HtmlEncode(table.Caption)).Append('"');
                }
            }

            wrapped.Append('>').Append(html, table.Start, table.End - table.Start).Append("</div>");
            copied = table.End;
        }

        return wrapped.Append(html, copied, html.Length - copied).ToString();
    }

    // A table inside a table scrolls with it; one that is never closed stays as it is.
    private static List<Table> Find(string html)
    {
        var found = new List<Table>();
        var scanner = new TagScanner(html);
        var (depth, rows, columns, captionStart) = (0, 0, 0, 0);
        var current = default(Table);
        while (scanner.Next())
        {
            if (scanner.Is("table"))
            {
                depth = Math.Max(0, depth + (scanner.IsEnd ? -1 : 1));
                if (depth == 1 && !scanner.IsEnd)
                {
                    (rows, columns) = (0, 0);
                    current = new Table(scanner.Start, 0, 0, scanner.TryGet("class", out var classes) && classes.ToString().Split(' ').Contains("wide"), "");
                }
                else if (depth == 0 && scanner.IsEnd && current.Start < scanner.Start && current.Caption is not null)
                {
                    found.Add(current with { End = scanner.End, Columns = columns });
                    current = default;
                }
            }
            else if (depth == 1 && scanner.Is("caption"))
            {
                captionStart = scanner.IsEnd ? captionStart : scanner.End;
                current = scanner.IsEnd ? current with { Caption = PlainText.FromHtml(html[captionStart..scanner.Start]) } : current;
            }
            else if (depth == 1 && !scanner.IsEnd)
            {
                rows += scanner.Is("tr") ? 1 : 0;
                columns += rows == 1 && (scanner.Is("td") || scanner.Is("th")) ? 1 : 0;
            }
        }

        return found;
    }

    private readonly record struct Table(int Start, int End, int Columns, bool IsWide, string Caption);
}
