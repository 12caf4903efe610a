using CmsSite.Comments.Spam;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Comments;

/// <summary>What is known of whoever wrote a comment.</summary>
/// <param name="Counts">Their comments by what became of them.</param>
/// <param name="IsConfirmed">The owner of the address said that it is theirs.</param>
public sealed record Commenter(string? Email, DateTime FirstSeenUtc, IReadOnlyDictionary<CommentState, int> Counts, bool IsConfirmed, DateTime? BannedUntilUtc, string? Network, DateTime? NetworkBannedUntilUtc);

/// <summary>Who comments here, told apart by their addresses.</summary>
public sealed class Commenters(SiteSession session, CommentSources sources, CommentBans bans)
{
    /// <summary>Null when nothing is known of that comment's writer.</summary>
    public async Task<Commenter?> FindAsync(string commentId, CancellationToken cancellationToken = default)
    {
        var database = session.Database;
        if (await database.CommentSources.AsNoTracking().FirstOrDefaultAsync(source => source.ContentItemId == commentId, cancellationToken) is not { EmailKey: { } key } source)
        {
            return null;
        }

        var theirs = database.CommentSources.Where(row => row.EmailKey == key);
        var counts = await database.Comments.Where(row => theirs.Select(of => of.ContentItemId).Contains(row.ContentItemId)).GroupBy(row => row.State)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return new Commenter(
            sources.EmailOf(source), await theirs.MinAsync(row => row.ReceivedUtc, cancellationToken), counts,
            await database.CommentAddresses.AnyAsync(address => address.EmailKey == key && address.ConfirmedUtc != null, cancellationToken),
            bans.UntilUtc(key), source.Network, source.Network is null ? null : bans.UntilUtc(CommentBans.OfNetwork(source.Network)));
    }

    /// <summary>Their next comments are taken for spam, for that time; null lifts the ban.</summary>
    /// <param name="ofNetwork">Whoever comes from there, not only this address.</param>
    public async Task BanAsync(string commentId, TimeSpan? time, bool ofNetwork, CancellationToken cancellationToken = default)
    {
        var source = await sources.FindAsync(commentId, cancellationToken);
        var name = ofNetwork ? source?.Network is { } network ? CommentBans.OfNetwork(network) : null : source?.EmailKey;
        if (name is not null)
        {
            await (time is { } span ? bans.BanAsync(name, span, cancellationToken) : bans.LiftAsync(name, cancellationToken));
        }
    }
}
