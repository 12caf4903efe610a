using System.Text.Json;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CmsSite.Content.Workflows;

/// <summary>A run of a workflow as the list of runs has it. Nothing in it was written by a visitor.</summary>
/// <param name="Outcome">One of <see cref="Finished"/>, <see cref="Refused"/>, <see cref="Faulted"/>.</param>
/// <param name="Reason">What was wrong with the form, or why it failed.</param>
/// <param name="Last">The activity that it came to.</param>
public sealed record WorkflowRunLine(long Id, string WorkflowTypeId, DateTime StartedUtc, string Outcome, string? Reason, string Last, int Activities, int Milliseconds)
{
    public const string Finished = "Finished";

    /// <summary>It came to its end, and what was sent was not accepted.</summary>
    public const string Refused = "Refused";
    public const string Faulted = "Faulted";
}

/// <summary>Which workflows ran, and what came of it: rows of the runs' table, the last thousand, for some days. No field of a form is in it.</summary>
public sealed class WorkflowHistory(SiteSession session, IOptions<WorkflowOptions> options, TimeProvider clock)
{
    private const int Most = 1000;

    // Removing the oldest at each run would be a second statement for each form that is sent.
    private const int Slack = 50;

    public async Task AddAsync(WorkflowRun run, string? key, string? fault, DateTime begunUtc, TimeSpan took, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        var outcome = fault is not null ? WorkflowRunLine.Faulted : run.Problems.Count > 0 ? WorkflowRunLine.Refused : WorkflowRunLine.Finished;
        var reason = fault ?? (run.Problems.Count > 0 ? string.Join(" ", run.Problems.Select(problem => problem.Message)) : null);
        var row = new Run { Kind = Run.Workflow, Name = run.Type.Id, Hash = key, Who = session.Who, StartedUtc = begunUtc, Result = JsonSerializer.Serialize(new Line(outcome, reason, run.Last, run.Count, (int)took.TotalMilliseconds)) };
        session.Database.Runs.Add(row);
        await session.Database.SaveChangesAsync(cancellationToken);
        if (row.Id % Slack == 0)
        {
            await TrimAsync(cancellationToken);
        }
    }

    /// <summary>Whether the workflow ran for that.</summary>
    public Task<bool> HasRunAsync(string workflowTypeId, string key, CancellationToken cancellationToken) =>
        session.Database.Runs.AnyAsync(run => run.Kind == Run.Workflow && run.Name == workflowTypeId && run.Hash == key, cancellationToken);

    /// <summary>The runs that are remembered, the newest first.</summary>
    public async Task<IReadOnlyList<WorkflowRunLine>> ListAsync(CancellationToken cancellationToken = default)
    {
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.RetentionDays);
        var rows = await session.Database.Runs.AsNoTracking().Where(run => run.Kind == Run.Workflow && run.StartedUtc > since).OrderByDescending(run => run.Id).Take(Most).ToListAsync(cancellationToken);
        return Lines(rows);
    }

    /// <summary>The runs that failed since then, the newest first.</summary>
    public async Task<IReadOnlyList<WorkflowRunLine>> FaultedAsync(DateTime sinceUtc, int most, CancellationToken cancellationToken = default)
    {
        const string mark = $"\"{nameof(Line.Outcome)}\":\"{WorkflowRunLine.Faulted}\"";
        return Lines(await session.Database.Runs.AsNoTracking().Where(run => run.Kind == Run.Workflow && run.StartedUtc > sinceUtc && run.Result.Contains(mark))
            .OrderByDescending(run => run.Id).Take(most).ToListAsync(cancellationToken));
    }

    private static IReadOnlyList<WorkflowRunLine> Lines(IEnumerable<Run> rows) => [.. rows.Select(row => JsonSerializer.Deserialize<Line>(row.Result) is { } line
        ? new WorkflowRunLine(row.Id, row.Name, row.StartedUtc, line.Outcome, line.Reason, line.Last, line.Activities, line.Milliseconds) : null).OfType<WorkflowRunLine>()];

    private async Task TrimAsync(CancellationToken cancellationToken)
    {
        var rows = session.Database.Runs.Where(run => run.Kind == Run.Workflow);
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.RetentionDays);
        var oldest = await rows.OrderByDescending(run => run.Id).Skip(Most).Select(run => (long?)run.Id).FirstOrDefaultAsync(cancellationToken) ?? 0;
        await rows.Where(run => run.StartedUtc < before || run.Id <= oldest).ExecuteDeleteAsync(cancellationToken);
    }

    private sealed record Line(string Outcome, string? Reason, string Last, int Activities, int Milliseconds);
}
