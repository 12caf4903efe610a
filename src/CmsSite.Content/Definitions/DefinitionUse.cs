using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Definitions;

/// <summary>How many items; <see cref="IsMore"/> when counting stopped there.</summary>
public readonly record struct ItemCount(int Items, bool IsMore = false)
{
    public override string ToString() => (Items, IsMore) switch
    {
        (1, false) => "1 item",
        (_, true) => $"more than {Items} items",
        _ => $"{Items} items",
    };
}

/// <summary>
/// Which items hold data of a definition: asked before something of it is taken away. Items inside others (widgets, terms, entries of menus) count as the item that they are in. Counting reads
/// the texts of items, so it is for a question that somebody answers, never for a page.
/// </summary>
public sealed class DefinitionUse(SiteSession session, ContentDefinitions definitions)
{
    /// <summary>Where counting stops.</summary>
    public const int Most = 1000;

    private const int BatchSize = 200;

    private static readonly string[] _containers = ["BagPart", "FlowPart", "WidgetsListPart", "MenuPart", "MenuItemsListPart", "TaxonomyPart"];

    /// <summary>The items of each type; read from an index alone.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountByTypeAsync(CancellationToken cancellationToken = default) =>
        (await session.Database.ContentItems.Where(item => item.Latest).GroupBy(item => item.ContentType).Select(type => new { type.Key, Count = type.Count() }).ToListAsync(cancellationToken))
        .ToDictionary(type => type.Key, type => type.Count, StringComparer.OrdinalIgnoreCase);

    /// <summary>Items of the type, and items that have one inside.</summary>
    public Task<ItemCount> OfTypeAsync(string type, CancellationToken cancellationToken = default) => CountAsync([type], type, null, cancellationToken);

    /// <summary>Items of the type with data of the part that is attached under that name.</summary>
    public Task<ItemCount> OfAttachedPartAsync(string type, string name, CancellationToken cancellationToken = default) =>
        CountAsync([type], name, (_, content) => HasValue(content[name]), cancellationToken);

    /// <summary>Items with a value of the field, of all types that the part is attached to.</summary>
    public Task<ItemCount> OfFieldAsync(string part, string field, CancellationToken cancellationToken = default)
    {
        var names = definitions.Types
            .Select(type => (type.Name, Parts: type.Parts.Where(attached => attached.PartName.Equals(part, StringComparison.OrdinalIgnoreCase)).Select(attached => attached.Name).ToList()))
            .Where(type => type.Parts.Count > 0).ToDictionary(type => type.Name, type => type.Parts, StringComparer.OrdinalIgnoreCase);
        return CountAsync([.. names.Keys], field, (type, content) => names[type].Any(name => HasValue((content[name] as JsonObject)?[field])), cancellationToken);
    }

    // What holds data has the key in its text. Without a question every item of the types counts.
    private async Task<ItemCount> CountAsync(IReadOnlyCollection<string> types, string key, Func<string, JsonObject, bool>? holds, CancellationToken cancellationToken)
    {
        var wanted = types.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = new HashSet<string>(wanted.Where(IsSettingsThatHold), StringComparer.Ordinal);
        // Items may be inside items of these; any other type has none.
        var outer = definitions.Types.Where(type => _containers.Any(type.Has)).Select(type => type.Name).Except(wanted, StringComparer.OrdinalIgnoreCase).ToList();
        var (mark, isEach) = ($"\"{key}\"", holds is null);
        var rows = session.Database.ContentItems.AsNoTracking()
            .Where(item => item.Latest || item.Published)
            .Where(item => (isEach && types.Contains(item.ContentType)) || ((types.Contains(item.ContentType) || outer.Contains(item.ContentType)) && item.Json.Contains(mark)))
            .OrderBy(item => item.Id);
        var after = 0L;
        while (true)
        {
            // In batches: a result that is left half-way would be read to its end by PostgreSQL's driver.
            var batch = await rows.Where(item => item.Id > after).Take(BatchSize).Select(item => new { item.Id, item.ContentItemId, item.ContentType, item.Json }).ToListAsync(cancellationToken);
            foreach (var row in batch.Where(row => !found.Contains(row.ContentItemId) && JsonNode.Parse(row.Json) is JsonObject content && Holds(row.ContentType, content)))
            {
                if (found.Count == Most)
                {
                    return new ItemCount(Most, IsMore: true);
                }

                found.Add(row.ContentItemId);
            }

            if (batch.Count < BatchSize)
            {
                return new ItemCount(found.Count);
            }

            after = batch[^1].Id;
        }

        bool Holds(string type, JsonObject content) =>
            (wanted.Contains(type) && holds?.Invoke(type, content) != false) || EmbeddedItems.In(content).Any(inner => Holds(inner.Json["ContentType"].AsText()!, inner.Json));

        // Custom settings are an item too, in the settings of the site.
        bool IsSettingsThatHold(string type) =>
            definitions.Type(type)?.Stereotype == "CustomSettings" && session.Document(SiteDocumentKinds.SiteSetting, type) is JsonObject settings && holds?.Invoke(type, settings) != false;
    }

    private static bool HasValue(JsonNode? node) => node switch
    {
        null => false,
        JsonObject values => values.Any(value => HasValue(value.Value)),
        JsonArray list => list.Count > 0,
        _ => node.AsText() != "",
    };
}
