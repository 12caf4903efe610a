using System.Collections.Concurrent;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.List;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CmsSite.Admin.Contents.Bulk;

/// <summary>
/// Does what was asked for many items, in the background: nobody has to stay on the screen. Each batch asks anew who the user is and what they may do, so a run ends with the sign-in that it
/// came from. After a restart nothing goes on by itself: whoever began it is asked to.
/// </summary>
public sealed class BulkJobs(IServiceScopeFactory scopes, TimeProvider clock, ILogger<BulkJobs> log) : IHostedService, IDisposable
{
    /// <summary>Items of one transaction: few enough that an editor who saves meanwhile notices nothing.</summary>
    public const int BatchSize = 25;

    // Between two batches SQLite's one lock is for others.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _silence = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, Task> _running = new();
    private readonly CancellationTokenSource _stopping = new();
    private bool _isStopped;

    /// <summary>A run has come further, or is over.</summary>
    public event Action<long>? Changed;

    /// <summary>Whether it runs now; on another node it does as long as that has written something lately.</summary>
    public bool IsRunning(BulkRun run) => !run.IsOver && (_running.ContainsKey(run.Id) || clock.GetUtcNow().UtcDateTime - run.UpdatedUtc < _silence);

    /// <summary>Whether another node of the same database is at it: what it comes to is not told here, and has to be read.</summary>
    public bool IsElsewhere(BulkRun run) => IsRunning(run) && !_running.ContainsKey(run.Id);

    /// <summary>Waits until it runs no more.</summary>
    public Task WhenDoneAsync(long id) => _running.GetValueOrDefault(id) ?? Task.CompletedTask;

    /// <param name="subject">The term or the author that it is about, where the action is about one.</param>
    public Task<BulkRun> StartAsync(AdminWork work, BulkAction action, IReadOnlyList<string> ids, BulkSubject? subject = null) =>
        BeginAsync(work, scope => Task.FromResult(New(scope, action) with { Subject = subject, Ids = ids, Total = ids.Count }));

    /// <summary>Everything that the filter finds at this moment, on all its pages.</summary>
    public Task<BulkRun> StartAsync(AdminWork work, BulkAction action, ListFilter filter, BulkSubject? subject = null) => BeginAsync(work, async scope =>
    {
        filter = filter with { After = null };
        return New(scope, action) with { Subject = subject, Filter = filter, Total = await scope.Get<ContentList>().CountAsync(scope, filter) };
    });

    /// <summary>Takes back what a run did, the last item first.</summary>
    /// <exception cref="RefusedException">It is not the user's own, still runs, or was taken back already.</exception>
    public Task<BulkRun> UndoAsync(AdminWork work, long id) => BeginAsync(work, async scope =>
    {
        var run = await BulkRuns.OwnAsync(scope, id);
        return run.MayBeUndone && !IsRunning(run) ? New(scope, BulkAction.Undo) with { Undoes = id, Total = run.Done } : throw new RefusedException("This cannot be taken back, or was taken back already.");
    });

    /// <summary>Goes on with a run that a restart cut off.</summary>
    /// <exception cref="RefusedException">It is not the user's own.</exception>
    public async Task ContinueAsync(AdminWork work, long id)
    {
        var run = await work.DoAsync(scope => BulkRuns.OwnAsync(scope, id));
        if (!IsRunning(run) && !run.IsOver)
        {
            Run(await work.DetachAsync(), id);
        }
    }

    /// <summary>Ends a run after the batch that it is at; what is done stays done, and can be taken back.</summary>
    /// <exception cref="RefusedException">It is not the user's own.</exception>
    public async Task CancelAsync(AdminWork work, long id)
    {
        await work.DoAsync(scope => BulkRuns.ChangeAsync(scope, id, run => run.IsOver ? run : IsRunning(run) ? run with { IsCancelAsked = true } : run with { State = BulkState.Cancelled }));
        Changed?.Invoke(id);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A host may be told twice, the second time when all is disposed.
        if (Interlocked.Exchange(ref _isStopped, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values).WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private BulkRun New(AdminScope scope, BulkAction action)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new BulkRun(scope.UserId, action, now) { UpdatedUtc = now };
    }

    private async Task<BulkRun> BeginAsync(AdminWork work, Func<AdminScope, Task<BulkRun>> make)
    {
        var run = await work.DoAsync(async scope =>
        {
            await scope.Session.BeginItemsAsync();
            var added = await BulkRuns.AddAsync(scope, await make(scope));
            if (added.Undoes is { } undone)
            {
                await BulkRuns.PutAsync(scope.Session, await BulkRuns.OwnAsync(scope, undone) with { UndoneBy = added.Id });
            }

            await scope.Session.CommitAsync();
            return added;
        });
        Run(await work.DetachAsync(), run.Id);
        return run;
    }

    private void Run(AdminWork work, long id)
    {
        // Known to be running before it can be over.
        var begun = new TaskCompletionSource();
        var task = GoAsync(begun.Task);
        _running[id] = task;
        begun.SetResult();

        async Task GoAsync(Task known)
        {
            await known.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            try
            {
                await RunAsync(work, id, _stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                log.LogInformation("The run {Run} is cut off by the end of the program; whoever began it can go on with it.", id);
            }
            catch (Exception failure)
            {
                log.LogError(failure, "The run {Run} was cut off; whoever began it can go on with it.", id);
            }
            finally
            {
                _running.TryRemove(id, out _);
                Changed?.Invoke(id);
            }
        }
    }

    private async Task RunAsync(AdminWork work, long id, CancellationToken cancellationToken)
    {
        try
        {
            while (await new BulkBatch(work, id, clock, log).DoAsync(cancellationToken))
            {
                Changed?.Invoke(id);
                await Task.Delay(_pause, cancellationToken);
            }
        }
        catch (RefusedException refused)
        {
            log.LogWarning("The run {Run} is over: {Reason}", id, refused.Message);
            await using var scope = scopes.CreateAsyncScope();
            await BulkRuns.StopAsync(scope.ServiceProvider.GetRequiredService<SiteSession>(), id, refused.Message, cancellationToken);
        }
    }
}
