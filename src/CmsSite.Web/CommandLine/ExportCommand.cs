using System.CommandLine;
using CmsSite.Content.Deployment;
using CmsSite.Content.Recipes.Exporting;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>recipes export</c>: the site, or some of it, as a recipe package.</summary>
internal static class ExportCommand
{
    public static Command Create(CommandSite site)
    {
        var target = new Argument<string>("target") { Description = "A folder that is empty or does not exist, or a file that ends in .zip." };
        var types = new Option<string[]>("--types") { Description = "Content types, with commas: their definitions and items.", AllowMultipleArgumentsPerToken = true };
        var items = new Option<string[]>("--items") { Description = "Ids of content items, with commas.", AllowMultipleArgumentsPerToken = true };
        var steps = new Option<string[]>("--steps") { Description = $"Kinds of steps, with commas: {string.Join(", ", SiteExport.StepNames)}.", AllowMultipleArgumentsPerToken = true };
        var plan = new Option<string?>("--plan") { Description = "The name of a deployment plan, instead of a choice; --items are then what its step for chosen content exports." };
        var comments = new Option<bool>("--comments") { Description = "With comments, without the addresses of those who wrote them." };
        var hashes = new Option<bool>("--password-hashes") { Description = "With the hashes of passwords. Keep the package as safe as the database." };
        var command = new Command("export", "Write the site, or some of it, as a recipe package.") { target, types, items, steps, plan, comments, hashes, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            await site.OpenAsync(cancellationToken);
            await using var scope = site.CreateScope();
            var selection = parsed.GetValue(plan) is { } named
                ? scope.ServiceProvider.GetRequiredService<DeploymentPlans>().Selection(named, Words(parsed.GetValue(items)))
                : ExportSelection.Of(Words(parsed.GetValue(types)), Words(parsed.GetValue(items)), Words(parsed.GetValue(steps)));
            selection = selection with { WithComments = selection.WithComments || parsed.GetValue(comments), WithPasswordHashes = parsed.GetValue(hashes) };
            var path = parsed.GetValue(target)!;
            await using var package = ExportPackage.To(path);
            var result = await output.WithCountAsync("Exporting", progress =>
                scope.ServiceProvider.GetRequiredService<SiteExport>().RunAsync(selection, package, progress is null ? null : new Counted(progress), cancellationToken: cancellationToken));
            output.People.MarkupLineInterpolated($"{result.Name}: {result.Items} content items, {result.Files} files, {result.Steps.Count} kinds of steps, in {Path.GetFullPath(path)}.");
            foreach (var note in result.LeftOut)
            {
                output.People.MarkupLineInterpolated($"  {note}");
            }

            output.Json(new { target = Path.GetFullPath(path), result.Name, result.Steps, result.Items, result.Files, result.LeftOut });
            return true;
        }));
        return command;
    }

    private static string[] Words(string[]? given) => [.. (given ?? []).SelectMany(words => words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private sealed class Counted(IProgress<(int Done, int Total)> progress) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => progress.Report((value.Done, value.Total));
    }
}
