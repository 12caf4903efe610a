using System.CommandLine;
using CmsSite.Content.Recipes;
using CmsSite.Recipes;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>recipes census FOLDER</c>: how much of a folder of recipes works here, and what is missing most.</summary>
internal static class CensusCommand
{
    public static Command Create(CommandSite site)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A folder with recipes and packages, at any depth." }.AcceptExistingOnly();
        var all = new Option<bool>("--all") { Description = "List what works, too." };
        var command = new Command("census", "Say how much of the recipes of a folder works here, and what is missing, most asked for first.") { folder, all, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            var read = await output.WithCountAsync("Reading recipes", progress => CensusReading.OfAsync(parsed.GetValue(folder)!.FullName, site, progress, cancellationToken));
            var report = RecipeCensus.Take(read.Recipes);
            Say(output, report, read, parsed.GetValue(all));
            output.Json(new
            {
                Recipes = report.Entries.Count, report.Readable, report.NothingUnknown, report.NothingKept, report.NeedingNoOthers, report.RunningWholly, report.Gaps,
                Names = CensusReading.Names(report), read.Failing, read.Unreadable,
                Files = report.Entries.Select(entry => new { entry.File, Missing = entry.Names.Where(name => name.State != RecipeNameState.Runs) }),
            });
            return true;
        }));
        return command;
    }

    private static void Say(CommandOutput output, CensusReport report, CensusReading read, bool all)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("Recipes", "State", "Kind", "Name", "Whose");
        foreach (var gap in report.Gaps)
        {
            table.AddRow(new Text($"{gap.Recipes}"), new Text(gap.State.ToString().ToLowerInvariant()), new Text(gap.Kind), new Text(gap.Name), new Text(gap.IsOfOthers ? "of a module of others" : ""));
        }

        foreach (var name in all ? CensusReading.Names(report).Where(name => name.State == RecipeNameState.Runs) : [])
        {
            table.AddRow(new Text($"{name.Recipes}"), new Text("runs"), new Text(name.Kind), new Text(name.Name), new Text(name.Note ?? ""));
        }

        output.People.Write(table);
        foreach (var failing in read.Failing)
        {
            output.Errors.WriteLine($"{failing.File}: {failing.Problem}");
        }

        foreach (var (file, reason) in read.Unreadable)
        {
            output.Errors.WriteLine($"{file}: {reason}");
        }

        foreach (var line in report.Totals())
        {
            output.People.WriteLine(line);
        }

        output.People.WriteLine($"{read.Failing.Count} cannot be run as they lie there: files or recipes that they name are missing, or they have mistakes.");
    }
}
