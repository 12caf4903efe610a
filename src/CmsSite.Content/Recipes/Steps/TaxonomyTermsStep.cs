using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Taxonomies;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>
/// Adds terms to a taxonomy, beside those that it has. Ours, not Orchard's: there a taxonomy comes as a whole, in a <c>content</c> step, and takes the place of what was there. A term that is there already, by its id, stays as it is.
/// </summary>
internal sealed class TaxonomyTermsStep(ContentManager manager, ContentItems items) : SiteStep<TaxonomyTermsStep>, ISiteStep
{
    public static string StepName => "TaxonomyTerms";

    public static string Members => "Taxonomies:[ContentItemId:text Terms:anys]";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (json, path) in step.Items("Taxonomies"))
        {
            var id = json.Find("ContentItemId").Text() ?? "";
            // A draft of it would be published with the terms, and so has to wait for its author.
            if (await items.GetAsync(id, VersionOptions.Published, cancellationToken) is not { } taxonomy || taxonomy.Part("TaxonomyPart") is not { } part)
            {
                step.Error($"{path}.ContentItemId", $"there is no published taxonomy \"{id}\"", "Give the ContentItemId of a taxonomy of this site");
                continue;
            }

            if (!Add(step, taxonomy, part, json.Find("Terms").AsObjects(), path))
            {
                continue;
            }

            foreach (var problem in await manager.PublishAsync(taxonomy, cancellationToken))
            {
                step.Error($"{path}.{problem.Path}", problem.Message);
            }
        }
    }

    // False when all are there.
    private static bool Add(RecipeStepContext step, ContentItem taxonomy, JsonObject part, IEnumerable<JsonObject> terms, string path)
    {
        var known = Terms.All(taxonomy).ToDictionary(term => term["ContentItemId"].AsText() ?? "", StringComparer.OrdinalIgnoreCase);
        var added = false;
        foreach (var (given, index) in terms.Select((term, index) => (term, index)))
        {
            if (given["ContentItemId"].AsText() is not { Length: > 0 } id || given["DisplayText"].AsText() is not { Length: > 0 })
            {
                step.Error($"{path}.Terms[{index}]", "a term has a ContentItemId and a DisplayText");
                continue;
            }

            if (known.ContainsKey(id))
            {
                continue;
            }

            var term = (JsonObject)given.DeepClone();
            term.Remove("Parent");
            var parent = given["Parent"].AsText();
            if (parent is { Length: > 0 } && !known.ContainsKey(parent))
            {
                step.Error($"{path}.Terms[{index}].Parent", $"the taxonomy has no term \"{parent}\"", "A term stands after the one above it");
                continue;
            }

            var (owner, property) = parent is { Length: > 0 } ? (known[parent], "Terms") : (part, "Terms");
            if (owner[property] is not JsonArray siblings)
            {
                owner[property] = siblings = [];
            }

            // Two terms of one address: the pattern of its type gives the second one with a number.
            var address = term["AutoroutePart"]?["Path"].AsText();
            if (address is not null && siblings.AsObjects().Any(sibling => string.Equals(sibling["AutoroutePart"]?["Path"].AsText(), address, StringComparison.OrdinalIgnoreCase)))
            {
                term.Remove("AutoroutePart");
            }

            siblings.Add(term);
            known[id] = term;
            added = true;
        }

        return added;
    }
}
