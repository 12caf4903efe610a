using System.CommandLine;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Content.Recipes.Conversion;
using CmsSite.Content.Recipes.Exporting;
using CmsSite.Storage;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>recipes convert</c>: a site of WordPress or Ghost as a recipe package for this site.</summary>
internal static class ConvertCommand
{
    public static Command Create(CommandSite site)
    {
        var file = new Argument<string>("file") { Description = "An export of WordPress (.xml) or Ghost (.json), or a zip or folder with one and its uploads." };
        var target = new Option<string>("--to") { Description = "The package: a folder that is empty or does not exist, or a file that ends in .zip.", Required = true };
        var uploads = new Option<string?>("--uploads") { Description = "The folder of uploaded files: wp-content/uploads, or Ghost's content." };
        var url = new Option<string?>("--site-url") { Description = "Where the site was, when the export does not say so." };
        var keep = new Option<bool>("--keep-addresses") { Description = "Articles and pages stay at the addresses that they had." };
        var update = new Option<bool>("--update") { Description = "What was imported before becomes what the export says, also where somebody has changed it here since." };
        var emails = new Option<bool>("--comment-addresses") { Description = "With the addresses of those who commented, for moderators. Keep the package to yourself." };
        var types = new Option<string[]>("--types") { Description = "Post types of plugins, with commas: recipe=article,portfolio=page.", AllowMultipleArgumentsPerToken = true };
        var article = new Option<string>("--article-type") { Description = "The content type of articles.", DefaultValueFactory = _ => new ConversionTypes().Article };
        var page = new Option<string>("--page-type") { Description = "The content type of pages.", DefaultValueFactory = _ => new ConversionTypes().Page };
        var author = new Option<string>("--author-type") { Description = "The content type of authors.", DefaultValueFactory = _ => new ConversionTypes().Author };
        var command = new Command("convert", "Make a recipe package of a site of WordPress or Ghost. It changes nothing here: plan and apply the package then.")
        {
            file, target, uploads, url, keep, update, emails, types, article, page, author, CommandOutput.JsonOption,
        };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            await site.OpenAsync(cancellationToken);
            await using var scope = site.CreateScope();
            var services = scope.ServiceProvider;
            var options = new ConversionOptions
            {
                SiteUrl = Address(parsed.GetValue(url)),
                KeepsAddresses = parsed.GetValue(keep),
                Updates = parsed.GetValue(update),
                WithCommentAddresses = parsed.GetValue(emails),
                Types = Types(parsed.GetValue(types) ?? []),
            };
            var made = await ConversionTarget.OfSiteAsync(
                services.GetRequiredService<SiteSession>(), services.GetRequiredService<ContentDefinitions>(), services.GetRequiredService<ContentItems>(), services.GetRequiredService<IOptions<MediaOptions>>(),
                new ConversionTypes(parsed.GetValue(article)!, parsed.GetValue(page)!, parsed.GetValue(author)!), cancellationToken);
            using var input = ConversionInput.Open(parsed.GetValue(file)!, parsed.GetValue(uploads));
            var path = parsed.GetValue(target)!;
            await using var package = ExportPackage.To(path);
            var report = await output.WithCountAsync("Converting", progress => services.GetRequiredService<SiteConversion>().ConvertAsync(input, made, options, package, progress, cancellationToken));
            foreach (var note in report.Notes)
            {
                output.People.MarkupLineInterpolated($"  {note}");
            }

            if (report.MoreNotes > 0)
            {
                output.People.WriteLine($"  and {report.MoreNotes} more");
            }

            if (report.LeftOut.Count > 0)
            {
                var (first, _) = report.LeftOut.First();
                output.People.MarkupLineInterpolated($"To have what plugins brought ({string.Join(", ", report.LeftOut.Keys)}) as articles or pages, say --types {first}=article or {first}=page.");
            }

            output.People.MarkupLineInterpolated($"{report.Site} ({report.System}): {report.Summary}, in {Path.GetFullPath(path)}.");
            output.People.MarkupLineInterpolated($"See what it would change: recipes plan {path}");
            output.Json(new { target = Path.GetFullPath(path), report.System, report.Site, report.Articles, report.Pages, report.Unpublished, report.Authors, report.Terms, report.Comments, report.Files, report.Addresses, report.LeftOut, report.Notes, report.MoreNotes });
            return true;
        }));
        return command;
    }

    private static Uri? Address(string? text) => text is null ? null
        : Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url
        : throw new CommandException($"\"{text}\" is no address of a site. Give one such as https://blog.example.org.");

    private static Dictionary<string, bool> Types(IEnumerable<string> given)
    {
        var types = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var pair in given.SelectMany(words => words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            types[pair.Split('=')[0]] = pair.Split('=') is [_, "article" or "page"] and [_, var what] ? what == "page"
                : throw new CommandException($"\"{pair}\" is not understood. Write the post type, =, and article or page, such as portfolio=page.");
        }

        return types;
    }
}
