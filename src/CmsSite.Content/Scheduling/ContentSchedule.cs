using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CmsSite.Content.Scheduling;

/// <summary>
/// Publishes and archives items at the dates that their <c>PublishLaterPart</c> and <c>ArchiveLaterPart</c> name. An item's change of state and the end of its date are one
/// commit, made under the lock that keeps other writers out: whichever node comes first does it, once, also when a process dies in between.
/// </summary>
public sealed class ContentSchedule(IServiceScopeFactory scopes, SiteDatabase site, ChangeSignal signal, TimeProvider clock, ILogger<ContentSchedule> logger)
{
    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan _afterFailure = TimeSpan.FromMinutes(10);

    // Versions that could not be published, by when to try again: what is wrong with them stays so until somebody edits them, which makes another version or date.
    private readonly Dictionary<(long DocumentId, DateTime DueUtc), DateTime> _failed = [];

    /// <summary>Does what is due until cancelled: at the next date, when something is committed here, or every few seconds for what other nodes commit.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var changed = signal.NextAsync;
            var wait = _poll;
            try
            {
                if (site.Options is not null)
                {
                    await RunDueAsync(clock.GetUtcNow().UtcDateTime, cancellationToken);
                    wait = await NextDueAsync(cancellationToken) is { } next ? Until(next) : _poll;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "What was to be published or archived could not be read; trying again in {Seconds} s.", _poll.TotalSeconds);
            }

            await Task.WhenAny(changed, Task.Delay(wait, clock, cancellationToken));
        }
    }

    /// <summary>Publishes and archives what is due at a moment, the earliest first; returns how many items changed.</summary>
    public async Task<int> RunDueAsync(DateTime nowUtc, CancellationToken cancellationToken = default)
    {
        var done = 0;
        foreach (var due in await DueAsync(nowUtc, cancellationToken))
        {
            if (_failed.TryGetValue((due.DocumentId, due.DueUtc), out var again) && nowUtc < again)
            {
                continue;
            }

            _failed.Remove((due.DocumentId, due.DueUtc));
            try
            {
                done += await RunAsync(due, nowUtc, cancellationToken) ? 1 : 0;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One item must not hold up the others.
                logger.LogError(exception, "The item {ContentItemId} was due at {DueUtc:u} and could not be changed.", due.ContentItemId, due.DueUtc);
                _failed[(due.DocumentId, due.DueUtc)] = nowUtc + _afterFailure;
            }
        }

        return done;
    }

    /// <summary>When something is due next; null when nothing is. What has failed already does not count.</summary>
    public async Task<DateTime?> NextDueAsync(CancellationToken cancellationToken = default)
    {
        var due = await DueAsync(DateTime.MaxValue, cancellationToken, take: _failed.Count + 1);
        return due.FirstOrDefault(item => !_failed.ContainsKey((item.DocumentId, item.DueUtc)))?.DueUtc;
    }

    private TimeSpan Until(DateTime next)
    {
        var wait = next - clock.GetUtcNow().UtcDateTime;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < _poll ? wait : _poll;
    }

    private async Task<List<Due>> DueAsync(DateTime untilUtc, CancellationToken cancellationToken, int take = 1000)
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = scope.ServiceProvider.GetRequiredService<CmsDbContext>().Schedules;
        var publish = rows.Where(row => row.PublishUtc <= untilUtc).Select(row => new Due { DocumentId = row.DocumentId, ContentItemId = row.ContentItemId, DueUtc = row.PublishUtc!.Value, IsArchive = false });
        var archive = rows.Where(row => row.ArchiveUtc <= untilUtc).Select(row => new Due { DocumentId = row.DocumentId, ContentItemId = row.ContentItemId, DueUtc = row.ArchiveUtc!.Value, IsArchive = true });
        return await publish.Concat(archive).OrderBy(due => due.DueUtc).ThenBy(due => due.DocumentId).Take(take).ToListAsync(cancellationToken);
    }

    private async Task<bool> RunAsync(Due due, DateTime nowUtc, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
        var manager = scope.ServiceProvider.GetRequiredService<ContentManager>();
        await session.BeginItemsAsync(cancellationToken);
        // Only now nobody else can do it too; is it still to be done?
        if (!await session.Database.Schedules.AnyAsync(
            row => row.DocumentId == due.DocumentId && (due.IsArchive ? row.ArchiveUtc : row.PublishUtc) <= nowUtc, cancellationToken))
        {
            return false;
        }

        if (due.IsArchive)
        {
            await manager.UnpublishAsync(due.ContentItemId, cancellationToken);
        }
        else if (await manager.PublishDraftAsync(due.ContentItemId, cancellationToken) is { Count: > 0 } problems)
        {
            logger.LogWarning("The item {ContentItemId} was to be published at {DueUtc:u} and is not complete: {Problems}",
                due.ContentItemId, due.DueUtc, string.Join(" ", problems.Select(problem => $"{problem.Path}: {problem.Message}")));
            _failed[(due.DocumentId, due.DueUtc)] = nowUtc + _afterFailure;
            return false;
        }

        await session.CommitAsync(cancellationToken);
        return true;
    }

    private sealed class Due
    {
        public required long DocumentId { get; init; }
        public required string ContentItemId { get; init; }
        public required DateTime DueUtc { get; init; }
        public required bool IsArchive { get; init; }
    }
}
