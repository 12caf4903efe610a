using CmsSite.Admin.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Inputs;

/// <summary>What the inputs for settings offer to choose from: as it was when the screen was opened.</summary>
public sealed record SettingSources(
    IReadOnlyList<ContentTypeDefinition> Types, IReadOnlyList<SettingChoice> Taxonomies, IReadOnlyList<string> Roles, IReadOnlyList<string> SearchIndexes)
{
    // A site has few of them; more than this is not a list to choose from.
    private const int MostTaxonomies = 200;

    public static async Task<SettingSources> ReadAsync(AdminScope scope, CancellationToken cancellationToken = default)
    {
        var types = scope.Get<ContentDefinitions>().Types.OrderBy(type => type.DisplayName, StringComparer.OrdinalIgnoreCase).ToList();
        var withTerms = types.Where(type => type.Has("TaxonomyPart")).Select(type => type.Name).ToList();
        var taxonomies = await scope.Get<ContentItems>().Versions(VersionOptions.Latest).Where(item => withTerms.Contains(item.ContentType))
            .OrderBy(item => item.DisplayText).Take(MostTaxonomies).Select(item => new { item.ContentItemId, item.DisplayText }).ToListAsync(cancellationToken);
        return new SettingSources(
            types,
            [.. taxonomies.Select(taxonomy => new SettingChoice(taxonomy.ContentItemId, taxonomy.DisplayText ?? taxonomy.ContentItemId))],
            [.. scope.Session.Documents(SiteDocumentKinds.Role).Keys.Order(StringComparer.OrdinalIgnoreCase)],
            [.. scope.Session.Documents(SiteDocumentKinds.IndexProfile).Keys.Order(StringComparer.OrdinalIgnoreCase)]);
    }
}
