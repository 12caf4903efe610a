using System.CommandLine;
using CmsSite.Search.Evaluation;
using CmsSite.Search.Indexes;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>search rebuild</c>: makes search indexes anew from the content, beside those that serve. <c>search evaluate</c>: how good the search is at finding what it should.</summary>
internal static class SearchCommand
{
    public static Command Create(CommandSite site) => new("search", "Work with the site's search indexes.") { Rebuild(site), Evaluate() };

    private static Command Rebuild(CommandSite site)
    {
        var name = new Argument<string?>("index") { Description = "The index; all of them when none is named.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("rebuild", "Make indexes anew from the content. A running site goes on searching and takes them when they are finished.") { name, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            await site.OpenAsync(cancellationToken);
            await using var scope = site.CreateScope();
            var all = scope.ServiceProvider.GetRequiredService<SearchProfiles>().All();
            var wanted = parsed.GetValue(name);
            var profiles = all.Where(profile => wanted is null || profile.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
            if (profiles.Count == 0)
            {
                throw new CommandException($"There is no search index '{wanted}'. The site has: {string.Join(", ", all.Select(profile => profile.Name))}.");
            }

            var made = new List<object>();
            foreach (var profile in profiles)
            {
                var counted = await output.WithCountAsync(profile.Name, progress => MakeAsync(site, scope.ServiceProvider, profile, progress, cancellationToken));
                output.People.MarkupLineInterpolated($"{profile.Name}: {counted.Done} items.");
                made.Add(new { profile.Name, Items = counted.Done });
            }

            output.Json(made);
            return true;
        }));
        return command;
    }

    private static Command Evaluate()
    {
        var folder = new Argument<string>("folder") { Description = $"Where {CranfieldFiles.Texts}, {CranfieldFiles.Questions} and {CranfieldFiles.Judgements} are." };
        var command = new Command("evaluate", "Say how good the search is: index the Cranfield collection as articles, ask its questions, and compare with what people found relevant. Fails when plain TF-IDF does better.")
        {
            folder, CommandOutput.JsonOption,
        };
        command.SetAction((parsed, _) => CommandOutput.RunAsync(parsed, output =>
        {
            try
            {
                var report = RelevanceEvaluation.Run(CranfieldFiles.Read(parsed.GetRequiredValue(folder)));
                output.People.MarkupLineInterpolated($"{report.Texts} texts, {report.Questions} questions");
                output.People.MarkupLineInterpolated($"nDCG@10 {report.Ndcg:0.0000}");
                output.People.MarkupLineInterpolated($"nDCG@10 with TF-IDF {report.TfIdf:0.0000}");
                output.Json(report);
                return Task.FromResult(!report.IsBelowTfIdf);
            }
            catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
            {
                throw new CommandException(wrong.Message);
            }
        }));
        return command;
    }

    private static async Task<BuildProgress> MakeAsync(CommandSite site, IServiceProvider services, SearchProfile profile, IProgress<(int Done, int Total)>? bar, CancellationToken cancellationToken)
    {
        var last = new BuildProgress(0, 0);
        var folder = await site.Get<IndexBuilder>().BuildAsync(profile, new Reporting(progress =>
        {
            last = progress;
            bar?.Report((progress.Done, progress.Total));
        }), cancellationToken);
        await site.Get<SearchIndexes>().AnnounceAsync(services, [profile.Name], folder, cancellationToken);
        return last;
    }

    private sealed class Reporting(Action<BuildProgress> report) : IProgress<BuildProgress>
    {
        public void Report(BuildProgress value) => report(value);
    }
}
