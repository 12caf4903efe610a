using System.Text.Json.Nodes;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Admin.Contents.Writing;

/// <summary>How an item looks to those who find it with a search engine, and where it is shared.</summary>
/// <param name="IsDescribed">Somebody wrote the description; otherwise it is the beginning of the text.</param>
/// <param name="DescriptionPath">The input for it, as problems name it; null where the type has none.</param>
public sealed record SharePreview(string Title, string Description, bool IsDescribed, string? Picture, string? TitlePath, string? DescriptionPath)
{
    /// <summary>Search engines show about this much.</summary>
    public const int TitleSize = 20, TitlePixels = 580, DescriptionSize = 14, DescriptionPixels = 920;

    // A field of such a name is what themes give as the description.
    private static readonly string[] _summaries = ["Summary", "Description", "Lead", "Excerpt", "Subtitle"];
    private const int Beginning = 300;

    public static SharePreview Of(EditedItem edited, IReadOnlyList<WritingText> texts, string siteName)
    {
        var item = edited.Item;
        var seo = edited.Type.Parts.Any(part => part.PartName == "SeoMetaPart");
        var title = item.Part("SeoMetaPart")?["PageTitle"].AsText() is { Length: > 0 } own ? own : string.IsNullOrWhiteSpace(item.DisplayText) ? "" : $"{item.DisplayText} – {siteName}";
        var summary = edited.Type.Parts.SelectMany(part => part.Part.Fields.Where(field => field.FieldType == "TextField").Select(field => (Part: part.Name, Field: field.Name)))
            .OrderBy(field => Array.IndexOf(_summaries, field.Field)).FirstOrDefault(field => _summaries.Contains(field.Field));
        var written = item.Part("SeoMetaPart")?["MetaDescription"].AsText() is { Length: > 0 } meta ? meta
            : summary.Field is null ? null : item.Field(summary.Part, summary.Field)?["Text"].AsText();
        var isDescribed = !string.IsNullOrWhiteSpace(written);
        var beginning = isDescribed ? "" : string.Join(' ', texts.Select(text => PlainText.FromHtml(text.Html)));
        return new SharePreview(
            title, isDescribed ? written!.Trim() : beginning.Length > Beginning ? beginning[..Beginning] : beginning, isDescribed, PictureOf(edited),
            seo ? "SeoMetaPart.PageTitle" : edited.Type.Parts.Any(part => part.PartName == "TitlePart") ? "TitlePart.Title" : null,
            summary.Field is not null ? $"{summary.Part}.{summary.Field}.Text" : seo ? "SeoMetaPart.MetaDescription" : null);
    }

    private static string? PictureOf(EditedItem edited)
    {
        var seo = edited.Item.Part("SeoMetaPart");
        return new[] { seo?["OpenGraphImage"], seo?["DefaultSocialImage"] }.Select(value => First(value as JsonObject))
            .Concat(edited.Type.Parts.SelectMany(part => part.Part.Fields.Where(field => field.FieldType == "MediaField").Select(field => First(edited.Item.Field(part.Name, field.Name)))))
            .FirstOrDefault(path => !string.IsNullOrEmpty(path));
    }

    private static string? First(JsonObject? field) => field?["Paths"].AsTexts() is [var path, ..] ? path : null;
}
