using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>recipes runs</c>: what was applied to the site and what was refused, by whom, when, and why.</summary>
internal static class RunsCommand
{
    private const int Shown = 50;

    public static Command Create(CommandSite site)
    {
        var command = new Command("runs", $"List the last {Shown} recipes that were applied or refused.") { CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            await site.OpenAsync(cancellationToken);
            var runs = await site.Get<CmsDbContext>().Runs.AsNoTracking().Where(run => run.Kind != Run.Bulk && run.Kind != Run.BulkBatch && run.Kind != Run.Comments).OrderByDescending(run => run.Id).Take(Shown).ToListAsync(cancellationToken);
            var table = new Table().Border(TableBorder.None).AddColumns("Run", "When (UTC)", "Who", "Recipe", "What came of it");
            foreach (var run in runs)
            {
                var when = run.StartedUtc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                table.AddRow(new Text($"{run.Id}"), new Text(when), new Text(run.Who ?? ""), new Text(run.Name), new Text(Came(run)));
            }

            output.People.Write(table);
            output.Json(runs.Select(run => new { run.Id, run.Kind, run.Name, run.Hash, run.Who, run.StartedUtc, Result = JsonNode.Parse(run.Result) }));
            return true;
        }));
        return command;
    }

    private static string Came(Run run)
    {
        var result = JsonNode.Parse(run.Result);
        if (run.Kind != Run.Refused)
        {
            return (string?)result?["Summary"] ?? "";
        }

        var error = (result?["Problems"] as JsonArray)?.FirstOrDefault(problem => (string?)problem?["Severity"] == "Error");
        return $"refused: {error?["File"]}:{error?["Line"]}:{error?["Column"]} {error?["Path"]}: {error?["Message"]}";
    }
}
