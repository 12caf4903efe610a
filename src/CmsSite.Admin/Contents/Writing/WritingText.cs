using CmsSite.Admin.Contents.Edit;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Admin.Contents.Writing;

/// <summary>One rich text of an item while it is written.</summary>
/// <param name="Path">As problems name it, so that a hint can lead there.</param>
/// <param name="IsRich">Edited in place, so that a single element can be shown.</param>
public sealed record WritingText(string Path, string Html, bool IsRich)
{
    /// <summary>The texts that the item's type has, as they would be displayed; what widgets inside the item say is edited with them.</summary>
    public static IReadOnlyList<WritingText> Of(EditedItem edited)
    {
        var texts = new List<WritingText>();
        foreach (var part in edited.Type.Parts)
        {
            var data = edited.Item.Part(part.Name);
            Add(texts, part.PartName, part.Name, data?["Html"].AsText(), data?["Markdown"].AsText());
            foreach (var field in part.Part.Fields)
            {
                var value = edited.Item.Field(part.Name, field.Name);
                Add(texts, field.FieldType, $"{part.Name}.{field.Name}", value?["Html"].AsText(), value?["Markdown"].AsText());
            }
        }

        return texts;
    }

    private static void Add(List<WritingText> texts, string kind, string path, string? html, string? markdown)
    {
        if (kind is "HtmlBodyPart" or "HtmlField")
        {
            texts.Add(new WritingText($"{path}.Html", html ?? "", true));
        }
        else if (kind is "MarkdownBodyPart" or "MarkdownField")
        {
            texts.Add(new WritingText($"{path}.Markdown", MarkdownRendering.ToHtml(markdown ?? ""), false));
        }
    }
}
