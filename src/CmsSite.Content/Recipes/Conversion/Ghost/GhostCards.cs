using System.Net;
using System.Text;
using System.Text.Json;
using CmsSite.Content.Html;

namespace CmsSite.Content.Recipes.Conversion.Ghost;

/// <summary>Cards of Ghost's editors as HTML: what is more than text. Both editors have the same ones, by almost the same names.</summary>
internal static class GhostCards
{
    // They are in mails only, or say where what is free ends.
    private static readonly string[] _silent = ["email", "email-cta", "paywall", "signup", "call-to-action", "transistor"];

    /// <returns>Null when nobody here knows the card.</returns>
    public static string? ToHtml(string name, JsonElement card) => name switch
    {
        "image" or "image-card" => Image(card, card.Text("caption")),
        "gallery" => Gallery(card),
        "html" => card.Text("html") ?? "",
        "markdown" or "card-markdown" => MarkdownRendering.ToHtml(card.Text("markdown") ?? ""),
        "code" or "codeblock" => $"<pre><code{(card.Text("language") is { } language ? $" class=\"language-{Encode(language)}\"" : "")}>{Encode(card.Text("code") ?? "")}</code></pre>{Paragraph(card.Text("caption"))}",
        "hr" or "horizontalrule" => "<hr>",
        "embed" => $"<p>{Link(card.Text("url"), null)}</p>{Paragraph(card.Text("caption"))}",
        "bookmark" => Bookmark(card),
        "button" => $"<p>{Link(card.Text("buttonUrl"), card.Text("buttonText"))}</p>",
        "callout" => $"<aside><p>{Encode(card.Text("calloutEmoji") ?? "")} {card.Text("calloutText")}</p></aside>",
        "toggle" => $"<details><summary>{card.Text("heading")}</summary>{card.Text("content")}</details>",
        "audio" => $"<figure><audio controls src=\"{Encode(card.Text("src") ?? "")}\"></audio>{Caption(Encode(card.Text("title") ?? ""))}</figure>",
        "video" => $"<figure><video controls src=\"{Encode(card.Text("src") ?? "")}\"></video>{Caption(card.Text("caption"))}</figure>",
        "file" => $"<p>{Link(card.Text("src"), card.Text("fileTitle") ?? card.Text("fileName"))}</p>{Paragraph(card.Text("fileCaption"))}",
        "header" => $"<h2>{card.Text("header") ?? card.Text("heading")}</h2>{Paragraph(card.Text("subheader"))}",
        "product" => $"<h3>{card.Text("productTitle")}</h3>{(card.Text("productImageSrc") is { } picture ? $"<figure><img src=\"{Encode(picture)}\" alt=\"\"></figure>" : "")}{card.Text("productDescription")}{(card.Text("productUrl") is { } url ? $"<p>{Link(url, card.Text("productButton"))}</p>" : "")}",
        _ when _silent.Contains(name) => "",
        _ => null,
    };

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Image(JsonElement card, string? caption)
    {
        var image = $"<img src=\"{Encode(card.Text("src") ?? card.Text("url") ?? "")}\" alt=\"{Encode(card.Text("alt") ?? "")}\"{(card.Text("title") is { } title ? $" title=\"{Encode(title)}\"" : "")}>";
        return $"<figure>{(card.Text("href") is { } href ? $"<a href=\"{Encode(href)}\">{image}</a>" : image)}{Caption(caption)}</figure>";
    }

    private static string Gallery(JsonElement card)
    {
        var html = new StringBuilder();
        if (card.TryGetProperty("images", out var images) && images.ValueKind == JsonValueKind.Array)
        {
            foreach (var image in images.EnumerateArray().Where(image => image.ValueKind == JsonValueKind.Object))
            {
                html.Append(Image(image, null));
            }
        }

        return html.Append(Paragraph(card.Text("caption"))).ToString();
    }

    private static string Bookmark(JsonElement card)
    {
        var about = card.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object ? metadata : card;
        return $"<p>{Link(card.Text("url") ?? about.Text("url"), about.Text("title"))}{(about.Text("description") is { } description ? $"<br>{Encode(description)}" : "")}</p>{Paragraph(card.Text("caption"))}";
    }

    private static string Link(string? url, string? words) => $"<a href=\"{Encode(url ?? "")}\">{Encode(words ?? url ?? "")}</a>";

    private static string Caption(string? html) => html is { Length: > 0 } ? $"<figcaption>{html}</figcaption>" : "";

    private static string Paragraph(string? html) => html is { Length: > 0 } ? $"<p>{html}</p>" : "";
}
