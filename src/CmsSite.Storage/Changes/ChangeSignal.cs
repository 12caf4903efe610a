namespace CmsSite.Storage.Changes;

/// <summary>Wakes followers in this process as soon as something is committed, so that nobody has to poll quickly.</summary>
public sealed class ChangeSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Raised on the committing thread, after the commit and before the caller goes on: what must be true for the very next request belongs here.</summary>
    public event Action<IReadOnlyCollection<SiteChange>>? Changed;

    /// <summary>Completes with the next commit in this process, or the next notice of one elsewhere.</summary>
    public Task NextAsync => Volatile.Read(ref _next).Task;

    public void Committed(IReadOnlyCollection<SiteChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        Changed?.Invoke(changes);
        Wake();
    }

    public void Wake() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
