using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Items;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.Editors.Parts;

/// <summary>How many items would miss a term.</summary>
internal static class TermUse
{
    /// <summary>Items, drafts too, that carry the term or one below it.</summary>
    public static Task<int> CountAsync(AdminScope scope, JsonObject term, CancellationToken cancellationToken = default)
    {
        List<string> ids = [.. Ids(term)];
        return scope.Session.Database.Taxonomies.Where(row => ids.Contains(row.TermContentItemId)).Select(row => row.ContentItemId).Distinct().CountAsync(cancellationToken);
    }

    private static IEnumerable<string> Ids(JsonObject term)
    {
        if (term["ContentItemId"].AsText() is { Length: > 0 } id)
        {
            yield return id;
        }

        foreach (var inner in term["Terms"].AsObjects().SelectMany(Ids))
        {
            yield return inner;
        }
    }
}
