using CmsSite.Storage.Changes;
using Microsoft.Extensions.Logging;

namespace CmsSite.Search.Indexes;

/// <summary>The making of an index in background, one at a time; the follower is woken when it has ended, and takes what was made.</summary>
internal sealed class IndexMaking(IndexBuilder builder, Task rested, ChangeSignal signal, ILogger log, CancellationToken stopping)
{
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(5);
    private volatile Task<string>? _task;
    private volatile object? _progress; // a boxed BuildProgress
    private SearchProfile? _profile;

    public bool IsGoingOn => _task is not null;

    /// <summary>Null when nothing is being made.</summary>
    public BuildProgress? Progress => _task is null ? null : _progress is BuildProgress progress ? progress : new BuildProgress(0, 0);

    /// <summary>The work itself, whatever comes of it.</summary>
    public Task Work => _task ?? Task.CompletedTask;

    /// <param name="isAgain">It failed just now.</param>
    public void Begin(SearchProfile profile, bool isAgain)
    {
        if (_task is not null || stopping.IsCancellationRequested)
        {
            return;
        }

        _profile = profile;
        _task = Task.Run(async () =>
        {
            await (isAgain ? Task.Delay(_afterFailure, stopping) : rested.WaitAsync(stopping));
            log.LogInformation("The search index {Index} is being made.", profile.Name);
            return await builder.BuildAsync(profile, new Latest(progress => _progress = progress), stopping);
        }, CancellationToken.None);
        // Only once it counts as completed: the follower, who takes it over, looks at that.
        _task.ContinueWith(_ => signal.Wake(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>What has ended since this was asked last; null when nothing has.</summary>
    public MadeIndex? Take()
    {
        if (_task is not { IsCompleted: true } task)
        {
            return null;
        }

        (_task, _progress) = (null, null);
        return new MadeIndex(_profile!, task.IsCompletedSuccessfully ? task.Result : null, task.Exception?.GetBaseException());
    }

    // Progress<T> would tell of it later, from another thread, after the end.
    private sealed class Latest(Action<BuildProgress> report) : IProgress<BuildProgress>
    {
        public void Report(BuildProgress value) => report(value);
    }
}

/// <param name="Profile">What it was made for.</param>
/// <param name="Folder">Null when it was not completed.</param>
internal sealed record MadeIndex(SearchProfile Profile, string? Folder, Exception? Failure);
