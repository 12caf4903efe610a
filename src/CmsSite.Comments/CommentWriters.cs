using System.Text.Json.Nodes;
using CmsSite.Comments.Spam;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Comments;

/// <summary>
/// What those who wrote comments may do with them, by links that only they have: change one shortly after it was sent, say that an address is theirs, hear no more, take all they wrote
/// along, have it erased. Written through the scope's session; the caller commits.
/// </summary>
public sealed class CommentWriters(
    SiteSession session, ContentManager manager, ContentItems items, CommentModerators moderators, CommentKeys keys, SpamFilter spam, ISecretProtector protector, TimeProvider clock)
{
    /// <summary>What stands where a text was erased.</summary>
    public const string Erased = "[removed by its writer]";
    public const string Nobody = "Anonymous";
    private static readonly TimeSpan _betweenQuestions = TimeSpan.FromDays(1);

    private CmsDbContext Database => session.Database;

    /// <summary>Changes the text. What the spam filter does not like waits again. A value is what is wrong with it.</summary>
    public async Task<CommentProblem?> EditAsync(string commentId, string body, CancellationToken cancellationToken = default)
    {
        await session.BeginItemsAsync(cancellationToken);
        if (await items.GetAsync(commentId, VersionOptions.Latest, cancellationToken) is not { } item || item.Part(Comment.PartName) is null || new Comment(item) is not { State: CommentState.Published or CommentState.Pending } comment)
        {
            return new CommentProblem("", "The comment is not there any more.");
        }

        var changed = new CommentSubmission { ArticleId = comment.ArticleId, Name = comment.Name, Email = "nobody@example.org", Website = comment.Website, Body = body };
        if (CommentChecks.Of(changed) is [var problem, ..])
        {
            return problem;
        }

        comment.SetText("Body", body.Trim().ReplaceLineEndings("\n"));
        comment.SetEdited(clock.GetUtcNow().UtcDateTime);
        var verdict = await spam.JudgeAsync(changed, cancellationToken);
        var waits = comment.State != CommentState.Published || verdict.HasToWait || verdict.Score >= SpamVerdict.Suspect;
        if (waits && item.Published)
        {
            await manager.UnpublishAsync(commentId, cancellationToken);
        }

        var problems = waits ? await manager.SaveDraftAsync(item, cancellationToken) : await manager.PublishAsync(item, cancellationToken);
        return problems is [var wrong, ..] ? new CommentProblem("Body", wrong.Message) : null;
    }

    /// <summary>Whether the owner of an address is to be asked now if it is theirs: not when they said so, want no mail, or were asked today. Notes that they are.</summary>
    public async Task<bool> AskAsync(string email, CancellationToken cancellationToken = default)
    {
        var (key, now) = (keys.OfEmail(email), clock.GetUtcNow().UtcDateTime);
        var address = await Database.CommentAddresses.FindAsync([key], cancellationToken);
        if (address is { ConfirmedUtc: not null } or { IsSilenced: true } || address is not null && now - address.AskedUtc < _betweenQuestions)
        {
            return false;
        }

        await session.BeginAsync(cancellationToken);
        if (address is null)
        {
            Database.CommentAddresses.Add(address = new CommentAddress { EmailKey = key, Email = protector.Protect(email.Trim()) });
        }

        address.AskedUtc = now;
        return true;
    }

    public async Task ConfirmAsync(string emailKey, CancellationToken cancellationToken = default)
    {
        await session.BeginAsync(cancellationToken);
        if (await Database.CommentAddresses.FindAsync([emailKey], cancellationToken) is { } address)
        {
            address.ConfirmedUtc ??= clock.GetUtcNow().UtcDateTime;
        }
    }

    /// <summary>No more mail about answers to what this writer said on the article; or none at all.</summary>
    public async Task UnsubscribeAsync(string commentId, bool fromAll, CancellationToken cancellationToken = default)
    {
        await session.BeginAsync(cancellationToken);
        if (await Database.CommentSources.AsNoTracking().FirstOrDefaultAsync(source => source.ContentItemId == commentId, cancellationToken) is not { EmailKey: { } key })
        {
            return;
        }

        if (fromAll)
        {
            await Database.CommentAddresses.Where(address => address.EmailKey == key).ExecuteUpdateAsync(address => address.SetProperty(a => a.IsSilenced, true), cancellationToken);
            return;
        }

        var article = await Database.Comments.Where(row => row.ContentItemId == commentId).Select(row => row.ArticleId).FirstOrDefaultAsync(cancellationToken);
        var there = Database.Comments.Where(row => row.ArticleId == article).Select(row => row.ContentItemId);
        await Database.CommentSources.Where(source => source.EmailKey == key && there.Contains(source.ContentItemId)).ExecuteUpdateAsync(source => source.SetProperty(s => s.WantsReplies, false), cancellationToken);
    }

    /// <summary>An address as it was written with a comment; null when there is none of it.</summary>
    public async Task<string?> AddressOfAsync(string emailKey, CancellationToken cancellationToken = default) =>
        await Database.CommentSources.Where(source => source.EmailKey == emailKey).Select(source => source.Email).FirstOrDefaultAsync(cancellationToken) is { } email ? protector.Unprotect(email) : null;

    /// <summary>All comments of an address.</summary>
    public async Task<IReadOnlyList<Comment>> OfAsync(string emailKey, CancellationToken cancellationToken = default)
    {
        var ids = await Database.CommentSources.Where(source => source.EmailKey == emailKey).Select(source => source.ContentItemId).ToListAsync(cancellationToken);
        return [.. (await items.GetAsync(ids, VersionOptions.Latest, cancellationToken)).Select(item => new Comment(item)).OrderBy(comment => comment.CreatedUtc)];
    }

    /// <summary>What the site knows of the writer, to take along.</summary>
    public async Task<JsonArray> ExportAsync(string emailKey, CancellationToken cancellationToken = default) =>
    [
        .. (await OfAsync(emailKey, cancellationToken)).Select(comment => new JsonObject
        {
            ["Id"] = comment.Id, ["Article"] = comment.ArticleId, ["InReplyTo"] = comment.ParentId, ["Name"] = comment.Name, ["Website"] = comment.Website, ["Text"] = comment.Body,
            ["State"] = comment.State.ToString(), ["CreatedUtc"] = comment.CreatedUtc,
        }),
    ];

    /// <summary>Forgets the writer: name, website and address everywhere, former versions and the change log included; and the texts, if wanted. Answers of others stay where they are.</summary>
    public async Task EraseAsync(string emailKey, bool withTexts, CancellationToken cancellationToken = default)
    {
        foreach (var comment in await OfAsync(emailKey, cancellationToken))
        {
            var (item, isPublished) = (comment.Item, comment.Item.Published);
            item.DisplayText = Nobody;
            comment.SetText("Name", Nobody);
            comment.SetText("Website", null);
            if (withTexts)
            {
                comment.SetText("Body", Erased);
            }

            var problems = isPublished ? await manager.PublishAsync(item, cancellationToken) : await manager.SaveDraftAsync(item, cancellationToken);
            if (problems.Count > 0)
            {
                throw new InvalidOperationException($"The comment {item.ContentItemId} cannot be erased: {problems[0].Message}");
            }

            await session.FlushAsync(cancellationToken);
            await Database.ContentItems.Where(version => version.ContentItemId == item.ContentItemId && !version.Latest && !version.Published).ExecuteDeleteAsync(cancellationToken);
            await Database.CommentSources.Where(source => source.ContentItemId == item.ContentItemId).ExecuteDeleteAsync(cancellationToken);
            if (session.FindChange(SiteChange.ContentItemKind, item.ContentItemId) is { } now)
            {
                // A change all the same, so that pages follow: it names the version, and not what that said.
                now.Before = ItemState.Parse(now.Before) is { } before ? (before with { Content = new JsonObject { ["ContentItemVersionId"] = item.ContentItemVersionId } }).ToJson() : null;
                now.After = ItemState.WithoutText(now.After);
                session.KeepChange(now);
            }

            foreach (var change in await Database.Changes.Where(change => change.Kind == SiteChange.ContentItemKind && change.Subject == item.ContentItemId).ToListAsync(cancellationToken))
            {
                (change.Before, change.After, change.DisplayText) = (ItemState.WithoutText(change.Before), ItemState.WithoutText(change.After), Nobody);
            }
        }

        await session.FlushAsync(cancellationToken);
        await Database.CommentAddresses.Where(address => address.EmailKey == emailKey).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Takes a comment away that its writer does not want any more. Nothing is learnt from it.</summary>
    public Task DeleteAsync(string commentId, CancellationToken cancellationToken = default) => moderators.SetStateAsync(commentId, CommentState.Trash, cancellationToken);
}
