using CmsSite.Admin.Access;
using CmsSite.Content.Items;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.Editors.Fields;

/// <summary>Sets of translations that a picker offers, each under the titles that its items have.</summary>
internal static class PickableTranslations
{
    public static async Task<IReadOnlyList<(string Id, string Title)>> FindAsync(
        AdminScope scope, IReadOnlyList<string> types, string text, IReadOnlyCollection<string> without, int most, CancellationToken cancellationToken = default)
    {
        // A set has few items, and several of them may have the word in their titles.
        var items = await PickableItems.FindAsync(scope, types, text, [], most * 4, cancellationToken);
        var ids = items.Select(item => item.Id).ToList();
        var sets = await scope.Session.Database.Localized.AsNoTracking().Where(row => ids.Contains(row.ContentItemId) && !without.Contains(row.LocalizationSet))
            .Select(row => row.LocalizationSet).Distinct().Take(most).ToListAsync(cancellationToken);
        return await LoadAsync(scope, sets, cancellationToken);
    }

    public static async Task<IReadOnlyList<(string Id, string Title)>> LoadAsync(AdminScope scope, IReadOnlyList<string> sets, CancellationToken cancellationToken = default)
    {
        var rows = sets.Count == 0 ? [] : await scope.Session.Database.Localized.AsNoTracking().Where(row => sets.Contains(row.LocalizationSet))
            .Join(scope.Get<ContentItems>().Versions(VersionOptions.Latest), row => row.DocumentId, item => item.Id, (row, item) => new { row.LocalizationSet, row.Culture, item.DisplayText })
            .OrderBy(row => row.Culture).ToListAsync(cancellationToken);
        var titles = rows.ToLookup(row => row.LocalizationSet, row => $"{row.DisplayText} ({row.Culture})");
        return [.. sets.Select(set => (set, titles.Contains(set) ? string.Join(" · ", titles[set]) : $"{set} (not there any more)"))];
    }
}
