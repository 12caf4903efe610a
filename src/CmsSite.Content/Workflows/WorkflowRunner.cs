using System.Diagnostics;
using CmsSite.Content.Workflows.Activities;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CmsSite.Content.Workflows;

/// <summary>What became of a run.</summary>
/// <param name="Fault">Why it could not be finished; then nothing of it was stored. Null when it came to its end.</param>
public sealed record WorkflowResult(WorkflowRun Run, string? Fault);

/// <summary>
/// Runs workflows: from the event through the activities to the end, in one go. All of it is one transaction, together with the line that says that it ran; when an activity fails, nothing of
/// the run is stored but a line that says why.
/// </summary>
public sealed class WorkflowRunner(WorkflowServices services, WorkflowHistory history, TimeProvider clock)
{
    private const int MostActivities = 1000;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(20);

    /// <summary>Whose changes a run's are: no person's, and so no event for other workflows.</summary>
    public static string WhoOf(WorkflowType type) => $"{WhoPrefix}{type.Name}";

    internal const string WhoPrefix = "workflow: ";

    /// <param name="key">Tells apart what started it, where that might happen to be told twice; such a run is made once. Null where it cannot.</param>
    /// <returns>Null when it ran for that key before.</returns>
    public async Task<WorkflowResult?> RunAsync(WorkflowRun run, string? key = null, CancellationToken cancellationToken = default)
    {
        if (!run.Type.Runs)
        {
            throw new InvalidOperationException($"The workflow '{run.Type.Name}' is switched off or cannot run.");
        }

        var (session, begun, started) = (services.Session, clock.GetUtcNow().UtcDateTime, clock.GetTimestamp());
        session.Who = WhoOf(run.Type);
        if (key is not null)
        {
            // Each node hears of the event: who comes second waits here, and then sees that it was done.
            await session.BeginItemsAsync(cancellationToken);
            if (await history.HasRunAsync(run.Type.Id, key, cancellationToken))
            {
                await session.RollbackAsync(cancellationToken);
                return null;
            }
        }

        string? fault;
        try
        {
            await WalkAsync(run, started, cancellationToken);
            await history.AddAsync(run, key, null, begun, clock.GetElapsedTime(started), cancellationToken);
            await session.CommitAsync(cancellationToken);
            return new WorkflowResult(run, null);
        }
        catch (Exception wrong) when (wrong is WorkflowException or DbUpdateException or InvalidOperationException)
        {
            // What an activity could not do is for the dashboard; that the program or the database failed is for the log as well.
            fault = wrong is WorkflowException ? $"{run.Last}: {wrong.Message}" : $"{run.Last}: the program failed; its log says how.";
            services.Logger.LogError(wrong is WorkflowException ? null : wrong, "The workflow '{Workflow}' failed at {Fault}", run.Type.Name, fault.ReplaceLineEndings(" "));
        }

        await session.RollbackAsync(CancellationToken.None);
        session.Who = WhoOf(run.Type);
        await history.AddAsync(run, key, fault, begun, clock.GetElapsedTime(started), cancellationToken);
        await session.CommitAsync(cancellationToken);
        return new WorkflowResult(run, fault);
    }

    private async Task WalkAsync(WorkflowRun run, long started, CancellationToken cancellationToken)
    {
        var next = new Stack<WorkflowActivity>([run.Start]);
        while (next.TryPop(out var activity))
        {
            run.Last = activity.Title;
            if (++run.Count > MostActivities || clock.GetElapsedTime(started) > _longest)
            {
                throw new WorkflowException($"the workflow was stopped after {run.Count} activities: perhaps it never ends");
            }

            var kind = ActivityCatalog.Find(activity.Name) ?? throw new UnreachableException();
            var outcomes = await kind.Run(new WorkflowStep(services, run, activity), cancellationToken);
            // The first branch first, each to its end.
            foreach (var transition in run.Type.Transitions.Where(transition => transition.From == activity.Id && outcomes.Contains(transition.Outcome)).Reverse())
            {
                if (run.Type.Find(transition.To) is { } following && FlowActivities.Arrive(run, transition, following))
                {
                    next.Push(following);
                }
            }
        }
    }
}
