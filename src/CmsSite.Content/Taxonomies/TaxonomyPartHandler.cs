using System.Text.Json.Nodes;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Taxonomies;

/// <summary>Every term has an id, a type, and knows its taxonomy.</summary>
public sealed class TaxonomyPartHandler : ContentPartHandler
{
    public override string PartName => "TaxonomyPart";

    public override Task SavingAsync(PartContext context, CancellationToken cancellationToken)
    {
        foreach (var term in Terms.All(context.Item))
        {
            if (string.IsNullOrEmpty(term["ContentItemId"].AsText()))
            {
                term["ContentItemId"] = RecipeIds.New();
            }

            if (string.IsNullOrEmpty(term["ContentType"].AsText()))
            {
                term["ContentType"] = context.Data["TermContentType"].AsText() ?? "Term";
            }

            if (term["TermPart"] is not JsonObject part)
            {
                term["TermPart"] = part = [];
            }

            if (part["TaxonomyContentItemId"].AsText() != context.Item.ContentItemId)
            {
                part["TaxonomyContentItemId"] = context.Item.ContentItemId;
            }
        }

        return Task.CompletedTask;
    }

    public override Task ValidateAsync(PartContext context, CancellationToken cancellationToken)
    {
        var twice = Terms.All(context.Item).GroupBy(term => term["ContentItemId"].AsText(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            context.Problem("Terms", $"The id '{twice.Key}' is given to several terms: {string.Join(", ", twice.Select(term => $"'{term["DisplayText"].AsText()}'"))}. Each needs one of its own.");
        }

        return Task.CompletedTask;
    }
}
