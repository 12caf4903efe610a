namespace CmsSite.Storage.Changes;

/// <summary>
/// Keeps something outside the transaction up to date with the site: a search index, a cache on this node.
/// <para>
/// The loop reads the change log after the follower's position, in order, calls <see cref="HandleAsync"/>, and stores the new position when it
/// returns. A crash in between repeats the batch, so handling a change twice must come to the same as handling it once. If it throws, the
/// position stays and the batch is tried again after a pause; nothing is skipped.
/// </para>
/// </summary>
public interface IChangeFollower
{
    /// <summary>The name its position is stored under. Followers that keep something per node put the node's name in it.</summary>
    string Name { get; }

    /// <summary>False for what lives in memory only: it starts at the end of the log each time, and its position is not stored; and for an <see cref="IPositionedFollower"/>.</summary>
    bool IsDurable { get; }

    Task HandleAsync(IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken);
}
