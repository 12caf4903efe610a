namespace CmsSite.Storage.Changes;

/// <summary>
/// A follower that keeps its position itself, together with what it keeps, so that the two cannot disagree: a search index has it in its commits. It is asked before each batch, and may
/// go back (its files were lost) or ahead (others were put in their place).
/// </summary>
public interface IPositionedFollower : IChangeFollower
{
    /// <summary>The number of the last change that is in what it keeps; null while there is nothing to bring up to date. It is asked again after the next commit, or in a few seconds.</summary>
    ValueTask<long?> PositionAsync(CancellationToken cancellationToken);

    /// <summary>It will not be asked any more: what it keeps is put in order and closed before the program goes on to end.</summary>
    ValueTask CloseAsync();
}
