using System.Globalization;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Navigation;

/// <summary><c>Pager</c>: page numbers from Page, PageSize and TotalItemCount, each link a shape of its own that a theme may draw.</summary>
internal sealed class PagerKind() : ShapeKind("Pager", "Pager_First", "Pager_Previous", "Pager_Links", "Pager_Link", "Pager_CurrentPage", "Pager_Gap", "Pager_Next", "Pager_Last")
{
    private const int Around = 2;

    public override void Displaying(Shape shape)
    {
        var id = shape.Metadata.Type == "Pager" ? shape.Id : shape["PagerId"] as string;
        shape.AddAlternates(string.IsNullOrEmpty(id) ? [] : [$"{shape.Metadata.Type}__{ShapeNames.Encode(id)}"]);
    }

    public override void Created(Shape shape)
    {
        if (shape.Metadata.Type == "Pager")
        {
            shape.Load = Load;
        }
    }

    public static void AddTemplates(IServiceCollection services)
    {
        services.AddTemplate("Pager", async (shape, context, output) =>
        {
            if (!shape.HasItems)
            {
                return;
            }

            output.Open("nav", ("class", "pages"), ("aria-label", context.Text("Pages")));
            output.Open(shape, Markup.TagOr(shape.TagName, "ul"), "pager");
            foreach (var piece in shape.Items)
            {
                output.Open("li");
                await output.WriteAsync(piece, context);
                output.Close("li");
            }

            output.Close(Markup.TagOr(shape.TagName, "ul"));
            output.Close("nav");
        });
        foreach (var type in new[] { "Pager_First", "Pager_Previous", "Pager_Link", "Pager_Next", "Pager_Last" })
        {
            services.AddTemplate(type, (shape, _, output) =>
            {
                output.Open("a", ("href", shape["Href"] as string), ("rel", shape["Rel"] as string), ("aria-label", shape["Label"] as string));
                output.Text(shape["Value"] as string);
                output.Close("a");
            });
        }

        services.AddTemplate("Pager_Links", (shape, context, output) => output.WriteItemsAsync(shape, context));
        services.AddTemplate("Pager_CurrentPage", (shape, _, output) => output.Write($"<span aria-current=\"page\">{Markup.Encode(shape["Value"] as string)}</span>"));
        services.AddTemplate("Pager_Gap", (_, _, output) => output.Write("<span aria-hidden=\"true\">…</span>"));
        services.AddTemplate("PagerSlim", Slim);
    }

    internal static Task Load(Shape shape, DisplayContext context)
    {
        var size = Math.Max(1, Number(shape["PageSize"]) ?? context.Settings.PageSize);
        var pages = (int)((Math.Max(0L, Number(shape["TotalItemCount"]) ?? 0) + size - 1) / size);
        var page = Math.Max(1, Number(shape["Page"]) ?? 1);
        if (pages <= 1 && page <= 1)
        {
            return Task.CompletedTask;
        }

        if (page > 1)
        {
            Add("Pager_First", Text("FirstText", "«"), 1, "first", context.Text("First page"));
            Add("Pager_Previous", Text("PreviousText", "‹"), Math.Min(page - 1, pages), "prev", context.Text("Previous page"));
        }

        var from = Math.Max(1, Math.Min(page, pages) - Around);
        var to = Math.Min(pages, page + Around);
        if (from > 1)
        {
            Add("Pager_Gap", "…", 0);
        }

        for (var number = from; number <= to; number++)
        {
            Add(number == page ? "Pager_CurrentPage" : "Pager_Link", number.ToString(CultureInfo.InvariantCulture), number, label: context.Text("Page {0}").Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        if (to < pages)
        {
            Add("Pager_Gap", "…", 0);
        }

        if (page < pages)
        {
            Add("Pager_Next", Text("NextText", "›"), page + 1, "next", context.Text("Next page"));
            Add("Pager_Last", Text("LastText", "»"), pages, "last", context.Text("Last page"));
        }

        return Task.CompletedTask;

        string Text(string name, string otherwise) => shape[name] as string is { Length: > 0 } text ? text : otherwise;

        void Add(string type, string value, int number, string? rel = null, string? label = null)
        {
            var href = number == 0 ? null : PagerLinks.To(context, PageNumber.Key, number == 1 ? null : number.ToString(CultureInfo.InvariantCulture));
            shape.Items.Add(new Shape(type) { ["Value"] = value, ["Page"] = number, ["Href"] = href, ["Rel"] = rel is "prev" or "next" ? rel : null, ["Label"] = label, ["PagerId"] = shape.Id });
        }
    }

    private static void Slim(Shape shape, DisplayContext context, TextWriter output)
    {
        if (shape["Before"] is null && shape["After"] is null)
        {
            return;
        }

        var tag = Markup.TagOr(shape.TagName, "ul");
        var itemTag = Markup.TagOr(shape["ItemTagName"] as string, "li");
        output.Open("nav", ("class", "pages"), ("aria-label", context.Text("Pages")));
        output.Open(shape, tag, "pager");
        Link("before", shape["Before"], shape["PreviousText"] as string ?? context.Text("Previous"), "prev", shape["PreviousClass"]);
        Link("after", shape["After"], shape["NextText"] as string ?? context.Text("Next"), "next", shape["NextClass"]);
        output.Close(tag);
        output.Close("nav");

        void Link(string key, object? place, string text, string rel, object? classes)
        {
            if (place is null)
            {
                return;
            }

            var all = string.Join(' ', ShapeFactory.Words(shape["ItemClasses"]).Concat(ShapeFactory.Words(classes)));
            output.Open(itemTag, ("class", all.Length > 0 ? all : null));
            output.Open("a", ("rel", rel), ("href", PagerLinks.To(context, key, Convert.ToString(place, CultureInfo.InvariantCulture))));
            output.Text(text);
            output.Close("a");
            output.Close(itemTag);
        }
    }

    private static int? Number(object? value) => value switch
    {
        null => null,
        int number => number,
        _ => decimal.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? (int)Math.Clamp(number, int.MinValue, int.MaxValue)
            : null,
    };
}

/// <summary><c>PagerSlim</c>: on to what lies before and after a place in a list.</summary>
internal sealed class PagerSlimKind() : ShapeKind("PagerSlim")
{
    public override void Displaying(Shape shape) => shape.AddAlternates(string.IsNullOrEmpty(shape.Id) ? [] : [$"PagerSlim__{ShapeNames.Encode(shape.Id)}"]);
}

internal static class PagerLinks
{
    private static readonly string[] _own = ["before", "after", PageNumber.Key];

    /// <summary>This page's address with another place in the list. What else the page has asked the query for is kept; what it never looks at (where a visitor came from) goes no further.</summary>
    public static string To(DisplayContext context, string key, string? value)
    {
        var query = context.Request.Query;
        var kept = (query is QueryDictionary asking ? asking.Asked : query).Where(pair => !_own.Contains(pair.Key, StringComparer.OrdinalIgnoreCase));
        var all = value is null ? kept : kept.Append(KeyValuePair.Create(key, value));
        var text = string.Join('&', all.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return context.Request.PathBase + context.Request.Path + (text.Length > 0 ? "?" + text : "");
    }
}
