using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Comments;

/// <summary>A decision on many comments at once that can still be taken back.</summary>
public sealed record BulkDecision(long RunId, string What, string? Who, DateTime WhenUtc);

/// <summary>
/// One decision on all comments that match, a stretch a transaction, so that nobody waits for it; and taking it back within a day. Each comment remembers the state it was in before and the
/// run that changed it.
/// </summary>
public sealed class CommentBulk(SiteSession session, CommentModerators moderators, CommentQueue queue, CommentSources sources, TimeProvider clock)
{
    /// <summary>Comments decided in one transaction.</summary>
    public const int Batch = 50;

    private static readonly TimeSpan _undoable = TimeSpan.FromHours(24);

    /// <summary>Begins a decision; its number.</summary>
    public async Task<long> BeginAsync(QueueFilter filter, CommentState state, CancellationToken cancellationToken = default)
    {
        await session.BeginAsync(cancellationToken);
        var run = new Run { Kind = Run.Comments, Name = $"{filter.State} → {state}", Who = session.Who, StartedUtc = Now };
        session.Database.Runs.Add(run);
        await session.FlushAsync(cancellationToken);
        var id = run.Id;
        await session.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Decides the next few that match and commits; how many. 0 when none is left.</summary>
    public async Task<int> StepAsync(long runId, QueueFilter filter, CommentState state, CancellationToken cancellationToken = default)
    {
        await session.BeginItemsAsync(cancellationToken);
        session.RunId = runId;
        var ids = await queue.SomeAsync(filter, Batch, cancellationToken);
        foreach (var id in ids)
        {
            await moderators.SetStateAsync(id, state, cancellationToken);
            var source = await sources.EnsureAsync(id, cancellationToken);
            (source.RunId, source.StateBefore) = (runId, filter.State);
        }

        await session.CommitAsync(cancellationToken);
        return ids.Count;
    }

    /// <summary>What was decided in the last day and can be taken back, the latest first.</summary>
    public async Task<IReadOnlyList<BulkDecision>> RecentAsync(CancellationToken cancellationToken = default)
    {
        var since = Now - _undoable;
        return await session.Database.Runs.AsNoTracking().Where(run => run.Kind == Run.Comments && run.StartedUtc > since && session.Database.CommentSources.Any(source => source.RunId == run.Id))
            .OrderByDescending(run => run.Id).Take(5).Select(run => new BulkDecision(run.Id, run.Name, run.Who, run.StartedUtc)).ToListAsync(cancellationToken);
    }

    /// <summary>Takes back the next few of a decision and commits; how many. What was decided about one of them since stays.</summary>
    public async Task<int> UndoStepAsync(long runId, CancellationToken cancellationToken = default)
    {
        await session.BeginItemsAsync(cancellationToken);
        var since = Now - _undoable;
        if (!await session.Database.Runs.AnyAsync(run => run.Id == runId && run.Kind == Run.Comments && run.StartedUtc > since, cancellationToken))
        {
            return 0;
        }

        var rows = await session.Database.CommentSources.Where(source => source.RunId == runId).OrderBy(source => source.ContentItemId).Take(Batch)
            .Select(source => new { source.ContentItemId, source.StateBefore }).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            await moderators.SetStateAsync(row.ContentItemId, row.StateBefore ?? CommentState.Pending, cancellationToken);
            var source = await sources.EnsureAsync(row.ContentItemId, cancellationToken);
            (source.RunId, source.StateBefore) = (null, null);
        }

        await session.CommitAsync(cancellationToken);
        return rows.Count;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
