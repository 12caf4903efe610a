using System.Text.Json;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.Bulk;

/// <summary>Runs in the database, and who may see and change them: whoever began one, and for looking also who may read the audit trail. Written through the scope's session; the caller commits.</summary>
public static class BulkRuns
{
    // Of a user's own runs only those among the last so many of all are offered; the table has no index for more, and needs none.
    private const int Recent = 500;
    private const int MostShown = 3;

    /// <summary>For so long it is known what a run did, and it can be taken back.</summary>
    private static readonly TimeSpan _kept = TimeSpan.FromDays(30);

    /// <summary>Null when there is no such run, or it is not for this user.</summary>
    public static async Task<BulkRun?> FindAsync(AdminScope scope, long id, CancellationToken cancellationToken = default) =>
        await FindAsync(scope.Session, id, cancellationToken) is { } run && (run.UserId == scope.UserId || scope.May(Permissions.ViewAuditTrail)) ? run : null;

    /// <summary>The user's own runs that they have not put aside, the newest first.</summary>
    public static async Task<IReadOnlyList<BulkRun>> OpenAsync(AdminScope scope, CancellationToken cancellationToken = default)
    {
        var runs = scope.Session.Database.Runs.AsNoTracking();
        var (from, who) = ((await runs.MaxAsync(run => (long?)run.Id, cancellationToken) ?? 0) - Recent, scope.Session.Who);
        var mine = await runs.Where(run => run.Id > from && run.Kind == Run.Bulk && run.Who == who).OrderByDescending(run => run.Id).Take(20).ToListAsync(cancellationToken);
        return [.. mine.Select(Read).Where(run => run.UserId == scope.UserId && !run.IsSeen && run.UndoneBy is null).Take(MostShown)];
    }

    /// <summary>What came of one batch after another.</summary>
    /// <param name="skip">How many of the run's batches came before.</param>
    public static async Task<IReadOnlyList<BulkEntry>> EntriesAsync(AdminScope scope, BulkRun run, int skip, int batches, CancellationToken cancellationToken = default)
    {
        var ids = run.Batches.Skip(skip).Take(batches).ToList();
        var rows = await scope.Session.Database.Runs.AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        return [.. ids.Where(rows.ContainsKey).SelectMany(id => JsonSerializer.Deserialize<BulkEntry[]>(rows[id].Result, SiteJson.Compact)!)];
    }

    public static async Task<BulkRun> AddAsync(AdminScope scope, BulkRun run, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        await ForgetOldAsync(scope, run.StartedUtc - _kept, cancellationToken);
        var row = new Run { Kind = Run.Bulk, Name = run.Action.ToString(), Who = scope.Session.Who, StartedUtc = run.StartedUtc, Result = Write(run) };
        scope.Session.Database.Runs.Add(row);
        await scope.Session.FlushAsync(cancellationToken);
        return run with { Id = row.Id };
    }

    /// <summary>Adds what came of a batch, and says how far the run has come.</summary>
    public static async Task<BulkRun> AddBatchAsync(AdminScope scope, BulkRun run, IReadOnlyList<BulkEntry> entries, CancellationToken cancellationToken = default)
    {
        var row = new Run { Kind = Run.BulkBatch, Name = run.Action.ToString(), Who = scope.Session.Who, StartedUtc = run.UpdatedUtc, Result = JsonSerializer.Serialize(entries, SiteJson.Compact) };
        scope.Session.Database.Runs.Add(row);
        await scope.Session.FlushAsync(cancellationToken);
        run = run with { Batches = [.. run.Batches, row.Id] };
        await PutAsync(scope.Session, run, cancellationToken);
        return run;
    }

    public static async Task PutAsync(SiteSession session, BulkRun run, CancellationToken cancellationToken = default)
    {
        await session.BeginItemsAsync(cancellationToken);
        var json = Write(run);
        await session.Database.Runs.Where(row => row.Id == run.Id).ExecuteUpdateAsync(row => row.SetProperty(r => r.Result, json), cancellationToken);
    }

    /// <summary>Changes a run of the user's own, under the lock that its batches take.</summary>
    /// <exception cref="RefusedException">There is no such run of theirs.</exception>
    public static async Task ChangeAsync(AdminScope scope, long id, Func<BulkRun, BulkRun> change, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        var run = await OwnAsync(scope, id, cancellationToken);
        await PutAsync(scope.Session, change(run), cancellationToken);
        await scope.Session.CommitAsync(cancellationToken);
    }

    /// <exception cref="RefusedException">There is no such run of theirs.</exception>
    public static async Task<BulkRun> OwnAsync(AdminScope scope, long id, CancellationToken cancellationToken = default) =>
        await FindAsync(scope, id, cancellationToken) is { } run && run.UserId == scope.UserId ? run : throw new RefusedException("There is no such run of yours.");

    /// <summary>Ends a run whose user may not go on with it.</summary>
    public static async Task StopAsync(SiteSession session, long id, string reason, CancellationToken cancellationToken = default)
    {
        await session.BeginItemsAsync(cancellationToken);
        if (await FindAsync(session, id, cancellationToken) is { IsOver: false } run)
        {
            await PutAsync(session, run with { State = BulkState.Stopped, Reason = reason }, cancellationToken);
            await session.CommitAsync(cancellationToken);
        }
    }

    private static async Task<BulkRun?> FindAsync(SiteSession session, long id, CancellationToken cancellationToken)
    {
        await session.FlushAsync(cancellationToken);
        return await session.Database.Runs.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.Kind == Run.Bulk, cancellationToken) is { } row ? Read(row) : null;
    }

    private static Task ForgetOldAsync(AdminScope scope, DateTime before, CancellationToken cancellationToken) =>
        scope.Session.Database.Runs.Where(row => (row.Kind == Run.Bulk || row.Kind == Run.BulkBatch) && row.StartedUtc < before).ExecuteDeleteAsync(cancellationToken);

    private static BulkRun Read(Run row) => JsonSerializer.Deserialize<BulkRun>(row.Result, SiteJson.Compact)! with { Id = row.Id };

    private static string Write(BulkRun run) => JsonSerializer.Serialize(run, SiteJson.Compact);
}
