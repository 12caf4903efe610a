using CmsSite.Content.Access;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Comments;

/// <summary>Who wrote which comment. Written through the scope's session; the caller commits.</summary>
public sealed class CommentSources(SiteSession session, CommentKeys keys, ISecretProtector protector, TimeProvider clock)
{
    private DbSet<CommentSource> Rows => session.Database.CommentSources;

    public async Task<CommentSource?> FindAsync(string contentItemId, CancellationToken cancellationToken = default) => await Rows.FindAsync([contentItemId], cancellationToken);

    /// <summary>The row of a comment, to be changed; made when there is none.</summary>
    public async Task<CommentSource> EnsureAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(contentItemId, cancellationToken) is not { } source)
        {
            source = Add(contentItemId);
        }

        return source;
    }

    /// <summary>The row of a comment that is new.</summary>
    public CommentSource Add(string contentItemId)
    {
        var source = new CommentSource { ContentItemId = contentItemId, ReceivedUtc = clock.GetUtcNow().UtcDateTime };
        Rows.Add(source);
        return source;
    }

    public async Task SetEmailAsync(string contentItemId, string email, CancellationToken cancellationToken = default)
    {
        await keys.EnsureAsync(cancellationToken);
        SetEmail(await EnsureAsync(contentItemId, cancellationToken), email);
    }

    /// <summary>The site must have its key.</summary>
    public void SetEmail(CommentSource source, string email)
    {
        var key = keys.OfEmail(email);
        if (source.EmailKey != key)
        {
            // The same address is never protected to the same text twice, and bringing it again must change nothing.
            (source.EmailKey, source.Email) = (key, protector.Protect(email.Trim()));
        }
    }

    /// <summary>The address in clear, for a moderator's eyes and for mail to it; null when there is none, or its key is gone.</summary>
    public string? EmailOf(CommentSource source) => source.Email is null ? null : protector.Unprotect(source.Email);
}
