using System.CommandLine;
using CmsSite.Content.Recipes;
using CmsSite.Recipes;
using CmsSite.Recipes.Signing;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>recipes list | validate | plan | apply | revert | history | export | convert | census | schema | keygen | sign</c>.</summary>
internal static class RecipesCommand
{
    public static Command Create(CommandSite site) => new("recipes", "List, check, plan, apply and undo recipes.")
    {
        List(site), Validate(site), Plan(site), Apply(site), RevertCommand.Create(site), HistoryCommand.Create(site), ExportCommand.Create(site), ConvertCommand.Create(site), CensusCommand.Create(site),
        SchemaCommand.Create(site), SignCommand.Keygen(), SignCommand.Sign(),
    };

    private static Command List(CommandSite site)
    {
        var command = new Command("list", "List the recipes in the site's folders.") { CommandOutput.JsonOption };
        command.SetAction((parsed, _) => CommandOutput.RunAsync(parsed, output =>
        {
            var entries = site.Get<RecipeCatalog>().List();
            var table = new Table().Border(TableBorder.None).AddColumns("Name", "For", "What it is", "File");
            foreach (var entry in entries)
            {
                table.AddRow(new Text(entry.Name), new Text(entry.Descriptor.IsSetupRecipe ? "new sites" : "any site"), new Text(entry.Descriptor.DisplayName ?? ""), new Text(entry.File));
            }

            output.People.Write(table);
            output.Json(entries.Select(entry => new
            {
                entry.Name,
                entry.Descriptor.DisplayName,
                entry.Descriptor.Description,
                entry.Descriptor.IsSetupRecipe,
                entry.Descriptor.Tags,
                entry.File,
            }));
            return Task.FromResult(true);
        }));
        return command;
    }

    private static Command Validate(CommandSite site)
    {
        var source = Source();
        var command = new Command("validate", "Check a recipe without a site and without running it.") { source, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            using var package = Open(site, parsed.GetValue(source)!);
            await using var scope = site.CreateScopeWithoutSite();
            var result = await scope.ServiceProvider.GetRequiredService<RecipeExecutor>().ValidateAsync(package, cancellationToken: cancellationToken);
            output.Problems(result.Problems);
            SaySignature(output, result);
            output.People.WriteLine(result.Succeeded ? $"{result.Recipe} can be run." : $"{result.Recipe} cannot be run.");
            output.Json(new { result.Recipe, valid = result.Succeeded, signature = result.Signature?.Words, result.Problems, result.Names });
            return result.Succeeded;
        }));
        return command;
    }

    private static Command Plan(CommandSite site)
    {
        var source = Source();
        var command = new Command("plan", "Say what applying a recipe would change, without changing it.") { source, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, output =>
            RunAsync(site, output, parsed.GetValue(source)!, "would be", (runner, package, request) => runner.PlanAsync(package, request, cancellationToken), cancellationToken)));
        return command;
    }

    private static Command Apply(CommandSite site)
    {
        var source = Source();
        var command = new Command("apply", "Apply a recipe: all of it, or nothing.") { source, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, output =>
            RunAsync(site, output, parsed.GetValue(source)!, "", (runner, package, request) => runner.ApplyAsync(package, request, cancellationToken), cancellationToken)));
        return command;
    }

    private static async Task<bool> RunAsync(
        CommandSite site, CommandOutput output, string source, string verb, Func<RecipeRunner, RecipePackage, RecipeRunRequest, Task<RecipeOutcome>> run, CancellationToken cancellationToken)
    {
        await site.OpenAsync(cancellationToken);
        using var package = Open(site, source);
        var outcome = await output.WithProgressAsync(package.Document.Name, progress =>
            run(site.Get<RecipeRunner>(), package, new RecipeRunRequest { Who = CommandSite.Who, Progress = progress }));
        output.Problems(outcome.Result.Problems);
        SaySignature(output, outcome.Result);
        if (outcome.Succeeded)
        {
            output.Changes(outcome.Changes, verb);
            output.People.WriteLine($"{outcome.Result.Recipe}: {outcome.Summary}{(outcome.RunId is { } id ? $" (run {id})" : "")}.");
        }
        else
        {
            output.Errors.WriteLine($"{outcome.Result.Recipe} was refused; nothing was changed.");
        }

        output.Json(new { outcome.Result.Recipe, outcome.Succeeded, outcome.RunId, Signature = outcome.Result.Signature?.Words, outcome.Result.Problems, outcome.Changes, outcome.Result.Names });
        return outcome.Succeeded;
    }

    private static void SaySignature(CommandOutput output, RecipeResult result)
    {
        if (result.Signature is { State: not SignatureState.Unsigned } signature)
        {
            output.People.WriteLine($"{signature.Words}.");
        }
    }

    internal static Argument<string> Source() => new("recipe") { Description = "A recipe file, a folder with one, a zip, or the name of a recipe in the site's folders." };

    /// <summary>By name first: a folder of that name in the current directory must not get in the way; <c>./name</c> means the folder.</summary>
    /// <exception cref="RecipeException">There is no such recipe.</exception>
    internal static RecipePackage Open(CommandSite site, string source)
    {
        var catalog = site.Get<RecipeCatalog>();
        if (catalog.Find(source) is not null)
        {
            return catalog.Open(source);
        }

        var isPath = source.AsSpan().ContainsAny('/', '\\') || Path.GetExtension(source).ToLowerInvariant() is ".json" or ".zip";
        return File.Exists(source) || Directory.Exists(source) ? RecipePackage.Open(source)
            : isPath ? throw new RecipeException($"there is no file or folder \"{source}\"", $"You are in {Directory.GetCurrentDirectory()}")
            : catalog.Open(source);
    }
}
