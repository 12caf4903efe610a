namespace CmsSite.Storage.Changes;

/// <summary>Drops cached documents that another node changed.</summary>
internal sealed class DocumentCacheFollower(DocumentCache cache) : IChangeFollower
{
    public string Name => "documents";

    public bool IsDurable => false;

    public Task HandleAsync(IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken)
    {
        cache.Forget(changes);
        return Task.CompletedTask;
    }
}
