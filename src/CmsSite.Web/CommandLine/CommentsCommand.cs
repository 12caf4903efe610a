using System.CommandLine;
using CmsSite.Comments.Import;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>comments import</c>: comments of WordPress and Disqus.</summary>
internal static class CommentsCommand
{
    public static Command Create(CommandSite site) => new("comments", "Work with the site's comments.") { Import(site) };

    private static Command Import(CommandSite site)
    {
        var file = new Argument<FileInfo>("file") { Description = "An export of WordPress (WXR) or Disqus (XML)." };
        var command = new Command("import", "Import comments with their threads, states and dates. Importing a file again adds what is new in it.") { file, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            var path = parsed.GetValue(file)!;
            if (!path.Exists)
            {
                throw new CommandException($"There is no file {path.FullName}.");
            }

            await site.OpenAsync(cancellationToken);
            await using var scope = site.CreateScope();
            await using var stream = path.OpenRead();
            try
            {
                var result = await scope.ServiceProvider.GetRequiredService<CommentImport>().RunAsync(stream, null, cancellationToken);
                output.People.MarkupLineInterpolated($"{result.Created} comments imported, {result.Known} were here already, {result.LeftOut} left out.");
                foreach (var (url, count) in result.Missing.OrderByDescending(pair => pair.Value).Take(20))
                {
                    output.People.MarkupLineInterpolated($"  {count} on {url}: no such article here that takes comments");
                }

                output.Json(result);
                return true;
            }
            catch (CommentImportException refused)
            {
                throw new CommandException(refused.Message);
            }
        }));
        return command;
    }
}
