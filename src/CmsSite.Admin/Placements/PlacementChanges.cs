using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Admin.Access;
using CmsSite.Admin.Templates;
using CmsSite.Content.Access;
using CmsSite.Storage;

namespace CmsSite.Admin.Placements;

/// <summary>Changes of placements: where a shape goes, by its type. What is no list of rules is not stored.</summary>
public static partial class PlacementChanges
{
    private const int LongestName = 200;
    private static readonly JsonDocumentOptions _reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static bool MayEdit(AdminScope scope) => scope.May(Permissions.ManagePlacements);

    /// <param name="seen">What the writer began with; null for a new one.</param>
    /// <returns>What is wrong; null when it is saved.</returns>
    /// <exception cref="RefusedException">The user may not edit placements.</exception>
    public static async Task<TemplateProblem?> SaveAsync(AdminScope scope, string shapeType, string json, JsonNode? seen)
    {
        Authorise(scope);
        shapeType = shapeType.Trim();
        if (shapeType.Length > LongestName || !Name().IsMatch(shapeType))
        {
            return new TemplateProblem("Name the type of the shape, such as TitlePart: letters, digits, underscores and hyphens.");
        }

        if (PlacementJson.Check(json) is { } problem)
        {
            return problem;
        }

        await scope.Session.BeginAsync();
        if (!JsonNode.DeepEquals(scope.Session.Document(SiteDocumentKinds.Placement, shapeType), seen))
        {
            await scope.Session.RollbackAsync();
            return new TemplateProblem(seen is null
                ? $"There is a placement of {shapeType} already. Open it from the list."
                : "Somebody else changed this placement meanwhile. Nothing was saved over theirs; copy your text, and load the page again.");
        }

        await scope.Session.PutAsync(SiteDocumentKinds.Placement, shapeType, JsonNode.Parse(json, documentOptions: _reading)!);
        await scope.Session.CommitAsync();
        return null;
    }

    /// <exception cref="RefusedException">The user may not edit placements.</exception>
    public static async Task DeleteAsync(AdminScope scope, string shapeType)
    {
        Authorise(scope);
        await scope.Session.DeleteAsync(SiteDocumentKinds.Placement, shapeType);
        await scope.Session.CommitAsync();
    }

    private static void Authorise(AdminScope scope)
    {
        if (!MayEdit(scope))
        {
            throw new RefusedException("You may not edit placements.");
        }
    }

    [GeneratedRegex(@"^[\w\-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
