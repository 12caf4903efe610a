namespace CmsSite.Admin.Contents.Edit;

/// <summary>Runs an action once nobody has asked for it again for a moment; asked while it runs, it runs once more afterwards.</summary>
public sealed class Autosave(TimeProvider clock, TimeSpan quiet, Func<Task> save) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private ITimer? _timer;
    private bool _isDisposed;

    /// <summary>Asks for a save soon.</summary>
    public void Soon() => Soon(quiet);

    public void Soon(TimeSpan after)
    {
        if (_isDisposed)
        {
            return;
        }

        _timer ??= clock.CreateTimer(_ => _ = NowAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    public void Cancel() => _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Saves, after a save that is running.</summary>
    public Task NowAsync() => AloneAsync(save);

    /// <summary>Does something while nothing is saved, and nothing waits to be.</summary>
    public async Task AloneAsync(Func<Task> action)
    {
        Cancel();
        await _one.WaitAsync();
        try
        {
            await action();
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }
    }
}
