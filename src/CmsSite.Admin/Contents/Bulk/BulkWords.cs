using System.Globalization;

namespace CmsSite.Admin.Contents.Bulk;

/// <summary>Runs in words.</summary>
internal static class BulkWords
{
    public static string Name(BulkRun run) => run.Action switch
    {
        BulkAction.Publish => $"Publish {Items(run.Total)}",
        BulkAction.Unpublish => $"Unpublish {Items(run.Total)}",
        BulkAction.Delete => $"Delete {Items(run.Total)}",
        _ when run.Subject is { } subject => Name(run.Action, subject, run.Total),
        _ => $"Take back what was done to {Items(run.Total)}",
    };

    /// <summary>What is done with a term or an author: <c>Add “Sea” to 60 items</c>.</summary>
    public static string Name(BulkAction action, BulkSubject subject, int total) => action switch
    {
        BulkAction.AddTerm => $"Add “{subject.Name}” to {Items(total)}",
        BulkAction.RemoveTerm => $"Take “{subject.Name}” from {Items(total)}",
        _ => $"Make “{subject.Name}” the author of {Items(total)}",
    };

    public static string State(BulkRun run, bool isRunning) => run.State switch
    {
        BulkState.Finished => "Finished",
        BulkState.Cancelled => "Cancelled",
        BulkState.Stopped => $"Stopped: {run.Reason}",
        _ when run.IsCancelAsked => "Stopping…",
        _ => isRunning ? "Working…" : "Cut off by a restart",
    };

    public static string Counts(BulkRun run)
    {
        string[] parts =
        [
            .. new (int Count, string Word)[] { (run.Done, "done"), (run.Unchanged, "already so"), (run.Refused, "refused"), (run.Failed, "failed") }
                .Where(part => part.Count > 0).Select(part => $"{Number(part.Count)} {part.Word}"),
        ];
        return parts.Length == 0 ? "nothing yet" : string.Join(", ", parts);
    }

    public static string Outcome(BulkOutcome outcome) => outcome switch
    {
        BulkOutcome.Done => "Done",
        BulkOutcome.Unchanged => "Already so",
        BulkOutcome.Refused => "Refused",
        _ => "Failed",
    };

    public static string Items(int count) => count == 1 ? "1 item" : $"{Number(count)} items";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
