using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.Editors.Fields;

/// <summary>Items that a picker offers: published ones, and drafts of the user's own or that they may edit.</summary>
internal static class PickableItems
{
    public static async Task<IReadOnlyList<(string Id, string Title)>> FindAsync(
        AdminScope scope, IReadOnlyList<string> types, string text, IReadOnlyCollection<string> without, int most, CancellationToken cancellationToken = default)
    {
        var me = scope.UserId;
        var all = types.Where(type => scope.May(Permissions.EditContent, new ContentItem { ContentType = type })).ToList();
        var rows = await scope.Get<ContentItems>().Versions(VersionOptions.Latest).Titled(text)
            .Where(row => types.Contains(row.ContentType) && !without.Contains(row.ContentItemId))
            .Where(row => row.Published || row.Owner == me || all.Contains(row.ContentType))
            .OrderBy(row => row.DisplayText).Take(most).Select(row => new { row.ContentItemId, row.DisplayText }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.ContentItemId, row.DisplayText ?? row.ContentItemId))];
    }
}
