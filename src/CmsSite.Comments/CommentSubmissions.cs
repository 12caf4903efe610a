using CmsSite.Comments.Spam;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Comments;

/// <summary>
/// Comments come in. Those that come together are looked after together: what has to be asked of the database is asked once for all of them. Written through the scope's session; the
/// caller commits.
/// </summary>
public sealed class CommentSubmissions(
    SiteSession session, ContentManager manager, ContentItems items, CommentedItems commented, CommentSources sources, CommentKeys keys, SpamFilter spam, TimeProvider clock)
{
    /// <summary>Takes a comment in. The same form sent again gives the same comment again: nothing is stored twice.</summary>
    public async Task<SubmitCommentResult> SubmitAsync(CommentSubmission submission, CancellationToken cancellationToken = default) => (await SubmitAsync([submission], cancellationToken))[0];

    /// <summary>Takes comments in; what became of each, in their order.</summary>
    public async Task<IReadOnlyList<SubmitCommentResult>> SubmitAsync(IReadOnlyList<CommentSubmission> batch, CancellationToken cancellationToken = default)
    {
        // Before the transaction: as long as nothing is written, articles come from memory.
        var (results, fine) = (new SubmitCommentResult[batch.Count], new List<Sent>());
        for (var i = 0; i < batch.Count; i++)
        {
            var (refused, rules) = await CheckAsync(batch[i], cancellationToken);
            if (refused is not null)
            {
                results[i] = refused;
            }
            else
            {
                fine.Add(new Sent(i, batch[i], rules!, FingerprintOf(batch[i])));
            }
        }

        if (fine.Count == 0 || commented.CommentType is not { } type)
        {
            return results;
        }

        await session.BeginItemsAsync(cancellationToken);
        var there = await ThereAsync([.. fine.Select(sent => sent.Fingerprint)], cancellationToken);
        var open = fine.Where(sent => sent.Rules.IsOpen && !there.ContainsKey(sent.Fingerprint)).ToList();
        var verdicts = open.Zip(await spam.JudgeAsync([.. open.Select(sent => sent.Comment)], cancellationToken)).ToDictionary(pair => pair.First.Index, pair => pair.Second);
        var confirmed = await ConfirmedAsync(open, cancellationToken);
        foreach (var sent in fine)
        {
            if (!there.TryGetValue(sent.Fingerprint, out var comment) && verdicts.TryGetValue(sent.Index, out var verdict))
            {
                comment = await WriteAsync(type, sent, await DecideAsync(sent, verdict, confirmed, cancellationToken), verdict, cancellationToken);
                there[sent.Fingerprint] = comment;
            }

            results[sent.Index] = comment is null ? new SubmitCommentResult.Closed()
                : comment.State == CommentState.Published ? new SubmitCommentResult.Published(comment) : new SubmitCommentResult.Held(comment);
        }

        return results;
    }

    private async Task<(SubmitCommentResult? Refused, CommentRules? Rules)> CheckAsync(CommentSubmission comment, CancellationToken cancellationToken)
    {
        if (commented.CommentType is null || await commented.FindAsync(comment.ArticleId, cancellationToken) is not var (_, rules))
        {
            return (new SubmitCommentResult.NotThere(), null);
        }

        if (CommentChecks.Of(comment) is { Count: > 0 } problems)
        {
            return (new SubmitCommentResult.Invalid(problems), null);
        }

        return comment.ParentId is { Length: > 0 } && await commented.FindCommentAsync(comment.ParentId, comment.ArticleId, cancellationToken) is null
            ? (new SubmitCommentResult.Invalid([new("", "The comment that you answer is not there any more. You can send yours as a comment on the article.")]), null)
            : (null, rules);
    }

    private string FingerprintOf(CommentSubmission comment) =>
        keys.Code("same", comment.ArticleId, comment.ParentId ?? "", comment.Name.Trim(), keys.OfEmail(comment.Email), comment.Body.Trim());

    // Those that were sent before, by their fingerprints.
    private async Task<Dictionary<string, Comment>> ThereAsync(string[] fingerprints, CancellationToken cancellationToken)
    {
        var found = await session.Database.CommentSources.AsNoTracking().Where(row => EF.Parameter(fingerprints).Contains(row.Fingerprint))
            .Select(row => new { row.Fingerprint, row.ContentItemId }).ToListAsync(cancellationToken);
        var there = new Dictionary<string, Comment>(StringComparer.Ordinal);
        foreach (var row in found)
        {
            if (await items.GetAsync(row.ContentItemId, VersionOptions.Latest, cancellationToken) is { } item)
            {
                there.TryAdd(row.Fingerprint!, new Comment(item));
            }
        }

        return there;
    }

    // Anybody can write anybody's address into a form: only one whose owner said that it is theirs counts as known.
    private async Task<HashSet<string>> ConfirmedAsync(IEnumerable<Sent> sent, CancellationToken cancellationToken)
    {
        var addresses = sent.Where(one => one.Rules.Moderation == CommentModeration.FirstTime).Select(one => keys.OfEmail(one.Comment.Email)).Distinct().ToArray();
        return addresses.Length == 0 ? [] : await session.Database.CommentAddresses
            .Where(address => EF.Parameter(addresses).Contains(address.EmailKey) && address.ConfirmedUtc != null).Select(address => address.EmailKey).ToHashSetAsync(cancellationToken);
    }

    private async Task<CommentState> DecideAsync(Sent sent, SpamVerdict verdict, HashSet<string> confirmed, CancellationToken cancellationToken)
    {
        if (verdict.IsBanned || verdict.Score >= SpamVerdict.Spam)
        {
            return CommentState.Spam;
        }

        if (sent.Rules.Moderation == CommentModeration.All || verdict.HasToWait || verdict.Score >= SpamVerdict.Suspect)
        {
            return CommentState.Pending;
        }

        return sent.Rules.Moderation == CommentModeration.Score || (keys.OfEmail(sent.Comment.Email) is var key && confirmed.Contains(key) && await HasPublishedAsync(key, cancellationToken))
            ? CommentState.Published : CommentState.Pending;
    }

    private Task<bool> HasPublishedAsync(string emailKey, CancellationToken cancellationToken) => session.Database.CommentSources.Where(source => source.EmailKey == emailKey)
        .Join(session.Database.Comments.Where(row => row.State == CommentState.Published), source => source.ContentItemId, row => row.ContentItemId, (source, _) => source).AnyAsync(cancellationToken);

    private async Task<Comment> WriteAsync(string type, Sent sent, CommentState state, SpamVerdict verdict, CancellationToken cancellationToken)
    {
        var (comment, submission) = (new Comment(manager.New(type)), sent.Comment);
        comment.Say(submission.ArticleId, submission.ParentId, submission.Name, submission.Website, submission.Body, clock.GetUtcNow().UtcDateTime);
        var source = sources.Add(comment.Id);
        sources.SetEmail(source, submission.Email);
        (source.Fingerprint, source.Network, source.WantsReplies) = (sent.Fingerprint, submission.Network, submission.WantsReplies);
        (source.Score, source.Reasons) = (verdict.Score, verdict.Reasons.Count == 0 ? null : verdict.ReasonsJson());
        await manager.StoreAsync(comment, state, cancellationToken);
        return comment;
    }

    private sealed record Sent(int Index, CommentSubmission Comment, CommentRules Rules, string Fingerprint);
}
