using System.Xml.Linq;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Recipes.Conversion.WordPress;

/// <summary>The comments of an item of an export of WordPress. Notices that other sites link here are none.</summary>
public static class WordPressComments
{
    /// <param name="item">The element <c>item</c>, with everything in it.</param>
    public static IEnumerable<ForeignComment> Of(XElement item)
    {
        foreach (var comment in item.Elements().Where(element => element.Name.LocalName == "comment"))
        {
            if (comment.Wxr("comment_type") is "pingback" or "trackback")
            {
                continue;
            }

            yield return new ForeignComment(
                "wp-" + comment.Wxr("comment_id"), comment.Wxr("comment_parent") is { Length: > 0 } parent and not "0" ? "wp-" + parent : null,
                comment.Wxr("comment_author"), Some(comment.Wxr("comment_author_email")), Some(comment.Wxr("comment_author_url")), CommentMarkdown.FromHtml(comment.Wxr("comment_content")),
                WxrElements.Utc(comment.Wxr("comment_date_gmt"), comment.Wxr("comment_date")) ?? DateTime.UnixEpoch,
                comment.Wxr("comment_approved") switch { "1" => CommentState.Published, "spam" => CommentState.Spam, "trash" or "post-trashed" => CommentState.Trash, _ => CommentState.Pending },
                Some(comment.Wxr("comment_author_IP")));
        }
    }

    private static string? Some(string text) => text.Length == 0 ? null : text;
}
