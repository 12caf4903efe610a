using CmsSite.Theming.Filters;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Resources;
using Fluid.Values;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Tags;

/// <summary>Metas, links, scripts and style sheets: asked for anywhere, written by the layout.</summary>
internal static class ResourceTags
{
    private static readonly string[] _control =
        ["name", "src", "source", "at", "version", "use_cdn", "cdn_src", "debug_src", "debug_cdn_src", "depends_on", "culture", "condition", "append_version", "debug", "separator"];

    public static void Register(LiquidParser parser)
    {
        parser.Tag("meta", static call =>
        {
            var attributes = Attributes(call, ["separator"]);
            call.Display.Resources.AddMeta(new PageElement("meta", attributes), call.Text("separator"));
            return default;
        });
        parser.Tag("link", static async call =>
        {
            var href = call.Text("src") ?? call.Text("href") ?? "";
            var attributes = Attributes(call, ["src", "href", "condition", "append_version"]);
            attributes.Add(new("href", await UrlAsync(call, href)));
            PageResources.AddOnce(call.Display.Resources.Links, new PageElement("link", attributes) { Condition = call.Text("condition") });
        });
        parser.Tag("script", static call => ScriptAsync(call, null));
        parser.Block("scriptblock", static async call => await ScriptAsync(call, await call.BodyAsync()));
        parser.Tag("style", static call => StyleAsync(call, null));
        parser.Block("styleblock", static async call => await StyleAsync(call, await call.BodyAsync()));
        parser.Tag("resources", static call =>
        {
            var resources = call.Display.Resources;
            List<PageElement> elements = call.Text(0, "type") switch
            {
                "Meta" => resources.Metas,
                "HeadLink" => resources.Links,
                "Stylesheet" => resources.Styles,
                "HeadScript" => resources.HeadScripts,
                "Header" => [.. resources.Metas, .. resources.Links, .. resources.Styles, .. resources.HeadScripts],
                null or "Footer" or "FootScript" => resources.FootScripts,
                var other => throw new TagException($"'{other}' is no type of resources; it is one of Meta, HeadLink, Stylesheet, HeadScript, FootScript, Header, Footer"),
            };
            call.Write(ResourceWriter.Write(elements, call.Display));
            return default;
        });
    }

    private static async ValueTask ScriptAsync(TagCall call, string? content)
    {
        var at = call.Text("at");
        var target = at switch
        {
            "Head" => call.Display.Resources.HeadScripts,
            "Foot" => call.Display.Resources.FootScripts,
            _ when content is not null => call.Display.Resources.FootScripts,
            _ => null, // Inline, Unspecified or nothing: in place
        };
        await RequireAsync(call, "Scripts", content, target, static (attributes, url) => new PageElement("script", url is null ? attributes : [new("src", url), .. attributes]));
    }

    private static ValueTask StyleAsync(TagCall call, string? content) => RequireAsync(
        call, "Styles", content, call.Text("at") is "Inline" ? null : call.Text("at") is "Foot" ? call.Display.Resources.FootScripts : call.Display.Resources.Styles,
        static (attributes, url) => url is null ? new PageElement("style", attributes) : new PageElement("link", [new("rel", "stylesheet"), new("href", url), .. attributes]));

    // A name alone asks for what the theme declares, with what that depends on; an address is included; both together declare for this page.
    private static async ValueTask RequireAsync(
        TagCall call, string kind, string? content, List<PageElement>? target, Func<IReadOnlyList<KeyValuePair<string, string>>, string?, PageElement> make)
    {
        var name = call.Text("name") ?? (call.Positional.Count > 0 ? call.Positional[0].ToStringValue() : null);
        var source = call.Text("src", "source"); // themes of the first years say source
        var named = call.Display.Services.GetService<INamedResources>();
        var elements = new List<PageElement>();
        foreach (var dependency in (call.Text("depends_on") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            await AddNamedAsync(dependency, 0);
        }

        if (content is not null || source is not null)
        {
            if (name is null || call.Display.Resources.Require(kind, name))
            {
                var element = make(Attributes(call, _control), source is null ? null : await UrlAsync(call, source));
                elements.Add(element with { Content = content, Condition = call.Text("condition") });
            }
        }
        else if (name is not null)
        {
            await AddNamedAsync(name, 0);
        }

        if (target is null)
        {
            call.Write(ResourceWriter.Write(elements, call.Display));
            return;
        }

        foreach (var element in elements)
        {
            PageResources.AddOnce(target, element);
        }

        async ValueTask AddNamedAsync(string wanted, int depth)
        {
            if (depth > 10 || named?.Find(kind, wanted) is not { } resource || !call.Display.Resources.Require(kind, wanted))
            {
                return; // Orchard's own libraries are not here; a theme that wants one brings it
            }

            foreach (var dependency in resource.DependsOn)
            {
                await AddNamedAsync(dependency, depth + 1);
            }

            elements.Add(make([.. resource.Attributes, .. depth == 0 ? Attributes(call, _control) : []], await SiteUrls.WithVersionAsync(resource.Src, call.Display)));
        }
    }

    private static async ValueTask<string> UrlAsync(TagCall call, string url) => call.Value("append_version") is var append && !append.IsNil() && append.ToBooleanValue()
        ? await SiteUrls.WithVersionAsync(url, call.Display)
        : SiteUrls.Local(url, call.Display);

    private static List<KeyValuePair<string, string>> Attributes(TagCall call, string[] except)
    {
        var attributes = new List<KeyValuePair<string, string>>(call.Named.Count + 1);
        foreach (var (name, value) in call.Named)
        {
            if (!except.Contains(name) && !value.IsNil())
            {
                attributes.Add(new(Names.Attribute(name), value is BooleanValue flag ? flag.ToBooleanValue() ? "" : "false" : value.ToStringValue()));
            }
        }

        return attributes;
    }
}
