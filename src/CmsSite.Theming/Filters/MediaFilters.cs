using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Liquid.Values;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Filters;

/// <summary>Addresses of media and of images in other sizes.</summary>
internal static class MediaFilters
{
    private static readonly string[] _resizing = ["width", "height", "mode", "quality", "format", "anchor", "bgcolor", "autoorient"];

    public static void Register(FilterCollection filters)
    {
        filters.Add("asset_url", static call => MediaUrls.Asset(call.Text, call.Display));
        filters.Add("resize_url", static async call => new StringValue(await ResizeAsync(call)));
        filters.Add("img_tag", static call => ImageTag(call));
    }

    private static async ValueTask<string> ResizeAsync(FilterCall call)
    {
        const string Kind = "rendition";
        var memory = call.Display.Services.GetRequiredService<SiteSession>().Memory;
        var key = Key(call);
        SiteUrls.DependOnMedia(SiteUrls.Local(call.Text, call.Display), call.Display);
        if (memory is null || !memory.TryGet<string>(Kind, key, out var address))
        {
            address = await MakeAsync(call);
            memory?.Add(Kind, key, address, 2 * (key.Length + address.Length));
        }

        return address!;
    }

    private static string Key(FilterCall call)
    {
        var key = new StringBuilder(call.Display.Request.PathBase).Append(' ').Append(call.Text);
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            key.Append(' ').Append(call.Arguments.At(i).ToStringValue());
        }

        foreach (var name in call.Arguments.Names)
        {
            key.Append(' ').Append(name).Append('=').Append(call.Arguments[name].ToStringValue());
        }

        return key.ToString();
    }

    private static async ValueTask<string> MakeAsync(FilterCall call)
    {
        var wanted = new Dictionary<string, FluidValue>(StringComparer.Ordinal);
        for (var i = 0; i < _resizing.Length; i++)
        {
            if (call.Value(i, _resizing[i]) is var value && !value.IsNil())
            {
                wanted[_resizing[i]] = value;
            }
        }

        var size = call.Arguments["profile"] is var name && name.IsNil() ? new JsonObject() : MediaUrls.Profile(name.ToStringValue(), call.Display);
        if (size is null)
        {
            return call.Text; // a site without that profile shows the picture in its own size
        }

        foreach (var (key, value) in wanted)
        {
            size[key] = key == "anchor" ? Anchor(value) : JsonValue.Create(value.ToStringValue());
        }

        return await MediaUrls.ResizeAsync(call.Text, size, call.Display);
    }

    // A media field's anchor {X, Y}, or "0.5,0.5".
    private static JsonValue Anchor(FluidValue value) => JsonValue.Create(value is JsonObjectValue { Json: var json }
        ? string.Create(CultureInfo.InvariantCulture, $"{json["X"].AsNumber() ?? json["x"].AsNumber() ?? 0.5m},{json["Y"].AsNumber() ?? json["y"].AsNumber() ?? 0.5m}")
        : value.ToStringValue());

    // Orchard writes attributes as they come; here they are encoded, since an alternative text is anybody's text.
    private static StringValue ImageTag(FilterCall call)
    {
        var html = new StringBuilder("<img src=\"").Append(LiquidEngine.Html.Encode(call.Text)).Append('"');
        foreach (var name in call.Arguments.Names)
        {
            html.Append(' ').Append(Names.Attribute(name)).Append("=\"").Append(LiquidEngine.Html.Encode(call.Arguments[name].ToStringValue())).Append('"');
        }

        return new StringValue(html.Append('>').ToString(), encode: false);
    }
}

/// <summary>How addresses of media are made; shared by filters, tags and shortcodes.</summary>
internal static class MediaUrls
{
    private const string Root = "/media/";
    private static readonly string[] _formats = ["", "bmp", "gif", "jpg", "png", "tga", "webp"];

    /// <summary>The address of a file of the media library by its path; a query behind the path is kept.</summary>
    public static string Asset(string path, DisplayContext display)
    {
        if (path.Length == 0 || Urls.HasScheme(path) || path.StartsWith("//", StringComparison.Ordinal))
        {
            return path;
        }

        var query = path.IndexOf('?', StringComparison.Ordinal);
        var file = (query < 0 ? path : path[..query]).TrimStart('~', '/');
        return display.Request.PathBase + Root + string.Join('/', file.Split('/').Select(Uri.EscapeDataString)) + (query < 0 ? "" : path[query..]);
    }

    /// <summary>A media profile as arguments of a resize; null when the site has none of that name.</summary>
    public static JsonObject? Profile(string name, DisplayContext display)
    {
        if (display.Services.GetRequiredService<SiteSession>().Document(SiteDocumentKinds.MediaProfile, name) is not JsonObject profile)
        {
            return null;
        }

        var size = new JsonObject();
        Copy("Width", "width");
        Copy("Height", "height");
        Copy("Mode", "mode");
        Copy("Format", "format");
        Copy("Quality", "quality");
        Copy("BackgroundColor", "bgcolor");
        Copy("AutoOrient", "autoorient");
        return size;

        void Copy(string from, string to)
        {
            var text = profile[from] is { } node ? node.AsText() ?? node.ToJsonString() : "";
            if (text is not ("" or "0" or "Undefined" or "null") && !(to == "quality" && text == "100"))
            {
                size[to] = text;
            }
        }
    }

    /// <summary>The signed address of an image in another size. Anything but a file of the media library stays as it is.</summary>
    public static async ValueTask<string> ResizeAsync(string url, JsonObject size, DisplayContext display)
    {
        var pathBase = display.Request.PathBase;
        var local = SiteUrls.Local(url, display);
        if (!local.StartsWith(pathBase + Root, StringComparison.OrdinalIgnoreCase))
        {
            return url;
        }

        var query = new StringBuilder();
        Add("width", Digits(size["width"].AsText()));
        Add("height", Digits(size["height"].AsText()));
        var mode = Enum.TryParse<ResizeMode>(size["mode"].AsText(), ignoreCase: true, out var parsed) ? parsed.ToString().ToLowerInvariant() : null;
        Add("rmode", mode is "undefined" ? null : mode);
        Add("rxy", size["anchor"].AsText());
        Add("format", Format(size["format"].AsText()));
        Add("quality", Digits(size["quality"].AsText()));
        Add("bgcolor", size["bgcolor"].AsText()?.TrimStart('#'));
        Add("autoorient", size["autoorient"].AsText()?.ToLowerInvariant());
        if (query.Length == 0)
        {
            return local;
        }

        var version = await SiteUrls.VersionAsync(local, display);
        Add("v", version);
        var path = local[pathBase.Length..];
        var mark = path.IndexOf('?', StringComparison.Ordinal);
        var unsigned = mark < 0 ? $"{path}?{query.ToString(1, query.Length - 1)}" : path + query;
        return pathBase + (display.Services.GetService<MediaUrlSigner>()?.Sign(unsigned) ?? unsigned);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Append('&').Append(name).Append('=').Append(name == "rxy" ? value.Replace(" ", "", StringComparison.Ordinal) : Uri.EscapeDataString(value));
            }
        }
    }

    private static string? Digits(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000 ? ((int)number).ToString(CultureInfo.InvariantCulture) : null;

    private static string? Format(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? _formats.ElementAtOrDefault(number)
        : text?.ToLowerInvariant() is "undefined" ? null : text?.ToLowerInvariant();
}
