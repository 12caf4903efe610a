using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Taxonomies;
using CmsSite.Recipes;

namespace CmsSite.Admin.Contents.Editors.Fields;

/// <summary>A term to choose.</summary>
/// <param name="IsLeaf">Nothing is below it.</param>
public sealed record Term(string Id, string Title, int Depth, bool IsLeaf);

/// <summary>The terms of a taxonomy as a list, and new ones for it.</summary>
internal static class TermList
{
    public static IReadOnlyList<Term> Of(ContentItem taxonomy) =>
    [
        .. Terms.All(taxonomy).Select(term => new Term(
            term["ContentItemId"].AsText() ?? "", term["DisplayText"].AsText() ?? "", DepthOf(term), !term["Terms"].AsObjects().Any())),
    ];

    public static bool MayAdd(AdminScope scope, ContentItem taxonomy) => scope.May("ManageTaxonomy") || scope.May(Permissions.EditContent, taxonomy) && scope.May(Permissions.PublishContent, taxonomy);

    /// <summary>Adds a term at the end of the published taxonomy.</summary>
    /// <returns>The new term's id, or what is wrong.</returns>
    public static async Task<(string? Id, string? Problem)> AddAsync(AdminScope scope, string taxonomyContentItemId, string title, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        if (await scope.Get<ContentItems>().GetAsync(taxonomyContentItemId, VersionOptions.Published, cancellationToken) is not { } taxonomy || !MayAdd(scope, taxonomy))
        {
            throw new RefusedException("You may not add terms.");
        }

        if (await scope.Get<ContentItems>().GetAsync(taxonomyContentItemId, VersionOptions.Latest, cancellationToken) is not { Published: true })
        {
            await scope.Session.RollbackAsync(cancellationToken);
            return (null, $"'{taxonomy.DisplayText}' has changes that are not published; publish or discard them first.");
        }

        var part = taxonomy.EnsurePart("TaxonomyPart");
        var term = scope.Get<ContentManager>().New(part["TermContentType"].AsText() ?? "");
        term.ContentItemId = RecipeIds.New();
        term.DisplayText = title;
        term.EnsurePart("TitlePart")["Title"] = title;
        term.EnsurePart("TermPart")["TaxonomyContentItemId"] = taxonomyContentItemId;
        if (part["Terms"] is not JsonArray terms)
        {
            part["Terms"] = terms = [];
        }

        terms.Add((JsonNode)term.ToJson());
        var problems = await scope.Get<ContentManager>().PublishAsync(taxonomy, cancellationToken);
        if (problems.Count > 0)
        {
            await scope.Session.RollbackAsync(cancellationToken);
            return (null, string.Join(" ", problems.Select(problem => problem.Message)));
        }

        await scope.Session.CommitAsync(cancellationToken);
        return (term.ContentItemId, null);
    }

    private static int DepthOf(JsonObject term)
    {
        var depth = 0;
        // A term's parent is the array it is in, whose parent is the term above or the part.
        for (var above = term.Parent?.Parent; above is JsonObject outer && outer.ContainsKey("TermPart"); above = outer.Parent?.Parent)
        {
            depth++;
        }

        return depth;
    }
}
