using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Tests;

/// <summary>Test data in the field's words: <c>A.ContentItem("Story").Titled("Rain")</c>.</summary>
public static class A
{
    public static ContentItem ContentItem(string contentType) => new() { ContentItemId = RecipeIds.New(), ContentType = contentType };

    public static ContentItem Titled(this ContentItem item, string title)
    {
        item.DisplayText = title;
        item.EnsurePart("TitlePart")["Title"] = title;
        return item;
    }

    public static ContentItem At(this ContentItem item, string path)
    {
        item.EnsurePart("AutoroutePart")["Path"] = path;
        return item;
    }

    public static ContentItem Saying(this ContentItem item, string html)
    {
        item.EnsurePart("HtmlBodyPart")["Html"] = html;
        return item;
    }

    public static ContentItem In(this ContentItem item, string listContentItemId)
    {
        item.EnsurePart("ContainedPart")["ListContentItemId"] = listContentItemId;
        return item;
    }

    public static ContentItem With(this ContentItem item, string part, string property, System.Text.Json.Nodes.JsonNode? value)
    {
        item.EnsurePart(part)[property] = value;
        return item;
    }
}
