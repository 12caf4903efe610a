using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.List;
using Microsoft.Extensions.Logging;

namespace CmsSite.Admin.Contents.Bulk;

/// <summary>The next batch of a run: one transaction. Where it fails as a whole, each of its items is tried by itself, so that one does not hold up the others.</summary>
internal sealed class BulkBatch(AdminWork work, long id, TimeProvider clock, ILogger log)
{
    /// <returns>False when the run is over.</returns>
    /// <exception cref="RefusedException">The user is not signed in any more, or may not use the dashboard.</exception>
    public async Task<bool> DoAsync(CancellationToken cancellationToken)
    {
        Next next = new([], null);
        try
        {
            return await work.DoAsync(async scope =>
            {
                await scope.Session.BeginItemsAsync(cancellationToken);
                var run = await BulkRuns.OwnAsync(scope, id, cancellationToken);
                if (run.IsOver)
                {
                    return false;
                }

                next = run.IsCancelAsked ? next : await NextAsync(scope, run, cancellationToken);
                return await CommitAsync(scope, run, next, cancellationToken);
            });
        }
        catch (Exception failure) when (failure is not (RefusedException or OperationCanceledException) && next.Steps.Count > 0)
        {
            log.LogError(failure, "A batch of the run {Run} failed; its items are tried one by one.", id);
        }

        foreach (var step in next.Steps)
        {
            await AloneAsync(step, next.After, isLast: step == next.Steps[^1], cancellationToken);
        }

        return true;
    }

    private async Task AloneAsync(Step step, string? after, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            await work.DoAsync(async scope =>
            {
                await scope.Session.BeginItemsAsync(cancellationToken);
                var run = await BulkRuns.OwnAsync(scope, id, cancellationToken);
                return await CommitAsync(scope, run, new Next([step], isLast ? after : run.After), cancellationToken);
            });
        }
        catch (Exception failure) when (failure is not (RefusedException or OperationCanceledException))
        {
            log.LogError(failure, "The item {ContentItemId} could not be changed by the run {Run}.", step.ContentItemId, id);
            await work.DoAsync(async scope =>
            {
                await scope.Session.BeginItemsAsync(cancellationToken);
                var run = await BulkRuns.OwnAsync(scope, id, cancellationToken);
                var failed = new BulkEntry(step.ContentItemId, step.Did?.Title ?? step.ContentItemId, BulkOutcome.Failed, "Something went wrong on our side; it has been noted.");
                await SaveAsync(scope, run, [failed], isLast ? after : run.After, cancellationToken);
                return true;
            });
        }
    }

    private async Task<bool> CommitAsync(AdminScope scope, BulkRun run, Next next, CancellationToken cancellationToken)
    {
        if (next.Steps.Count == 0)
        {
            await BulkRuns.PutAsync(scope.Session, run with { State = run.IsCancelAsked ? BulkState.Cancelled : BulkState.Finished, UpdatedUtc = clock.GetUtcNow().UtcDateTime }, cancellationToken);
            await scope.Session.CommitAsync(cancellationToken);
            return false;
        }

        var entries = new List<BulkEntry>();
        foreach (var step in next.Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            entries.Add(step.Did is { } did ? await BulkStep.UndoAsync(scope, did) : await BulkStep.DoAsync(scope, run, step.ContentItemId));
        }

        await SaveAsync(scope, run, entries, next.After, cancellationToken);
        return true;
    }

    private async Task SaveAsync(AdminScope scope, BulkRun run, IReadOnlyList<BulkEntry> entries, string? after, CancellationToken cancellationToken)
    {
        await BulkRuns.AddBatchAsync(scope, run.With(entries, after) with { UpdatedUtc = clock.GetUtcNow().UtcDateTime }, entries, cancellationToken);
        scope.Session.RunId = id;
        await scope.Session.CommitAsync(cancellationToken);
    }

    private static async Task<Next> NextAsync(AdminScope scope, BulkRun run, CancellationToken cancellationToken)
    {
        if (run.Undoes is { } undone)
        {
            return await NextBackwardsAsync(scope, run, undone, cancellationToken);
        }

        var ids = run.Ids is { } chosen
            ? [.. chosen.Skip(run.Processed).Take(BulkJobs.BatchSize)]
            : await scope.Get<ContentList>().NextAsync(scope, run.Filter!, run.After, run.StartedUtc, BulkJobs.BatchSize, cancellationToken);
        return new Next([.. ids.Select(id => new Step(id, null))], ids.Count > 0 ? ids[^1] : run.After);
    }

    // Batch by batch from the last one; how many are behind it is where it goes on.
    private static async Task<Next> NextBackwardsAsync(AdminScope scope, BulkRun run, long undone, CancellationToken cancellationToken)
    {
        var did = await BulkRuns.OwnAsync(scope, undone, cancellationToken);
        var left = run.After is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : did.Batches.Count;
        while (left-- > 0)
        {
            var entries = await BulkRuns.EntriesAsync(scope, did, left, 1, cancellationToken);
            List<Step> steps = [.. entries.Where(entry => entry.MayBeUndone).Reverse().Select(entry => new Step(entry.ContentItemId, entry))];
            if (steps.Count > 0)
            {
                return new Next(steps, left.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return new Next([], run.After);
    }

    /// <param name="Did">What is to be taken back; null for an action.</param>
    private sealed record Step(string ContentItemId, BulkEntry? Did);

    /// <param name="After">Where the batch behind these begins.</param>
    private sealed record Next(IReadOnlyList<Step> Steps, string? After);
}
