using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Admin.Contents.Editors.Blocks;

/// <summary>What an embedded item is called in a list: its title, the beginning of its text, or its type.</summary>
internal static class BlockTitle
{
    private const int MostCharacters = 60;

    public static string Of(JsonObject json, ContentTypeDefinition type)
    {
        if (json["DisplayText"].AsText() is { Length: > 0 } title && !string.IsNullOrWhiteSpace(title))
        {
            return title;
        }

        var text = type.Parts.Select(part => json[part.Name] as JsonObject).OfType<JsonObject>().SelectMany(Texts)
            .Select(found => PlainText.FromHtml(found).Trim()).FirstOrDefault(found => found.Length > 0);
        return text is null ? type.DisplayName : PlainText.Shorten(text, MostCharacters);
    }

    // Of parts and fields, what people write in them.
    private static IEnumerable<string> Texts(JsonObject data)
    {
        foreach (var (name, value) in data)
        {
            if (value is JsonObject field)
            {
                foreach (var text in Texts(field))
                {
                    yield return text;
                }
            }
            else if (name is "Text" or "Html" or "Markdown" or "Title" && value.AsText() is { Length: > 0 } text)
            {
                yield return text;
            }
        }
    }
}
