using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>
/// Categories and tags as terms of the site's taxonomies. One of a name that is there already is that term. Where an article has one category only, its others are tags.
/// </summary>
internal sealed class ConvertedTerms(ForeignSite site, ConversionTarget target)
{
    // What WordPress gives to whatever nobody has sorted.
    private const string Unsorted = "uncategorized";
    private readonly Dictionary<string, string> _categories = new(target.Categories?.Terms ?? new Dictionary<string, string>(), StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tags = new(target.Tags?.Terms ?? new Dictionary<string, string>(), StringComparer.Ordinal);
    private readonly List<JsonObject> _newCategories = [];
    private readonly List<JsonObject> _newTags = [];
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    public int Count => _newCategories.Count + _newTags.Count;

    /// <summary>Every term of the export, in use or not.</summary>
    public void AddAll(ConversionAddresses addresses)
    {
        foreach (var term in site.Terms.Values.Where(term => term.Slug != Unsorted).OrderBy(Depth).ToList())
        {
            if (IdOf(term.Key, term.IsTag) is var (taxonomy, id, isNew))
            {
                addresses.Add(term.OldPaths, taxonomy.Taxonomy, id, isNew && taxonomy.Path is not null && term.Parent is null ? $"{taxonomy.Path}/{Slugs.Slugify(term.Name)}" : null);
            }
        }
    }

    /// <summary>What an article says of them.</summary>
    public void Put(JsonObject part, ForeignItem item)
    {
        var categories = item.Categories.Where(key => site.Terms.ContainsKey(key) && site.Terms[key].Slug != Unsorted).ToList();
        // A category with one below it that the article has too says less than that one.
        var parents = categories.Select(key => site.Terms[key].Parent).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sorted = categories.OrderBy(key => parents.Contains(key)).ToList();
        var (own, more) = target.Categories is null ? ([], sorted) : target.Categories.IsUnique ? (sorted.Take(1), sorted.Skip(1)) : (sorted, Enumerable.Empty<string>());
        Put(part, target.Categories, own.Select(key => IdOf(key, false)?.Id), null);
        var tags = item.Tags.Concat(more).Where(site.Terms.ContainsKey).Select(key => (IdOf(key, true)?.Id, site.Terms[key].Name)).DistinctBy(tag => tag.Id).ToList();
        Put(part, target.Tags, tags.Select(tag => tag.Id), tags.Select(tag => tag.Name));
    }

    /// <summary>The step that adds what is new; null when nothing is.</summary>
    public JsonObject? Step()
    {
        var taxonomies = new[] { (target.Categories, Terms: _newCategories), (target.Tags, Terms: _newTags) }.Where(pair => pair.Terms.Count > 0)
            .Select(pair => (JsonNode)new JsonObject { ["ContentItemId"] = pair.Item1!.Taxonomy, ["Terms"] = new JsonArray([.. pair.Terms]) }).ToArray();
        return taxonomies.Length == 0 ? null : new JsonObject { ["Taxonomies"] = new JsonArray(taxonomies) };
    }

    private (TargetTaxonomy Taxonomy, string Id, bool IsNew)? IdOf(string key, bool isTag)
    {
        var (taxonomy, known, made) = isTag ? (target.Tags, _tags, _newTags) : (target.Categories, _categories, _newCategories);
        if (taxonomy is null)
        {
            return null;
        }

        var term = site.Terms[key];
        var name = Slugs.Slugify(term.Name);
        // What an earlier import brought is written once more, so that the same export gives the same package.
        var id = RecipeIds.From($"{site.Identity} term {taxonomy.Taxonomy} {name}");
        if (known.TryGetValue(name, out var there) && (there != id || _made.Contains(id)))
        {
            return (taxonomy, there, there == id);
        }

        known[name] = id;
        _made.Add(id);
        var json = new JsonObject
        {
            ["ContentItemId"] = id,
            ["ContentType"] = taxonomy.TermType,
            ["DisplayText"] = term.Name,
            ["TitlePart"] = new JsonObject { ["Title"] = term.Name },
        };
        if (taxonomy.Path is not null)
        {
            json["AutoroutePart"] = new JsonObject { ["Path"] = name };
        }

        if (term.Description is { } description)
        {
            json[taxonomy.TermType] = new JsonObject { ["Description"] = new JsonObject { ["Text"] = description } };
        }

        if (!isTag && term.Parent is { } parent && site.Terms.TryGetValue(parent, out var above) && IdOf(above.Key, false)?.Id is { } parentId && parentId != id)
        {
            json["Parent"] = parentId;
        }

        made.Add(json);
        return (taxonomy, id, true);
    }

    private static void Put(JsonObject part, TargetTaxonomy? taxonomy, IEnumerable<string?> ids, IEnumerable<string>? names)
    {
        var terms = ids.OfType<string>().ToList();
        if (taxonomy is null || terms.Count == 0)
        {
            return;
        }

        part[taxonomy.Field] = new JsonObject { ["TaxonomyContentItemId"] = taxonomy.Taxonomy, ["TermContentItemIds"] = JsonValues.ToArray(terms) };
        if (names is not null)
        {
            part[taxonomy.Field]!["TagNames"] = JsonValues.ToArray([.. names]);
        }
    }

    private int Depth(ForeignTerm term)
    {
        var depth = 0;
        for (var at = term; at.Parent is { } parent && depth < 50 && site.Terms.TryGetValue(parent, out var above); at = above)
        {
            depth++;
        }

        return depth;
    }
}
