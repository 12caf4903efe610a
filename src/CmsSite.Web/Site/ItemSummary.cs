using CmsSite.Content.Definitions;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Web.Site;

/// <summary>A few sentences about an item of any type, as plain text: what its editors wrote for the purpose, else the beginning of its body.</summary>
internal static class ItemSummary
{
    private const int Length = 400;

    /// <summary>Names of fields that editors write summaries into.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["Summary", "Excerpt", "Lead", "Subtitle", "Description", "Introduction", "Intro", "Tagline"];

    public static string Of(ContentItem item, ContentDefinitions definitions)
    {
        var own = from part in definitions.Type(item.ContentType)?.Parts ?? []
                  from name in Fields
                  let field = item.Field(part.Name, name)
                  where field is not null
                  select field["Text"].AsText() ?? PlainText.FromHtml(field["Html"].AsText() ?? Markdown(field["Markdown"].AsText()));
        var text = own.Prepend(item.Text("SeoMetaPart", "MetaDescription"))
            .Append(PlainText.FromHtml(item.Text("HtmlBodyPart", "Html")))
            .Append(PlainText.FromHtml(Markdown(item.Text("MarkdownBodyPart", "Markdown"))))
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        return PlainText.Shorten(text ?? "", Length);
    }

    private static string? Markdown(string? markdown) => markdown is null ? null : MarkdownRendering.ToHtml(markdown);
}
