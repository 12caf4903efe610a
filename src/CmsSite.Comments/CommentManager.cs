using CmsSite.Comments.Spam;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Comments;

/// <summary>Comments come in, and moderators say what becomes of them. Everything is written through the scope's session; the caller commits.</summary>
public sealed class CommentManager(
    SiteSession session, ContentManager manager, ContentItems items, PublishedItems published, ContentDefinitions definitions, SiteSettings settings, CommentSources sources, CommentKeys keys, SpamFilter spam, CommentNames names, TimeProvider clock)
{
    /// <summary>The type of comments: the first that has the part. Null when the site has none.</summary>
    public string? CommentType => definitions.Types.FirstOrDefault(type => type.Has(Comment.PartName))?.Name;

    /// <summary>What holds for comments on a published item; null when there is no such item, or it takes no comments.</summary>
    public async Task<(ContentItem Article, CommentRules Rules)?> FindArticleAsync(string articleId, CancellationToken cancellationToken = default) =>
        await published.GetAsync(articleId, cancellationToken) is { } article && CommentRules.Of(article, definitions.Type(article.ContentType), settings, Now) is { } rules ? (article, rules) : null;

    /// <summary>A published comment on an article; null when there is none of that id there.</summary>
    public async Task<Comment?> FindPublishedAsync(string? commentId, string articleId, CancellationToken cancellationToken = default) =>
        commentId is { Length: > 0 } && await published.GetAsync(commentId, cancellationToken) is { } item && item.Part(Comment.PartName) is not null && new Comment(item) is var comment
        && comment.ArticleId == articleId ? comment : null;

    /// <summary>Takes a comment in. The same form sent again gives the same comment again: nothing is stored twice.</summary>
    public async Task<SubmitCommentResult> SubmitAsync(CommentSubmission submission, CancellationToken cancellationToken = default)
    {
        if (CommentType is not { } type || await FindArticleAsync(submission.ArticleId, cancellationToken) is not var (_, rules))
        {
            return new SubmitCommentResult.NotThere();
        }

        if (CommentChecks.Of(submission) is { Count: > 0 } problems)
        {
            return new SubmitCommentResult.Invalid(problems);
        }

        var parent = await FindPublishedAsync(submission.ParentId, submission.ArticleId, cancellationToken);
        if (submission.ParentId is { Length: > 0 } && parent is null)
        {
            return new SubmitCommentResult.Invalid([new("", "The comment that you answer is not there any more. You can send yours as a comment on the article.")]);
        }

        var fingerprint = keys.Code("same", submission.ArticleId, submission.ParentId ?? "", submission.Name.Trim(), keys.OfEmail(submission.Email), submission.Body.Trim());
        await session.BeginItemsAsync(cancellationToken);
        if (await session.Database.CommentSources.AsNoTracking().Where(row => row.Fingerprint == fingerprint).Select(row => row.ContentItemId).FirstOrDefaultAsync(cancellationToken) is { } known
            && await items.GetAsync(known, VersionOptions.Latest, cancellationToken) is { } same)
        {
            return Outcome(new Comment(same));
        }

        if (!rules.IsOpen)
        {
            return new SubmitCommentResult.Closed();
        }

        var verdict = await spam.JudgeAsync(submission, cancellationToken);
        return Outcome(await WriteAsync(type, submission, fingerprint, await DecideAsync(submission, rules, verdict, cancellationToken), verdict, cancellationToken));
    }

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
        comment.SetHidden(state);
        Demand(state == CommentState.Published ? await manager.PublishAsync(item, cancellationToken) : await manager.SaveDraftAsync(item, cancellationToken), item);
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
        if (await items.GetAsync(parentId, VersionOptions.Latest, cancellationToken) is not { } parent || CommentType is not { } type)
        {
            return new CommentProblem("", "The comment is not there any more.");
        }

        var (item, of) = (manager.New(type), new Comment(parent));
        var comment = new Comment(item);
        Fill(comment, of.ArticleId, parentId, name, null, body);
        var article = await items.GetAsync(of.ArticleId, VersionOptions.Latest, cancellationToken);
        comment.SetBadge(article?.Owner == userId ? Comment.AuthorBadge : Comment.StaffBadge);
        sources.Add(item.ContentItemId).UserId = userId;
        await names.TakeAsync(name, userId, cancellationToken);
        Demand(await manager.PublishAsync(item, cancellationToken), item);
        return null;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<CommentState> DecideAsync(CommentSubmission submission, CommentRules rules, SpamVerdict verdict, CancellationToken cancellationToken)
    {
        if (verdict.IsBanned || verdict.Score >= SpamVerdict.Spam)
        {
            return CommentState.Spam;
        }

        if (rules.Moderation == CommentModeration.All || verdict.HasToWait || verdict.Score >= SpamVerdict.Suspect)
        {
            return CommentState.Pending;
        }

        return rules.Moderation == CommentModeration.Score || await IsKnownAsync(keys.OfEmail(submission.Email), cancellationToken) ? CommentState.Published : CommentState.Pending;
    }

    // Anybody can write anybody's address into a form: only one whose owner said that it is theirs counts as known.
    private async Task<bool> IsKnownAsync(string emailKey, CancellationToken cancellationToken) =>
        await session.Database.CommentAddresses.AnyAsync(address => address.EmailKey == emailKey && address.ConfirmedUtc != null, cancellationToken)
        && await session.Database.CommentSources.Where(source => source.EmailKey == emailKey)
            .Join(session.Database.Comments.Where(row => row.State == CommentState.Published), source => source.ContentItemId, row => row.ContentItemId, (source, _) => source).AnyAsync(cancellationToken);

    private static SubmitCommentResult Outcome(Comment comment) =>
        comment.State == CommentState.Published ? new SubmitCommentResult.Published(comment) : new SubmitCommentResult.Held(comment);

    private async Task<Comment> WriteAsync(string type, CommentSubmission submission, string fingerprint, CommentState state, SpamVerdict verdict, CancellationToken cancellationToken)
    {
        var item = manager.New(type);
        var comment = new Comment(item);
        Fill(comment, submission.ArticleId, submission.ParentId, submission.Name, submission.Website, submission.Body);
        comment.SetHidden(state);
        var source = sources.Add(item.ContentItemId);
        sources.SetEmail(source, submission.Email);
        (source.Fingerprint, source.Network, source.WantsReplies) = (fingerprint, submission.Network, submission.WantsReplies);
        (source.Score, source.Reasons) = (verdict.Score, verdict.Reasons.Count == 0 ? null : verdict.ReasonsJson());
        Demand(state == CommentState.Published ? await manager.PublishAsync(item, cancellationToken) : await manager.SaveDraftAsync(item, cancellationToken), item);
        return comment;
    }

    private void Fill(Comment comment, string articleId, string? parentId, string name, string? website, string body)
    {
        comment.Item.DisplayText = CommentChecks.Line(name);
        comment.Item.CreatedUtc = Now;
        comment.SetTarget(articleId, string.IsNullOrEmpty(parentId) ? null : parentId);
        comment.SetText("Name", comment.Item.DisplayText);
        comment.SetText("Website", CommentChecks.WebsiteOf(website));
        comment.SetText("Body", body.Trim().ReplaceLineEndings("\n"));
    }

    private static void Demand(IReadOnlyList<Content.Handlers.ContentProblem> problems, ContentItem item)
    {
        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"The comment {item.ContentItemId} cannot be saved: {string.Join(" ", problems.Select(problem => $"{problem.Path}: {problem.Message}"))} Its type asks for more than the form does.");
        }
    }
}
