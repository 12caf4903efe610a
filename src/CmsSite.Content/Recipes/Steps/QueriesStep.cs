using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Recipes.Normalising;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Stored queries by name. One whose source nobody runs is stored all the same; Orchard refuses the whole step.</summary>
internal sealed class QueriesStep(SiteSession session) : SiteStep<QueriesStep>, ISiteStep
{
    public static string StepName => "queries";

    public static string Members => "Queries:[Source:Sql|Lucene|Elasticsearch Name:text Schema:text Template:text ReturnContentItems:flag Index:text]";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) =>
        from query in step.Find("Queries").AsObjects()
        let source = query.Find("Source").Text()
        where source is { Length: > 0 }
        select new RecipeName("query source", source, source.ToLowerInvariant() switch
        {
            "sql" or "lucene" or "elasticsearch" => RecipeNameState.Runs,
            _ => RecipeNameState.Unknown,
        });

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        var notes = new NormalisationNotes();
        foreach (var (given, path) in step.Items("Queries").ToList())
        {
            if (given.Find("Name").Text() is not { Length: > 0 } name || given.Find("Source").Text() is not { Length: > 0 })
            {
                step.Error(path, "a query has a Name and a Source", "Source is \"Sql\" or \"Lucene\"");
                continue;
            }

            var query = (JsonObject)given.DeepClone();
            if (QueryProperties.RenameReturnDocuments(query))
            {
                notes.Add($"{path}.ReturnDocuments", "ReturnDocuments is read as ReturnContentItems");
            }

            QueryProperties.Flatten(query);
            await session.PutAsync(SiteDocumentKinds.Query, name, query, cancellationToken);
        }

        notes.ReportTo(step);
    }
}
