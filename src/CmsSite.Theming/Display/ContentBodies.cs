using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Fields;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Content.Markdown;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display;

/// <summary>The text of an item without the page around it, for feeds: its bodies, what its rich text fields hold, and the same of the items in its flows and bags.</summary>
public static class ContentBodies
{
    private const int MaxDepth = 8;

    /// <summary>Sanitised HTML, whatever the parts' settings say: nobody knows where a feed is read. Addresses in it are as their authors wrote them.</summary>
    /// <param name="without">Fields by name that are shown elsewhere, such as a summary.</param>
    public static async Task<string> HtmlAsync(ContentItem item, DisplayContext context, IReadOnlyCollection<string> without)
    {
        var html = new StringBuilder();
        await AddAsync(html, item, context, without, 0);
        return HtmlSanitizing.Sanitize(html.ToString());
    }

    private static async Task AddAsync(StringBuilder html, ContentItem item, DisplayContext context, IReadOnlyCollection<string> without, int depth)
    {
        foreach (var part in context.Definitions.Type(item.ContentType)?.Parts ?? [])
        {
            if (item.Part(part.Name) is not { } data)
            {
                continue;
            }

            html.Append(await PartAsync(item, part, data, context));
            foreach (var field in part.Part.Fields.Where(field => !without.Contains(field.Name, StringComparer.OrdinalIgnoreCase)))
            {
                html.Append(data[field.Name] is JsonObject value ? await FieldAsync(item, field, value, context) : "");
            }

            if (part.PartName is "FlowPart" or "BagPart" && depth < MaxDepth)
            {
                foreach (var (_, json) in EmbeddedItems.In(data))
                {
                    await AddAsync(html, ContentItem.Embedded(json), context, [], depth + 1);
                }
            }
        }
    }

    private static async Task<string> PartAsync(ContentItem item, ContentTypePartDefinition part, JsonObject data, DisplayContext context)
    {
        switch (part.PartName)
        {
            case "HtmlBodyPart":
                var html = part.Settings.Get<HtmlBodyPartSettings>();
                return await Bodies.HtmlAsync(data["Html"].AsText(), part.PartName, item, new Shape(part.PartName), new BodySettings(html.SanitizeHtml, html.RenderLiquid), context);
            case "MarkdownBodyPart":
                var markdown = part.Settings.Get<MarkdownBodyPartSettings>();
                return await Bodies.MarkdownAsync(data["Markdown"].AsText(), part.PartName, item, new Shape(part.PartName), new BodySettings(markdown.SanitizeHtml, markdown.RenderLiquid), context);
            default:
                return "";
        }
    }

    private static async Task<string> FieldAsync(ContentItem item, ContentPartFieldDefinition field, JsonObject data, DisplayContext context)
    {
        switch (field.FieldType)
        {
            case "HtmlField":
                var html = field.Settings.Get<HtmlFieldSettings>();
                return await Bodies.HtmlAsync(data["Html"].AsText(), field.Name, item, new Shape(field.FieldType), new BodySettings(html.SanitizeHtml, html.RenderLiquid), context);
            case "MarkdownField":
                var markdown = field.Settings.Get<MarkdownFieldSettings>();
                return await Bodies.MarkdownAsync(data["Markdown"].AsText(), field.Name, item, new Shape(field.FieldType), new BodySettings(markdown.SanitizeHtml, markdown.RenderLiquid), context);
            default:
                return "";
        }
    }
}
