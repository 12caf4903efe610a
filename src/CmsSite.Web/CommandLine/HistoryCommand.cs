using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Undo;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>recipes history</c>: what was applied to the site, what was undone and what was refused, by whom, when, and why.</summary>
internal static class HistoryCommand
{
    private const int Shown = 50;

    public static Command Create(CommandSite site)
    {
        var command = new Command("history", $"List the last {Shown} recipes that were applied, undone or refused.") { CommandOutput.JsonOption };
        command.Aliases.Add("runs"); // its name before runs could be undone
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            await site.OpenAsync(cancellationToken);
            var runs = await site.Get<CmsDbContext>().Runs.AsNoTracking().OfRecipes().OrderByDescending(run => run.Id).Take(Shown).ToListAsync(cancellationToken);
            var table = new Table().Border(TableBorder.None).AddColumns("Run", "When (UTC)", "Who", "Recipe", "What came of it");
            foreach (var run in runs)
            {
                var when = run.StartedUtc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                table.AddRow(new Text($"{run.Id}"), new Text(when), new Text(run.Who ?? ""), new Text(run.Name), new Text(Came(run)));
            }

            output.People.Write(table);
            output.Json(runs.Select(run => new { run.Id, run.Kind, run.Name, run.Hash, run.Who, run.StartedUtc, Reverts = run.RevertedRun(), Result = JsonNode.Parse(run.Result) }));
            return true;
        }));
        return command;
    }

    private static string Came(Run run)
    {
        var result = JsonNode.Parse(run.Result);
        if (run.Kind != Run.Refused)
        {
            var summary = (string?)result?["Summary"] ?? "";
            return run.RevertedRun() is { } undone ? $"undid run {undone}: {summary}" : summary;
        }

        var error = (result?["Problems"] as JsonArray)?.FirstOrDefault(problem => (string?)problem?["Severity"] == "Error");
        return $"refused: {error?["File"]}:{error?["Line"]}:{error?["Column"]} {error?["Path"]}: {error?["Message"]}";
    }
}
