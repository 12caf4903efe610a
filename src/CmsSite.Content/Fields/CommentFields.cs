using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Fields;

/// <summary>Where a comment says what it belongs to.</summary>
public static class CommentFields
{
    public const string PartName = "Comment";

    /// <summary>The id of the item that it is on; null when it is on nothing, or these are not the parts of a comment.</summary>
    public static string? ArticleOf(JsonObject content) => First(content, "Article");

    /// <summary>The id of the comment that it answers; null when it answers none.</summary>
    public static string? ParentOf(JsonObject content) => First(content, "Parent");

    private static string? First(JsonObject content, string field) =>
        ((content[PartName] as JsonObject)?[field] as JsonObject)?["ContentItemIds"].AsTexts() is [{ Length: > 0 } id, ..] ? id : null;
}
