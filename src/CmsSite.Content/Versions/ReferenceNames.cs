using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Taxonomies;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Versions;

/// <summary>Titles of the items, terms and accounts that items refer to, so that a comparison shows names instead of ids.</summary>
public sealed class ReferenceNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>A few queries, however many references there are.</summary>
    public static async Task<ReferenceNames> ReadAsync(SiteSession session, ContentTypeDefinition type, IReadOnlyList<ContentItem> items, CancellationToken cancellationToken = default)
    {
        var names = new ReferenceNames();
        var fields = ItemField.Of(type, items).Where(field => field.Definition(type)?.FieldType is "ContentPickerField" or "TaxonomyField").ToList();
        var values = fields.SelectMany(field => items.Select(item => field.In(item))).OfType<JsonObject>().ToList();
        var picked = values.SelectMany(value => value["ContentItemIds"].AsTexts()).Distinct().ToList();
        var taxonomies = values.Select(value => value["TaxonomyContentItemId"].AsText()).OfType<string>().Distinct().ToList();
        foreach (var row in await session.Database.ContentItems.AsNoTracking().Where(row => row.Latest && picked.Contains(row.ContentItemId))
            .Select(row => new { row.ContentItemId, row.DisplayText }).ToListAsync(cancellationToken))
        {
            names._names[row.ContentItemId] = row.DisplayText ?? row.ContentItemId;
        }

        foreach (var taxonomy in await session.Database.ContentItems.AsNoTracking().Where(row => row.Latest && taxonomies.Contains(row.ContentItemId)).ToListAsync(cancellationToken))
        {
            foreach (var term in Terms.All(ContentItems.ToItem(taxonomy)))
            {
                names._names[term["ContentItemId"].AsText() ?? ""] = term["DisplayText"].AsText() ?? "";
            }
        }

        var owners = items.Select(item => item.Owner).OfType<string>().Distinct().ToList();
        foreach (var user in await session.Database.Users.AsNoTracking().Where(user => owners.Contains(user.Id)).Select(user => new { user.Id, user.UserName }).ToListAsync(cancellationToken))
        {
            names._names[user.Id] = user.UserName ?? user.Id;
        }

        return names;
    }

    public string Of(string id) => _names.GetValueOrDefault(id, id);
}
