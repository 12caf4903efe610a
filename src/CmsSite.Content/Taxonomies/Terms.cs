using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Taxonomies;

/// <summary>Terms of taxonomies, and what carries them. A term is embedded in its taxonomy: in <c>TaxonomyPart.Terms</c>, or deeper in another term's <c>Terms</c>.</summary>
public sealed class Terms(SiteSession session, ContentItems items)
{
    /// <summary>The terms of these ids in one taxonomy, in the order of the ids; ids that are not there are left out. Copies: change them through the taxonomy.</summary>
    public async Task<IReadOnlyList<ContentItem>> GetAsync(string taxonomyContentItemId, IReadOnlyCollection<string> termContentItemIds, CancellationToken cancellationToken = default)
    {
        if (termContentItemIds.Count == 0 || await items.GetAsync(taxonomyContentItemId, VersionOptions.Published, cancellationToken) is not { } taxonomy)
        {
            return [];
        }

        var all = new Dictionary<string, JsonObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var term in All(taxonomy))
        {
            all.TryAdd(term["ContentItemId"].AsText() ?? "", term);
        }

        return [.. termContentItemIds.Where(all.ContainsKey).Select(id => ContentItem.Embedded((JsonObject)all[id].DeepClone()))];
    }

    /// <summary>The term and its ancestors, nearest first; empty when the term is not in the taxonomy.</summary>
    public static IReadOnlyList<ContentItem> Chain(ContentItem taxonomy, string termContentItemId)
    {
        var found = All(taxonomy).FirstOrDefault(term => term["ContentItemId"].AsText() == termContentItemId);
        var chain = new List<ContentItem>();
        for (JsonNode? node = found; node is not null; node = node.Parent)
        {
            if (node is JsonObject term && term["TermPart"] is JsonObject)
            {
                chain.Add(ContentItem.Embedded((JsonObject)term.DeepClone()));
            }
        }

        return chain;
    }

    /// <summary>Every term of a taxonomy, parents before children. Live JSON of the given item.</summary>
    public static IEnumerable<JsonObject> All(ContentItem taxonomy) => All((taxonomy.Part("TaxonomyPart")?["Terms"]).AsObjects());

    /// <summary>Every term below one, parents before children. Live JSON.</summary>
    public static IEnumerable<JsonObject> Below(JsonObject term) => All(term["Terms"].AsObjects());

    private static IEnumerable<JsonObject> All(IEnumerable<JsonObject> terms)
    {
        var open = new Stack<JsonObject>(terms.Reverse());
        while (open.TryPop(out var term))
        {
            yield return term;
            foreach (var child in term["Terms"].AsObjects().Reverse())
            {
                open.Push(child);
            }
        }
    }

    /// <summary>A page of the published items that carry a term, newest first. Shared: read only.</summary>
    public ValueTask<IReadOnlyList<ContentItem>> ItemsAsync(string termContentItemId, int skip, int take, CancellationToken cancellationToken = default) =>
        session.RememberAsync("term", $"{termContentItemId} {skip} {take}", async () =>
        {
            var memory = session.Memory;
            await session.FlushAsync(cancellationToken);
            var page = await Carrying(termContentItemId).OrderByDescending(item => item.PublishedUtc ?? item.CreatedUtc).ThenByDescending(item => item.Id)
                .Skip(skip).Take(take).ToListAsync(cancellationToken);
            return PublishedItems.Share(memory, page.Select(ContentItems.ToItem));
        }, items => 40 * items.Count);

    public async Task<int> CountAsync(string termContentItemId, CancellationToken cancellationToken = default) =>
        (int)await session.RememberAsync("term count", termContentItemId, async () =>
        {
            await session.FlushAsync(cancellationToken);
            return (object)await Carrying(termContentItemId).CountAsync(cancellationToken);
        }, _ => 0);

    // A list of ids that is looked up once: with EXISTS SQLite may look through all carriers for each published item.
    private IQueryable<ContentItemRecord> Carrying(string termContentItemId) => items.Versions(VersionOptions.Published)
        .Where(item => session.Database.Taxonomies.Where(row => row.TermContentItemId == termContentItemId).Select(row => row.DocumentId).Contains(item.Id));
}
