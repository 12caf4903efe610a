using System.CommandLine;
using CmsSite.Content.Recipes.Undo;
using CmsSite.Recipes;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>recipes revert RUN</c>: takes a run back, or says what that would change.</summary>
internal static class RevertCommand
{
    private const int Shown = 120;

    public static Command Create(CommandSite site)
    {
        var run = new Argument<long>("run") { Description = "The number of a run, as `recipes history` lists it." };
        var plan = new Option<bool>("--plan") { Description = "Say what it would change, without changing it." };
        var take = new Option<string[]>("--take") { Description = "A conflict in which the state before the run is taken, by its key; or `all`.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("revert", "Undo a run: put back what it replaced, remove what it made, keep what was changed since.") { run, plan, take, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            await site.OpenAsync(cancellationToken);
            var (id, isPlan, taken) = (parsed.GetValue(run), parsed.GetValue(plan), parsed.GetValue(take) ?? []);
            var outcome = await output.WithProgressAsync($"Run {id}", progress =>
            {
                var request = new UndoRequest { Who = CommandSite.Who, Take = taken.ToHashSet(StringComparer.Ordinal), TakesAll = taken.Contains("all"), Progress = progress };
                return isPlan ? site.Get<RecipeUndo>().PlanAsync(id, request, cancellationToken) : site.Get<RecipeUndo>().ApplyAsync(id, request, cancellationToken);
            });
            var unknown = taken.Where(key => key != "all" && outcome.Conflicts.All(conflict => conflict.Key != key)).ToList();
            Say(output, id, isPlan, outcome, unknown);
            output.Json(new
            {
                run = id, isPlan, outcome.Outcome.RunId, outcome.Outcome.Result.Recipe, outcome.Outcome.Changes,
                Conflicts = outcome.Conflicts.Select(conflict => new { conflict.Key, conflict.Kind, conflict.Subject, conflict.DisplayText, conflict.Path, conflict.Reason, conflict.Before, conflict.After, conflict.Now, conflict.IsTaken }),
                outcome.Outcome.Result.Problems,
            });
            return true;
        }));
        return command;
    }

    private static void Say(CommandOutput output, long id, bool isPlan, UndoOutcome outcome, List<string> unknown)
    {
        output.Changes(outcome.Outcome.Changes, isPlan ? "would be" : "");
        foreach (var conflict in outcome.Conflicts)
        {
            output.Errors.MarkupLineInterpolated($"[yellow]{(conflict.IsTaken ? "taken" : "stays")}[/] {conflict.Key}: {conflict.Reason}.");
            output.Errors.WriteLine($"    before: {Short(conflict.Before)}");
            output.Errors.WriteLine($"    after:  {Short(conflict.After)}");
            output.Errors.WriteLine($"    now:    {Short(conflict.Now)}");
        }

        output.Problems(outcome.Outcome.Result.Problems);
        foreach (var key in unknown)
        {
            output.Errors.MarkupLineInterpolated($"[yellow]warning[/] there is no conflict \"{key}\".");
        }

        var kept = outcome.Outcome.RunId is { } run ? $" (run {run}, which can be undone too)" : "";
        output.People.WriteLine($"{(isPlan ? "Undoing" : "Undone:")} run {id}, {outcome.Outcome.Result.Recipe}: {outcome.Outcome.Summary}{kept}.");
    }

    private static string Short(string? value) => value is null ? "(nothing)" : value.ReplaceLineEndings(" ") is var line && line.Length > Shown ? line[..Shown] + "…" : line;
}
