using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Taxonomies;
using CmsSite.Search.Text;

namespace CmsSite.Search.Indexes;

/// <summary>What items of a batch refer to: authors, taxonomies and their terms.</summary>
internal sealed class ReferredItems(IEnumerable<ContentItem> items)
{
    private static readonly Dictionary<string, ReferredTerm> _none = [];
    private readonly Dictionary<string, ContentItem> _items = items.ToDictionary(item => item.ContentItemId);
    private readonly Dictionary<string, IReadOnlyDictionary<string, ReferredTerm>> _terms = new(StringComparer.Ordinal);

    public static ReferredItems Nothing { get; } = new([]);

    public ContentItem? Find(string contentItemId) => _items.GetValueOrDefault(contentItemId);

    /// <summary>The terms of a taxonomy by id.</summary>
    public IReadOnlyDictionary<string, ReferredTerm> TermsOf(string taxonomyContentItemId)
    {
        if (Find(taxonomyContentItemId) is not { } taxonomy)
        {
            return _none;
        }

        if (!_terms.TryGetValue(taxonomyContentItemId, out var terms))
        {
            _terms[taxonomyContentItemId] = terms = ReferredTerm.Of(taxonomy).GroupBy(term => term.ContentItemId).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        }

        return terms;
    }
}

/// <param name="Lineage">The ids of the term and of those above it, nearest first.</param>
internal sealed record ReferredTerm(string ContentItemId, string Name, IReadOnlyList<string> Lineage)
{
    public static IEnumerable<ReferredTerm> Of(ContentItem taxonomy)
    {
        foreach (var term in Terms.All(taxonomy))
        {
            var lineage = new List<string>();
            for (JsonNode? node = term; node is not null; node = node.Parent)
            {
                if (node is JsonObject above && above["ContentItemId"].AsText() is { Length: > 0 } id && above["TaxonomyPart"] is null)
                {
                    lineage.Add(id);
                }
            }

            yield return new ReferredTerm(term["ContentItemId"].AsText() ?? "", SafeText.Of(term["DisplayText"].AsText()), lineage);
        }
    }
}
