using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming.Filters;
using CmsSite.Theming.Liquid;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Shortcodes;

/// <summary>Replaces shortcodes in a text by what they stand for: <c>image</c>, <c>asset_url</c>, <c>locale</c>, and the site's own templates (kind <c>ShortcodeTemplate</c>).</summary>
public static class ShortcodeProcessor
{
    private const int MaxDepth = 8;

    /// <summary>The names that mean something without a template.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = ["image", "asset_url", "locale"];

    /// <param name="html">The text; HTML as a rule.</param>
    /// <exception cref="TemplateException">A template failed.</exception>
    public static Task<string> ProcessAsync(string html, LiquidEngine engine, DisplayContext display) => ProcessAsync(html, engine, display, 0);

    private static async Task<string> ProcessAsync(string html, LiquidEngine engine, DisplayContext display, int depth)
    {
        if (depth > MaxDepth || !html.Contains('[', StringComparison.Ordinal))
        {
            return html;
        }

        var templates = display.Services.GetRequiredService<SiteSession>().Documents(SiteDocumentKinds.ShortcodeTemplate);
        var pieces = ShortcodeParser.Parse(html, name => templates.ContainsKey(name) || BuiltIn.Contains(name, StringComparer.OrdinalIgnoreCase));
        var result = new StringBuilder(html.Length);
        foreach (var piece in pieces)
        {
            display.Budget.Charge(1);
            if (piece.Name is null)
            {
                result.Append(piece.Text);
                continue;
            }

            var content = piece.Content is null ? null : await ProcessAsync(piece.Content, engine, display, depth + 1);
            result.Append(templates.TryGetValue(piece.Name, out var template)
                ? await TemplateAsync(piece, template, content, engine, display)
                : piece.Name.ToLowerInvariant() switch
                {
                    "image" => await ImageAsync(piece, content, display),
                    "asset_url" => Encode(await UrlAsync(piece, content, display)),
                    _ => Locale(piece, content, display),
                });
        }

        return result.ToString();
    }

    private static Task<string> TemplateAsync(ShortcodePiece piece, JsonNode template, string? content, LiquidEngine engine, DisplayContext display)
    {
        var arguments = piece.Arguments.ToDictionary(pair => pair.Key, pair => (object?)pair.Value, StringComparer.OrdinalIgnoreCase);
        return engine.RenderAsync(
            engine.Parse($"ShortcodeTemplates/{piece.Name}", template["Content"].AsText() ?? ""), display,
            [new("Args", arguments), new("Content", content ?? ""), new("Context", new Dictionary<string, object?>())]);
    }

    private static async Task<string> ImageAsync(ShortcodePiece piece, string? content, DisplayContext display)
    {
        var url = await UrlAsync(piece, content, display);
        if (url.Length == 0 || !Urls.IsSafeLink(url))
        {
            return "";
        }

        var html = new StringBuilder("<img");
        if (Argument(piece, "class") is { } css)
        {
            html.Append(" class=\"").Append(Encode(css)).Append('"');
        }

        return html.Append(" src=\"").Append(Encode(url)).Append("\" alt=\"").Append(Encode(Argument(piece, "alt") ?? "")).Append("\">").ToString();
    }

    private static async Task<string> UrlAsync(ShortcodePiece piece, string? content, DisplayContext display)
    {
        var path = Argument(piece, "src") ?? Argument(piece, "0") ?? WebUtility.HtmlDecode(content ?? "").Trim();
        var url = MediaUrls.Asset(path, display);
        var size = Argument(piece, "profile") is { } profile ? MediaUrls.Profile(profile, display) ?? [] : [];
        foreach (var name in (string[])["width", "height", "mode", "quality", "format"])
        {
            if (Argument(piece, name) is { } value)
            {
                size[name] = value;
            }
        }

        url = await MediaUrls.ResizeAsync(url, size, display);
        return Argument(piece, "append_version") == "true" && size.Count == 0 ? await SiteUrls.WithVersionAsync(url, display) : url;
    }

    // [locale fr]…[/locale]: for readers of that language, and of its regions unless told fallback=false.
    private static string Locale(ShortcodePiece piece, string? content, DisplayContext display)
    {
        var wanted = Argument(piece, "lang") ?? Argument(piece, "0") ?? "";
        var culture = display.Culture;
        var isMatch = culture.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase);
        if (!isMatch && !string.Equals(Argument(piece, "fallback") ?? Argument(piece, "1"), "false", StringComparison.OrdinalIgnoreCase))
        {
            isMatch = culture.Parent.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase);
        }

        return isMatch ? content ?? "" : "";
    }

    private static string? Argument(ShortcodePiece piece, string name) => piece.Arguments.TryGetValue(name, out var value) ? WebUtility.HtmlDecode(value) : null;

    private static string Encode(string text) => LiquidEngine.Html.Encode(text);
}
