using CmsSite.Theming.Liquid;
using CmsSite.Theming.Liquid.Values;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Tags;

/// <summary>The frame around a page: its zones, its title, which layout it has; and what belongs to the request.</summary>
internal static class LayoutTags
{
    private const string BodyZone = "Content";

    public static void Register(LiquidParser parser)
    {
        parser.Tag("render_body", static call => RenderZoneAsync(call, BodyZone));
        parser.Tag("render_section", static call =>
        {
            var name = call.Required(0, "name");
            return call.Display.Zones.TryGetValue(name, out var zone) && zone.HasItems
                ? RenderZoneAsync(call, name)
                : call.Value("required").ToBooleanValue() && !call.Value("required").IsNil()
                    ? throw new TagException($"the layout requires the section '{name}', and the page puts nothing there")
                    : default;
        });
        parser.Block("zone", static async call =>
        {
            var zone = call.Display.Zone(call.Required(0, "name"));
            zone.Add(new HtmlText(await call.BodyAsync()), call.Text("position"));
        });
        parser.Tag("layout", static call =>
        {
            call.Display.LayoutName = call.Required(0, "name");
            return default;
        });
        parser.Tag("page_title_add_segment", static call =>
        {
            AddSegment(call);
            return default;
        });
        parser.Tag("page_title", static async call =>
        {
            AddSegment(call);
            var shapes = call.Display.Shapes;
            await call.RenderAsync(await shapes.CreateAsync("PageTitle", call.Properties("segment", "position"), call.Display));
        });
        parser.Tag("antiforgerytoken", static call =>
        {
            call.Display.IsPersonal = true;
            call.Write(call.Display.Request.AntiforgeryInput?.Invoke() ?? "");
            return default;
        });
        parser.Tag("httpcontext_add_items", static call =>
        {
            foreach (var (name, value) in call.Named)
            {
                call.Display.HttpItems[name] = value.ToObjectValue();
            }

            return default;
        });
        parser.Tag("httpcontext_remove_items", static call =>
        {
            foreach (var name in call.Positional)
            {
                call.Display.HttpItems.Remove(name.ToStringValue());
            }

            return default;
        });
    }

    private static void AddSegment(TagCall call)
    {
        var segment = call.Text(0, "segment");
        if (!string.IsNullOrEmpty(segment))
        {
            call.Display.TitleSegments.Add((segment, call.Text("position") ?? "0"));
        }
    }

    private static async ValueTask RenderZoneAsync(TagCall call, string name)
    {
        if (call.Display.Zones.TryGetValue(name, out var zone))
        {
            await call.RenderAsync(zone);
        }
    }
}
