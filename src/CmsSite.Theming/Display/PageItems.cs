using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Taxonomies;
using CmsSite.Storage;

namespace CmsSite.Theming.Display;

/// <summary>
/// Published content items as one page meets them: whatever is asked for twice is read once, and <see cref="PrepareAsync"/> reads what the items of a list refer to all at
/// once, so that a page of fifty costs no more commands than a page of ten. The items are shared within the page: read only.
/// </summary>
/// <param name="dependencies">Is told whatever the page drew on by coming here, found or not.</param>
/// <param name="around">Those of the page that this is a piece of: what they have read is not read again, only told.</param>
public sealed class PageItems(PublishedItems items, SiteSession session, ISet<string> dependencies, PageItems? around = null)
{
    private readonly Dictionary<string, ContentItem?> _items = [];
    private readonly Dictionary<string, ContentItem?> _handles = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string?> _paths = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, ContentItem>> _terms = [];

    public async ValueTask<ContentItem?> GetAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        dependencies.Add($"contentitemid:{contentItemId}");
        if (!_items.TryGetValue(contentItemId, out var item))
        {
            _items[contentItemId] = item = around is not null && around._items.TryGetValue(contentItemId, out var known) ? known : await items.GetAsync(contentItemId, cancellationToken);
        }

        return item;
    }

    /// <summary>The items of these ids, in the order of the ids; those that are not published are left out.</summary>
    public async ValueTask<IReadOnlyList<ContentItem>> GetAsync(IEnumerable<string> contentItemIds, CancellationToken cancellationToken = default)
    {
        var ids = contentItemIds.Distinct().ToList();
        await ReadAsync(ids, cancellationToken);
        return [.. ids.Select(id => _items[id]).OfType<ContentItem>()];
    }

    /// <summary>Resolves <c>alias:x</c>, <c>slug:path</c>, <c>contentitemid:id</c>; null when nothing published answers to it.</summary>
    public async ValueTask<ContentItem?> GetByHandleAsync(string handle, CancellationToken cancellationToken = default)
    {
        if (!_handles.TryGetValue(handle, out var item))
        {
            _handles[handle] = item = await items.GetByHandleAsync(handle, cancellationToken);
            if (item is { DocumentId: not 0 })
            {
                _items[item.ContentItemId] = item;
            }

            // A handle that nothing answers to today may be anybody's tomorrow; an item inside another changes with that one, whichever it is.
            dependencies.Add(item is { DocumentId: not 0 } ? $"contentitemid:{item.ContentItemId}" : $"handle:{handle}");
        }

        return item;
    }

    /// <summary>The terms of these ids in one taxonomy, in the order of the ids; ids that are not there are left out.</summary>
    public async ValueTask<IReadOnlyList<ContentItem>> TermsAsync(string taxonomyContentItemId, IEnumerable<string> termContentItemIds, CancellationToken cancellationToken = default)
    {
        if (!_terms.TryGetValue(taxonomyContentItemId, out var terms))
        {
            _terms[taxonomyContentItemId] = terms = await ReadTermsAsync(taxonomyContentItemId, cancellationToken);
        }

        return [.. termContentItemIds.Select(id => terms.GetValueOrDefault(id)).OfType<ContentItem>()];
    }

    /// <summary>The published path of an item or of an item inside another, without slashes at the ends; null when it has none.</summary>
    public async ValueTask<string?> PathOfAsync(string contentItemId, CancellationToken cancellationToken = default)
    {
        if (!_paths.TryGetValue(contentItemId, out var path))
        {
            // The address of a term or of another item inside one changes with whatever holds it; where that is not known, with anything.
            dependencies.Add(Knows(contentItemId) || around?.Knows(contentItemId) == true ? $"contentitemid:{contentItemId}" : "items");
            _paths[contentItemId] = path = around is not null && around._paths.TryGetValue(contentItemId, out var known) ? known : await items.PathOfAsync(contentItemId, cancellationToken);
        }

        return path;
    }

    /// <summary>Remembers the items, and reads with one command each what they refer to (picked items, taxonomies) and where all of these live.</summary>
    public async Task PrepareAsync(IReadOnlyCollection<ContentItem> list, CancellationToken cancellationToken = default)
    {
        var referred = new HashSet<string>();
        var addressed = new HashSet<string>();
        foreach (var item in list)
        {
            if (item.DocumentId != 0 && item.Published)
            {
                _items[item.ContentItemId] = item;
                dependencies.Add($"contentitemid:{item.ContentItemId}");
            }

            addressed.Add(item.ContentItemId);
            var references = ReferencesOf(item);
            referred.UnionWith(references.Items);
            addressed.UnionWith(references.Terms);
        }

        await ReadAsync(referred, cancellationToken);
        addressed.UnionWith(referred);
        addressed.RemoveWhere(id => id.Length == 0 || _paths.ContainsKey(id));
        if (addressed.Count > 0)
        {
            foreach (var (id, path) in await items.PathsOfAsync(addressed, cancellationToken))
            {
                _paths[id] = path;
            }
        }
    }

    private bool Knows(string contentItemId) => _items.GetValueOrDefault(contentItemId) is not null || _terms.Values.Any(terms => terms.ContainsKey(contentItemId));

    private ValueTask<IReadOnlyDictionary<string, ContentItem>> ReadTermsAsync(string taxonomyContentItemId, CancellationToken cancellationToken)
    {
        dependencies.Add($"contentitemid:{taxonomyContentItemId}");
        return session.RememberAsync<IReadOnlyDictionary<string, ContentItem>>("terms", taxonomyContentItemId, async () =>
        {
            var terms = new Dictionary<string, ContentItem>(StringComparer.OrdinalIgnoreCase);
            if (await GetAsync(taxonomyContentItemId, cancellationToken) is { } taxonomy)
            {
                foreach (var term in Terms.All(taxonomy))
                {
                    terms.TryAdd(term["ContentItemId"].AsText() ?? "", ContentItem.Embedded(term));
                }
            }

            return terms;
        }, terms => terms.Count * 250L);
    }

    private async Task ReadAsync(IEnumerable<string> contentItemIds, CancellationToken cancellationToken)
    {
        var missing = contentItemIds.Where(id => !_items.ContainsKey(id)).ToList();
        dependencies.UnionWith(missing.Select(id => $"contentitemid:{id}"));
        if (missing.Count == 0)
        {
            return;
        }

        if (around is not null)
        {
            missing.RemoveAll(id =>
            {
                var isKnown = around._items.TryGetValue(id, out var item);
                _items[id] = item;
                return isKnown;
            });
        }

        foreach (var (id, item) in await items.GetAsync(missing, cancellationToken))
        {
            _items[id] = item;
        }
    }

    private References ReferencesOf(ContentItem item)
    {
        const string Kind = "references";
        var memory = item is { DocumentId: not 0, Published: true } ? session.Memory : null;
        if (memory is not null && memory.TryGet<References>(Kind, item.ContentItemVersionId ?? "", out var known))
        {
            return known!;
        }

        var references = References.Of(item.Content);
        memory?.Add(Kind, item.ContentItemVersionId ?? "", references, 40 * (references.Items.Length + references.Terms.Length));
        return references;
    }

    /// <summary>What the fields of an item refer to: ids of items, and of terms inside them.</summary>
    private sealed record References(string[] Items, string[] Terms)
    {
        // A field that refers to something says so by its members, whatever its class.
        public static References Of(JsonObject content)
        {
            var items = new HashSet<string>();
            var terms = new HashSet<string>();
            foreach (var field in content.Select(part => part.Value).OfType<JsonObject>().SelectMany(part => part).Select(field => field.Value).OfType<JsonObject>())
            {
                items.UnionWith(field["ContentItemIds"].AsTexts());
                if (field["TermContentItemIds"].AsTexts() is { Count: > 0 } ids && field["TaxonomyContentItemId"].AsText() is { Length: > 0 } taxonomy)
                {
                    items.Add(taxonomy);
                    terms.UnionWith(ids);
                }
            }

            if ((content["ContainedPart"] as JsonObject)?["ListContentItemId"].AsText() is { Length: > 0 } list)
            {
                items.Add(list);
            }

            return new([.. items], [.. terms]);
        }
    }
}
