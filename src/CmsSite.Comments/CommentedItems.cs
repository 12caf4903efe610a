using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;

namespace CmsSite.Comments;

/// <summary>What takes comments, by which rules, and which comments are published there. Reads only, from memory where it can.</summary>
public sealed class CommentedItems(PublishedItems published, ContentDefinitions definitions, SiteSettings settings, TimeProvider clock)
{
    /// <summary>The type of comments: the first that has the part. Null when the site has none.</summary>
    public string? CommentType => definitions.Types.FirstOrDefault(type => type.Has(Comment.PartName))?.Name;

    /// <summary>What holds for comments on a published item; null when there is no such item, or it takes no comments.</summary>
    public async Task<(ContentItem Article, CommentRules Rules)?> FindAsync(string articleId, CancellationToken cancellationToken = default) =>
        await published.GetAsync(articleId, cancellationToken) is { } article && CommentRules.Of(article, definitions.Type(article.ContentType), settings, clock.GetUtcNow().UtcDateTime) is { } rules ? (article, rules) : null;

    /// <summary>A published comment on an article; null when there is none of that id there.</summary>
    public async Task<Comment?> FindCommentAsync(string? commentId, string articleId, CancellationToken cancellationToken = default) =>
        commentId is { Length: > 0 } && await published.GetAsync(commentId, cancellationToken) is { } item && item.Part(Comment.PartName) is not null && new Comment(item) is var comment
        && comment.ArticleId == articleId ? comment : null;
}
