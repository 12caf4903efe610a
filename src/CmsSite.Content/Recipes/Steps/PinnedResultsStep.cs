using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Searching;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>What is shown first for a search, by id. Ours, not Orchard's, which has nothing of the kind.</summary>
internal sealed class PinnedResultsStep(SiteSession session) : SiteStep<PinnedResultsStep>, ISiteStep
{
    public static string StepName => "PinnedResults";

    public static string Members => "PinnedResults:[Id:text Query:text Match:Exact|Words ContentItemIds:texts ExpiresUtc:date]";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (given, path) in step.Items("PinnedResults").ToList())
        {
            var (query, match) = (given.Find("Query").Text() ?? "", given.Find("Match").Text() ?? nameof(PinnedMatch.Exact));
            // Without an id it is known by what it answers, so that a second run changes nothing.
            var id = given.Find("Id").Text() is { Length: > 0 } own ? own : RecipeIds.From($"{match}\n{query}".ToLowerInvariant());
            var expires = given.Find("ExpiresUtc").Text();
            if (!Enum.TryParse<PinnedMatch>(match, ignoreCase: true, out var how) || !Enum.IsDefined(how))
            {
                step.Error($"{path}.Match", $"a pinned result is for \"Exact\" or \"Words\", not for \"{match}\"");
                continue;
            }

            var pinned = new PinnedResult(id, query.Trim(), how, given.Find("ContentItemIds").AsTexts(), given.Find("ExpiresUtc").AsUtc());
            if (expires is { Length: > 0 } && pinned.ExpiresUtc is null)
            {
                step.Error($"{path}.ExpiresUtc", $"\"{expires}\" is no moment", "Write 2026-12-31T00:00:00Z");
            }
            else if (pinned.Problem() is { } problem)
            {
                step.Error(path, problem);
            }
            else
            {
                await session.PutAsync(SiteDocumentKinds.PinnedResult, id, pinned.ToJson(), cancellationToken);
            }
        }
    }
}
