using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Theming.Filters;
using CmsSite.Theming.Resources;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Display.Parts;

/// <summary>What an editor says of a page to search engines and to those who share it, in the page's head. Only the page's own item speaks, not what it shows.</summary>
internal sealed class SeoMetaPartDisplay : PartDisplay
{
    // The part's members and what they are in HTML.
    private static readonly (string Member, string Attribute, string Name)[] _texts =
    [
        ("MetaDescription", "name", "description"), ("MetaKeywords", "name", "keywords"), ("MetaRobots", "name", "robots"),
        ("OpenGraphType", "property", "og:type"), ("OpenGraphTitle", "property", "og:title"), ("OpenGraphDescription", "property", "og:description"),
        ("TwitterCard", "name", "twitter:card"), ("TwitterTitle", "name", "twitter:title"), ("TwitterDescription", "name", "twitter:description"),
        ("TwitterCreator", "name", "twitter:creator"), ("TwitterSite", "name", "twitter:site"),
    ];

    public override string PartName => "SeoMetaPart";

    public override IReadOnlyList<PartShape> Shapes => [];

    public override bool ActsOnDisplay => true;

    public override async Task DisplayingAsync(PartDisplayContext context)
    {
        var (display, part) = (context.Display, context.Data);
        if (context.DisplayType != "Detail" || !ReferenceEquals(display.MainItem, context.Item) || part["Render"].AsFlag() == false)
        {
            return;
        }

        if (await TextAsync(part["PageTitle"], display) is { } title)
        {
            display.FixedTitle = title;
        }

        foreach (var (member, attribute, name) in _texts)
        {
            Add(display, attribute, name, await TextAsync(part[member], display));
        }

        foreach (var custom in part["CustomMetaTags"].AsObjects())
        {
            AddCustom(display, custom);
        }

        if (Links.Href(part["Canonical"].AsText(), display) is { Length: > 0 } canonical)
        {
            display.Resources.Links.Add(new PageElement("link", [new("rel", "canonical"), new("href", canonical)]));
        }

        Add(display, "property", "og:image", Image(part, "OpenGraphImage", display));
        Add(display, "name", "twitter:image", Image(part, "TwitterImage", display));
    }

    private static async Task<string?> TextAsync(JsonNode? value, DisplayContext display)
    {
        if (value.AsText() is not { Length: > 0 } text)
        {
            return null;
        }

        return text.Contains('[', StringComparison.Ordinal) ? await display.Services.GetRequiredService<ContentText>().ProcessShortcodesAsync(text, display) : text;
    }

    private static void Add(DisplayContext display, string attribute, string name, string? content)
    {
        if (!string.IsNullOrEmpty(content))
        {
            display.Resources.AddMeta(new PageElement("meta", [new(attribute, name), new("content", content)]), separator: null);
        }
    }

    private static void AddCustom(DisplayContext display, JsonObject custom)
    {
        var attributes = new List<KeyValuePair<string, string>>();
        foreach (var (member, attribute) in new[] { ("Name", "name"), ("Property", "property"), ("HttpEquiv", "http-equiv"), ("Charset", "charset"), ("Content", "content") })
        {
            // A refresh would lead readers away from the page; that is what redirects are for.
            if (custom[member].AsText() is { Length: > 0 } text && !(attribute == "http-equiv" && text.Equals("refresh", StringComparison.OrdinalIgnoreCase)))
            {
                attributes.Add(new(attribute, text));
            }
        }

        if (attributes.Count > 0)
        {
            display.Resources.AddMeta(new PageElement("meta", attributes), separator: null);
        }
    }

    // The picture for this network, or the one for all.
    private static string? Image(JsonObject part, string member, DisplayContext display)
    {
        var path = First(part[member]) ?? First(part["DefaultSocialImage"]);
        if (path is null)
        {
            return null;
        }

        var url = MediaUrls.Asset(path, display);
        var site = display.Settings.BaseUrl is { Length: > 0 } given ? given : $"{display.Request.Scheme}://{display.Request.Host}";
        return url.StartsWith('/') ? site + url : url;
    }

    private static string? First(JsonNode? field) => (field as JsonObject)?["Paths"].AsTexts() is [{ Length: > 0 } path, ..] ? path : null;
}
