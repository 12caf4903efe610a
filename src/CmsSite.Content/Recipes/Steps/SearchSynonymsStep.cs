using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Searching;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Lists of synonyms by name, as a whole each. Ours, not Orchard's, which has none.</summary>
internal sealed class SearchSynonymsStep(SiteSession session) : SiteStep<SearchSynonymsStep>, ISiteStep
{
    public static string StepName => "SearchSynonyms";

    public static string Members => "Synonyms:[Name:text Rules:texts]";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (given, path) in step.Items("Synonyms").ToList())
        {
            var name = given.Find("Name").Text() is { Length: > 0 } named ? named : SynonymList.DefaultName;
            if (given.Find("Rules") is not JsonArray array || array.Any(line => line.Text() is null))
            {
                step.Error(path, $"the synonyms \"{name}\" have Rules, a list of lines", "Write \"Rules\": [ \"tv, television\", \"nyc => new york\" ]");
                continue;
            }

            var lines = array.AsTexts();
            var problems = SynonymList.Parse(lines).Problems;
            foreach (var problem in problems)
            {
                step.Error($"{path}.Rules[{problem.Line - 1}]", problem.Message);
            }

            if (problems.Count == 0)
            {
                await session.PutAsync(SiteDocumentKinds.SearchSynonyms, name, new JsonObject { ["Name"] = name, ["Rules"] = JsonValues.ToArray(lines) }, cancellationToken);
            }
        }
    }
}
