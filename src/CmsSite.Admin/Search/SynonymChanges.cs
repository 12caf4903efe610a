using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Searching;
using CmsSite.Storage;

namespace CmsSite.Admin.Search;

/// <summary>Changes of the site's synonyms. A list with a line that is wrong is not stored.</summary>
public static class SynonymChanges
{
    public static bool MayEdit(AdminScope scope) => scope.May(Permissions.ManageSearchSynonyms);

    /// <summary>The lists there are, by name; the site's own one first, also when nothing is in it yet.</summary>
    public static IReadOnlyList<string> Lists(AdminScope scope) =>
        [SynonymList.DefaultName, .. scope.Session.Documents(SiteDocumentKinds.SearchSynonyms).Keys.Where(name => name != SynonymList.DefaultName).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>A list as it is written.</summary>
    public static string TextOf(JsonNode? stored) => string.Join('\n', stored?["Rules"].AsTexts() ?? []);

    /// <param name="seen">What the editor began with; null where there was nothing.</param>
    /// <returns>What is wrong; empty when it is saved.</returns>
    /// <exception cref="RefusedException">The user may not edit synonyms.</exception>
    public static async Task<IReadOnlyList<SynonymProblem>> SaveAsync(AdminScope scope, string name, string text, JsonNode? seen)
    {
        if (!MayEdit(scope))
        {
            throw new RefusedException("You may not edit synonyms.");
        }

        var lines = SynonymList.LinesOf(text);
        if (SynonymList.Parse(lines).Problems is { Count: > 0 } problems)
        {
            return problems;
        }

        await scope.Session.BeginAsync();
        if (!JsonNode.DeepEquals(scope.Session.Document(SiteDocumentKinds.SearchSynonyms, name), seen))
        {
            await scope.Session.RollbackAsync();
            return [new SynonymProblem(0, "Somebody else changed this list meanwhile. Nothing was saved over theirs; copy your text, and load the page again.")];
        }

        await (lines.Count == 0
            ? scope.Session.DeleteAsync(SiteDocumentKinds.SearchSynonyms, name)
            : scope.Session.PutAsync(SiteDocumentKinds.SearchSynonyms, name, new JsonObject { ["Name"] = name, ["Rules"] = JsonValues.ToArray(lines) }));
        await scope.Session.CommitAsync();
        return [];
    }
}
