namespace CmsSite.Web.Setup;

/// <summary>Whether this process serves a site. Turns from no to yes once, and never back.</summary>
public sealed class SiteState
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOpen => _open.Task.IsCompleted;

    /// <summary>Why the last attempt to set the site up by itself failed; for the health check.</summary>
    public string? LastFailure { get; set; }

    public void Open() => _open.TrySetResult();

    /// <summary>Completes when the site is set up and its database is in place.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _open.Task.WaitAsync(cancellationToken);
}
