using CmsSite.Comments;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Web.Mail;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Web.Site.Comments;

/// <summary>
/// The mails about comments. Only to addresses whose owners asked for them, but for the one that asks. They have links in them, so they need the site's address (the setting BaseUrl): a
/// request's host may be anybody's invention.
/// </summary>
public sealed class CommentMails(SiteSettings settings, SiteSession session, ContentItems items, CommentSources sources, CommentLinks links, CommentKeys keys, MailOutbox outbox, TimeProvider clock)
{
    private static readonly TimeSpan _week = TimeSpan.FromDays(7);
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);
    private static readonly TimeSpan _always = TimeSpan.FromDays(3650);

    public bool IsOn => settings.BaseUrl.Length > 0;

    public Task AskAsync(string email, CancellationToken cancellationToken)
    {
        var key = keys.OfEmail(email);
        return outbox.WriteAsync(new OutgoingMail(
            $"confirm-{key}-{Guid.NewGuid():n}", email, $"Is this your address? – {settings.SiteName}",
            $"""
            Somebody, probably you, wrote a comment on {settings.SiteName} with this address and wants to hear of answers.

            If it was you, say so here:
            {settings.BaseUrl}/Contents/Comments/Address/{key}/{links.Make(CommentLinks.Confirm, key, _week)}

            If it was not, do nothing, and you will hear no more.
            """, null), cancellationToken);
    }

    /// <summary>A link to all that was written with an address, for its owner. Once an hour: anybody can ask for it.</summary>
    public Task SendMineAsync(string email, CancellationToken cancellationToken)
    {
        var key = keys.OfEmail(email);
        return outbox.WriteAsync(new OutgoingMail(
            $"mine-{key}-{clock.GetUtcNow():yyyyMMddHH}", email, $"Your comments – {settings.SiteName}",
            $"""
            Here you see what was written on {settings.SiteName} with this address, take it along, or have it erased. The link holds for a day:
            {settings.BaseUrl}/Contents/Comments/Mine/{key}/{links.Make(CommentLinks.Mine, key, _day)}

            If you did not ask for this, do nothing.
            """, null), cancellationToken);
    }

    /// <summary>Tells whoever wrote the parent of a comment that was published, if they want to know and the address is theirs. Told once.</summary>
    public async Task TellAsync(string commentId, CancellationToken cancellationToken)
    {
        if (!IsOn || await items.GetAsync(commentId, VersionOptions.Published, cancellationToken) is not { } item || new Comment(item) is not { ParentId: { } parentId } reply
            || await sources.FindAsync(parentId, cancellationToken) is not { WantsReplies: true, EmailKey: { } key } parent || sources.EmailOf(parent) is not { } email
            || (await sources.FindAsync(commentId, cancellationToken))?.EmailKey == key
            || !await session.Database.CommentAddresses.AnyAsync(address => address.EmailKey == key && address.ConfirmedUtc != null && !address.IsSilenced, cancellationToken))
        {
            return;
        }

        var unsubscribe = $"{settings.BaseUrl}/Contents/Comments/{parentId}/Unsubscribe/{links.Make(CommentLinks.Unsubscribe, parentId, _always)}";
        await outbox.WriteAsync(new OutgoingMail(
            $"reply-{commentId}-{parentId}", email, $"{reply.Name} answered you – {settings.SiteName}",
            $"""
            {reply.Name} answered your comment{(await items.GetAsync(reply.ArticleId, VersionOptions.Published, cancellationToken) is { DisplayText: { Length: > 0 } title } ? $" on “{title}”" : "")}:

            {string.Join("\n", reply.Body.Split('\n').Select(line => "> " + line))}

            {settings.BaseUrl}/Contents/Comments/{commentId}

            To hear no more of it: {unsubscribe}
            To see or erase all that you wrote: {settings.BaseUrl}/Contents/Comments/Mine
            """, unsubscribe), cancellationToken);
    }
}

/// <summary>Writes mails about answers once they are published, wherever they were.</summary>
internal sealed class CommentMailFollower(IServiceScopeFactory scopes) : IChangeFollower
{
    public string Name => "comment mails";

    public bool IsDurable => true;

    public async Task HandleAsync(IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes.Where(change => change.Kind == SiteChange.ContentItemKind))
        {
            if (ItemState.Parse(change.After) is { About: not null, Published: not null } && ItemState.Parse(change.Before) is null or { Published: null })
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<CommentMails>().TellAsync(change.Subject, cancellationToken);
            }
        }
    }
}
