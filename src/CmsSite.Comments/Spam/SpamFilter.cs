using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;

namespace CmsSite.Comments.Spam;

/// <summary>Judges comments as they come in, with what is known here: nothing is sent anywhere. Learns from what moderators decide.</summary>
public sealed class SpamFilter(SiteSession session, SpamWords words, CommentBans bans, CommentKeys keys, SiteSettings settings, CommentNames names)
{
    private const string TaughtSpam = "Spam";
    private const string TaughtHam = "Ham";

    public async Task<SpamVerdict> JudgeAsync(CommentSubmission comment, CancellationToken cancellationToken = default) => (await JudgeAsync([comment], cancellationToken))[0];

    /// <summary>A verdict for each, in their order.</summary>
    public async Task<IReadOnlyList<SpamVerdict>> JudgeAsync(IReadOnlyList<CommentSubmission> comments, CancellationToken cancellationToken = default)
    {
        var learnt = await words.JudgeAsync(comments, cancellationToken);
        return [.. comments.Zip(learnt, Judge)];
    }

    private SpamVerdict Judge(CommentSubmission comment, SpamReason? learnt)
    {
        var lists = session.Project(SiteDocumentKinds.SiteSetting, _ => new Lists(settings.Get<CommentSettings>()));
        var text = $"{comment.Name}\n{comment.Website}\n{comment.Body}";
        var reasons = SpamFeatures.Of(comment).ToList();
        reasons.AddRange(lists.Banned.Find(text).Select(phrase => new SpamReason($"Banned: {phrase}", 8)));
        var suspect = lists.Suspect.Find(text);
        reasons.AddRange(suspect.Select(phrase => new SpamReason($"To be looked at: {phrase}", 0)));
        if (learnt is not null)
        {
            reasons.Add(learnt);
        }

        // Whoever has answered with a badge is not to be impersonated.
        var isSomebody = names.IsTaken(comment.Name);
        if (isSomebody)
        {
            reasons.Add(new("Has the name of somebody who writes here", 0));
        }

        var isBanned = bans.IsBanned(keys.OfEmail(comment.Email)) || (comment.Network is { } network && bans.IsBanned(CommentBans.OfNetwork(network)));
        if (isBanned)
        {
            reasons.Add(new("Banned address or network", 9));
        }

        return SpamVerdict.Of(reasons, isBanned, isSomebody || suspect.Count > 0);
    }

    /// <summary>Learns what became of a comment by a moderator's hand; what was learnt from it before is forgotten.</summary>
    public async Task TeachAsync(Comment comment, CommentSource source, CommentState state, CancellationToken cancellationToken = default)
    {
        var lesson = state switch { CommentState.Spam => TaughtSpam, CommentState.Published => TaughtHam, _ => null };
        if (lesson == source.Taught || lesson is null && state == CommentState.Trash)
        {
            return; // that something is thrown away says nothing about its words
        }

        if (source.Taught is { } before)
        {
            await words.CountAsync(comment, before == TaughtSpam, -1, cancellationToken);
        }

        if (lesson is not null)
        {
            await words.CountAsync(comment, lesson == TaughtSpam, 1, cancellationToken);
        }

        source.Taught = lesson;
    }

    private sealed class Lists(CommentSettings settings)
    {
        public PhraseMatcher Banned { get; } = new(settings.BannedWords);
        public PhraseMatcher Suspect { get; } = new(settings.SuspectWords);
    }
}
