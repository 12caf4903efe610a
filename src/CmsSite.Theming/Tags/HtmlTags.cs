using System.Text;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Theming.Filters;
using CmsSite.Theming.Liquid;
using Fluid.Values;

namespace CmsSite.Theming.Tags;

/// <summary>
/// Elements that Orchard makes with ASP.NET's tag helpers: links to items and their screens, forms, inputs. A helper that is not known writes the plain element.
/// </summary>
internal static class HtmlTags
{
    private static readonly string[] _void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
    private static readonly string[] _targets = ["display_for", "admin_for", "edit_for", "create_for", "remove_for"];
    private static readonly string[] _routing =
        ["action", "controller", "area", "page", "page_handler", "fragment", "host", "protocol", "route", "all_route_data", "antiforgery", "href", "asset_href", "asset_src", "asp_for", "append_version"];

    public static void Register(LiquidParser parser)
    {
        parser.OptionalBlock("a", AnchorAsync);
        parser.Block("form", FormAsync);
        parser.Tag("helper", static call => ElementAsync(call));
        parser.Block("block", static call => ElementAsync(call));
    }

    private static async ValueTask AnchorAsync(TagCall call)
    {
        var href = call.Text("asset_href") is { } asset ? MediaUrls.Asset(asset, call.Display)
            : call.Text("href") is { } given ? SiteUrls.Local(given, call.Display)
            : null;
        ContentItem? item = null;
        foreach (var target in _targets)
        {
            if (call.Value(target) is var value && !value.IsNil())
            {
                item = ContentFilters.Item(value);
                href = item is null ? href : await TargetAsync(target, item, call);
            }
        }

        href ??= Route(call);
        var text = await call.BodyAsync();
        if (text.Trim().Length == 0 && item is not null)
        {
            text = LiquidEngine.Html.Encode(item.DisplayText ?? "");
        }

        call.Write($"<a{(href is null ? "" : Attribute("href", href))}{Others(call, _targets)}>{text}</a>");
    }

    private static async ValueTask<string> TargetAsync(string target, ContentItem item, TagCall call)
    {
        var pathBase = call.Display.Request.PathBase;
        var id = Uri.EscapeDataString(item.ContentItemId);
        switch (target)
        {
            case "display_for":
                return await ContentUrls.DisplayAsync(item.ContentItemId, call.Context);
            case "create_for":
                return $"{pathBase}/Admin/Contents/ContentTypes/{Uri.EscapeDataString(item.ContentType)}/Create";
            case "remove_for":
                return $"{pathBase}/Admin/Contents/ContentItems/{id}/Remove";
            default: // the dashboard shows an item by editing it
                return $"{pathBase}/Admin/Contents/ContentItems/{id}/Edit";
        }
    }

    private static async ValueTask FormAsync(TagCall call)
    {
        var method = (call.Text("method") ?? "post").ToLowerInvariant();
        var action = Route(call) ?? "";
        var html = new StringBuilder($"<form{Attribute("action", action)}{Attribute("method", method)}{Others(call, ["method"])}>");
        html.Append(await call.BodyAsync());
        if (method == "post" && (call.Value("antiforgery").IsNil() || call.Value("antiforgery").ToBooleanValue()) && !Urls.HasScheme(action) && call.Display.Request.AntiforgeryInput is { } input)
        {
            call.Display.IsPersonal = true;
            html.Append(input());
        }

        call.Write(html.Append("</form>").ToString());
    }

    private static async ValueTask ElementAsync(TagCall call)
    {
        var element = call.Required(0, "name").ToLowerInvariant();
        if (!element.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw new TagException($"'{element}' is no name of an element");
        }

        var html = new StringBuilder($"<{element}");
        if (call.Text("asset_src") is { } asset)
        {
            var size = new System.Text.Json.Nodes.JsonObject();
            foreach (var (name, value) in call.Named.Where(argument => argument.Key.StartsWith("img_", StringComparison.Ordinal)))
            {
                size[name["img_".Length..]] = value.ToStringValue();
            }

            var url = MediaUrls.Asset(asset, call.Display);
            if (size["profile"].AsText() is { } profile && MediaUrls.Profile(profile, call.Display) is { } known)
            {
                size = known;
            }

            html.Append(Attribute("src", await MediaUrls.ResizeAsync(url, size, call.Display)));
        }

        var isInput = element is "input" or "select" or "textarea";
        if (call.Text("asp_for", "for") is { } member)
        {
            // ASP.NET binds a member of the model; here the name alone is known.
            html.Append(isInput ? Attribute("id", member.Replace('.', '_')) + Attribute("name", member) : element == "label" ? Attribute("for", member.Replace('.', '_')) : "");
        }

        if (call.Text("asset_href") is { } link)
        {
            html.Append(Attribute("href", MediaUrls.Asset(link, call.Display)));
        }
        else if (call.Text("href") is { } href)
        {
            html.Append(Attribute("href", await VersionedAsync(call, href)));
        }

        if (call.Text("src") is { } src)
        {
            html.Append(Attribute("src", await VersionedAsync(call, src)));
        }

        html.Append(Others(call, ["src", "for", "validation_for", "validation_summary", .. call.Named.Select(argument => argument.Key).Where(name => name.StartsWith("img_", StringComparison.Ordinal))])).Append('>');
        if (!_void.Contains(element))
        {
            html.Append(await call.BodyAsync()).Append("</").Append(element).Append('>');
        }

        call.Write(html.ToString());
    }

    private static async ValueTask<string> VersionedAsync(TagCall call, string url) =>
        call.Value("append_version") is var append && !append.IsNil() && append.ToBooleanValue() ? await SiteUrls.WithVersionAsync(url, call.Display) : SiteUrls.Local(url, call.Display);

    // ASP.NET's routing by area, controller and action, as far as addresses follow the pattern area/controller/action?values.
    private static string? Route(TagCall call)
    {
        var action = call.Text("action");
        if (action is not null && (action.StartsWith('/') || action.StartsWith("~/", StringComparison.Ordinal) || Urls.HasScheme(action)))
        {
            return SiteUrls.Local(action, call.Display);
        }

        var (area, controller, page, fragment) = (call.Text("area"), call.Text("controller"), call.Text("page"), call.Text("fragment"));
        if (action is null && controller is null && page is null)
        {
            return fragment is null ? null : $"#{fragment}";
        }

        var path = page is not null ? $"/{page.TrimStart('/')}" : string.Concat(new[] { area, controller, action }.Where(part => !string.IsNullOrEmpty(part)).Select(part => $"/{Uri.EscapeDataString(part!)}"));
        var query = string.Join('&', call.Named.Where(argument => argument.Key.StartsWith("route_", StringComparison.Ordinal) && !argument.Value.IsNil())
            .Select(argument => $"{Uri.EscapeDataString(argument.Key["route_".Length..])}={Uri.EscapeDataString(argument.Value.ToStringValue())}"));
        return $"{call.Display.Request.PathBase}{path}{(query.Length > 0 ? "?" + query : "")}{(fragment is null ? "" : "#" + fragment)}";
    }

    private static string Others(TagCall call, ReadOnlySpan<string> except)
    {
        var html = new StringBuilder();
        foreach (var (name, value) in call.Named)
        {
            if (except.Contains(name) || _routing.Contains(name) || name.StartsWith("route_", StringComparison.Ordinal) || value.IsNil())
            {
                continue;
            }

            html.Append(value is BooleanValue flag ? flag.ToBooleanValue() ? $" {Names.Attribute(name)}" : "" : Attribute(Names.Attribute(name), value.ToStringValue()));
        }

        return html.ToString();
    }

    private static string Attribute(string name, string value) => $" {name}=\"{LiquidEngine.Html.Encode(value)}\"";
}
