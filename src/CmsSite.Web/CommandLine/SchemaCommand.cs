using System.CommandLine;
using CmsSite.Admin.Recipes;
using CmsSite.Content.Definitions;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>recipes schema</c>: the JSON Schema that editors complete and check recipes with.</summary>
internal static class SchemaCommand
{
    private const string FileName = "recipe.schema.json";

    public static Command Create(CommandSite site)
    {
        var target = new Argument<string?>("target") { Description = $"A file, or a folder for {FileName}; without it the schema is printed.", Arity = ArgumentArity.ZeroOrOne };
        var generic = new Option<bool>("--generic") { Description = "Of recipes in general, without this site's content types; needs no site." };
        var command = new Command("schema", "Write the JSON Schema of recipes, with this site's content types.") { target, generic, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            var schema = SiteRecipeSchema.Generic();
            if (!parsed.GetValue(generic))
            {
                await site.OpenAsync(cancellationToken);
                await using var scope = site.CreateScope();
                schema = SiteRecipeSchema.Of(scope.ServiceProvider.GetRequiredService<ContentDefinitions>());
            }

            if (parsed.GetValue(target) is not { } path)
            {
                parsed.InvocationConfiguration.Output.Write(schema);
                return true;
            }

            var file = Path.GetFullPath(Directory.Exists(path) || Path.EndsInDirectorySeparator(path) ? Path.Combine(path, FileName) : path);
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, schema, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new CommandException($"The schema could not be written: {exception.Message}");
            }

            output.People.MarkupLineInterpolated($"The schema is in {file}.");
            output.Json(new { file });
            return true;
        }));
        return command;
    }
}
