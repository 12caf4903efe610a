using CmsSite.Comments.Spam;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;

namespace CmsSite.Comments;

/// <summary>Moderators say what becomes of comments, and answer them. Everything is written through the scope's session; the caller commits.</summary>
public sealed class CommentModerators(
    SiteSession session, ContentManager manager, ContentItems items, CommentedItems commented, CommentSources sources, SpamFilter spam, CommentNames names, TimeProvider clock)
{
    /// <summary>What a moderator decided. False when it is so already, or there is no such comment.</summary>
    public async Task<bool> SetStateAsync(string commentId, CommentState state, CancellationToken cancellationToken = default)
    {
        await session.BeginItemsAsync(cancellationToken);
        if (await items.GetAsync(commentId, VersionOptions.Latest, cancellationToken) is not { } item || item.Part(Comment.PartName) is null || new Comment(item).State == state)
        {
            return false;
        }

        if (item.Published)
        {
            await manager.UnpublishAsync(commentId, cancellationToken);
            item = (await items.GetAsync(commentId, VersionOptions.Latest, cancellationToken))!;
        }

        var comment = new Comment(item);
        var source = await sources.EnsureAsync(commentId, cancellationToken);
        // Whatever was decided about many at once, this is the latest word.
        (source.RunId, source.StateBefore) = (null, null);
        await spam.TeachAsync(comment, source, state, cancellationToken);
        await manager.StoreAsync(comment, state, cancellationToken);
        return true;
    }

    /// <summary>An answer by somebody who is signed in, marked as such and published at once, together with what it answers if that still waits. A value is what is wrong with it.</summary>
    public async Task<CommentProblem?> ReplyAsync(string parentId, string name, string body, string userId, CancellationToken cancellationToken = default)
    {
        if (CommentChecks.Of(new CommentSubmission { ArticleId = "-", Name = name, Email = "nobody@example.org", Body = body }) is [var problem, ..])
        {
            return problem;
        }

        await SetStateAsync(parentId, CommentState.Published, cancellationToken);
        if (await items.GetAsync(parentId, VersionOptions.Latest, cancellationToken) is not { } parent || commented.CommentType is not { } type)
        {
            return new CommentProblem("", "The comment is not there any more.");
        }

        var of = new Comment(parent);
        var comment = new Comment(manager.New(type));
        comment.Say(of.ArticleId, parentId, name, null, body, clock.GetUtcNow().UtcDateTime);
        var article = await items.GetAsync(of.ArticleId, VersionOptions.Latest, cancellationToken);
        comment.SetBadge(article?.Owner == userId ? Comment.AuthorBadge : Comment.StaffBadge);
        sources.Add(comment.Id).UserId = userId;
        await names.TakeAsync(name, userId, cancellationToken);
        await manager.StoreAsync(comment, CommentState.Published, cancellationToken);
        return null;
    }
}
