using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Content.Taxonomies;
using CmsSite.Search.Text;

namespace CmsSite.Search.Indexes;

/// <summary>Turns content items into texts. What they refer to is read for all of a batch at once.</summary>
public sealed class SearchItemReader(ContentDefinitions definitions, ContentItems items, SiteSettings settings)
{
    private const int LongestBody = 500_000;
    private const int DeepestItem = 4;

    private static readonly HashSet<string> _summaries = new(StringComparer.OrdinalIgnoreCase)
    {
        "Subtitle", "Summary", "Excerpt", "Lead", "Description", "Introduction", "Intro", "Tagline", "Standfirst",
    };

    internal async Task<IReadOnlyList<SearchItem>> ReadAsync(IReadOnlyList<ContentItem> batch, CancellationToken cancellationToken)
    {
        var authors = SearchProfiles.AuthorFields(settings);
        var fields = batch.Select(item => FieldsOf(item).ToList()).ToList();
        var indexed = batch.Select(item => item.ContentType).Distinct().ToDictionary(type => type, type => definitions.Type(type) is { } definition ? IndexedFields.Of(definition, definitions).ToList() : []);
        // What is inside is found by its words alone, unless the definitions ask for more.
        var inside = batch.Where(item => indexed[item.ContentType].Exists(IsInherited)).SelectMany(item => Inside(item.Content, 0)).SelectMany(FieldsOf);
        var referred = fields.SelectMany(list => list).Concat(inside).SelectMany(field => Referred(field, authors)).Distinct().ToList();
        var known = new ReferredItems(await items.GetAsync(referred, VersionOptions.Published, cancellationToken));
        return [.. batch.Select((item, i) => Read(item, fields[i], indexed[item.ContentType], authors, known))];
    }

    /// <summary>What an item is called by those that borrow names from it now; empty when it lends none.</summary>
    internal static HashSet<string> Lent(string contentItemId, ContentItem? item)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (item is not null)
        {
            names.Add(Borrow(contentItemId, "", NameOf(item)));
            foreach (var term in ReferredTerm.Of(item))
            {
                names.Add(Borrow(contentItemId, term.ContentItemId, term.Name));
                names.Add(Borrow(contentItemId, term.ContentItemId, LineageOf(term)));
            }
        }

        return names;
    }

    private SearchItem Read(ContentItem item, List<FieldOf> fields, List<IndexedField> indexed, IReadOnlyList<string> authors, ReferredItems known)
    {
        var found = new SearchItem(item, NameOf(item)) { Fields = indexed, Referred = known };
        AddBodies(item, found);
        foreach (var field in fields)
        {
            AddField(field, authors, known, found);
        }

        AddEmbedded(item.Content, found);
        if (indexed.Exists(IsInherited))
        {
            foreach (var field in fields.Concat(Inside(item.Content, 0).SelectMany(FieldsOf)).Where(field => field.Type == "TaxonomyField"))
            {
                AddLineages(field, known, found);
            }
        }

        return found;
    }

    private static void AddField(FieldOf field, IReadOnlyList<string> authors, ReferredItems known, SearchItem found)
    {
        var isAuthor = authors.Contains(field.Name, StringComparer.OrdinalIgnoreCase);
        switch (field.Type)
        {
            case "TextField" when isAuthor:
                AddAuthors(found, [field.Data["Text"].AsText()]);
                break;
            case "MultiTextField" when isAuthor:
                AddAuthors(found, field.Data["Values"].AsTexts());
                break;
            case "ContentPickerField" when isAuthor:
                foreach (var id in field.Data["ContentItemIds"].AsTexts())
                {
                    var name = known.Find(id) is { } author ? NameOf(author) : "";
                    found.Borrowed.Add(Borrow(id, "", name));
                    if (name.Length > 0)
                    {
                        found.Authors.Add(new SearchName(Facets.Author, id, name));
                    }
                }

                break;
            case "TaxonomyField":
                AddTerms(field, known, found);
                break;
            case "MediaField":
                found.Images.AddRange(field.Data["MediaTexts"].AsTexts().Select(SafeText.Of).Where(text => text.Length > 0));
                break;
            default:
                AddText(_summaries.Contains(field.Name) ? found.Summary : found.Body, TextOf(field.Type, field.Data));
                break;
        }
    }

    private static void AddAuthors(SearchItem found, IEnumerable<string?> names) =>
        found.Authors.AddRange(names.Select(name => SafeText.Of(name).Trim()).Where(name => name.Length > 0).Select(name => new SearchName(Facets.Author, name, name)));

    private static void AddTerms(FieldOf field, ReferredItems known, SearchItem found)
    {
        if (field.Data["TaxonomyContentItemId"].AsText() is not { Length: > 0 } id || field.Data["TermContentItemIds"].AsTexts() is not { Count: > 0 } carried)
        {
            return;
        }

        var terms = known.TermsOf(id);
        foreach (var term in carried.Distinct())
        {
            var name = terms.TryGetValue(term, out var referred) ? referred.Name : "";
            found.Borrowed.Add(Borrow(id, term, name));
            if (name.Length > 0)
            {
                found.Terms.Add(new SearchName(field.Name.ToLowerInvariant(), term, name));
            }
        }
    }

    // When a term moves below another, whoever carries it is out of date, as when its name changes.
    private static void AddLineages(FieldOf field, ReferredItems known, SearchItem found)
    {
        var id = field.Data["TaxonomyContentItemId"].AsText() ?? "";
        var terms = known.TermsOf(id);
        found.Borrowed.AddRange(field.Data["TermContentItemIds"].AsTexts().Where(terms.ContainsKey).Select(term => Borrow(id, term, LineageOf(terms[term]))));
    }

    private static bool IsInherited(IndexedField field) => field.Name.EndsWith(IndexedFields.Inherited, StringComparison.Ordinal);

    private static string LineageOf(ReferredTerm term) => $">{string.Join('>', term.Lineage)}";

    // What stands in an item and is none of its texts: the tree of a taxonomy or a menu.
    private static bool IsTree(string path) => path.StartsWith("TaxonomyPart", StringComparison.Ordinal) || path.StartsWith("MenuItemsListPart", StringComparison.Ordinal);

    private static IEnumerable<ContentItem> Inside(JsonObject content, int depth) => depth == DeepestItem ? [] : EmbeddedItems.In(content).Where(embedded => !IsTree(embedded.Path))
        .SelectMany(embedded => Inside(embedded.Json, depth + 1).Prepend(ContentItem.Embedded(embedded.Json)));

    private void AddBodies(ContentItem item, SearchItem found)
    {
        AddText(found.Body, PlainText.FromHtml(item.Text("HtmlBodyPart", "Html")));
        AddText(found.Body, Markdown(item.Text("MarkdownBodyPart", "Markdown")));
        AddText(found.Summary, item.Text("SeoMetaPart", "MetaDescription"));
    }

    // A page's blocks are its text.
    private void AddEmbedded(JsonObject content, SearchItem found)
    {
        foreach (var inner in Inside(content, 0))
        {
            AddText(found.Body, inner.DisplayText);
            AddBodies(inner, found);
            foreach (var field in FieldsOf(inner))
            {
                AddText(found.Body, TextOf(field.Type, field.Data));
                // The text of a picture is text, whatever holds the picture.
                if (field.Type == "MediaField")
                {
                    found.Images.AddRange(field.Data["MediaTexts"].AsTexts().Select(SafeText.Of).Where(text => text.Length > 0));
                }
            }
        }
    }

    private static string? TextOf(string type, JsonObject data) => type switch
    {
        "TextField" => data["Text"].AsText(),
        "HtmlField" => PlainText.FromHtml(data["Html"].AsText()),
        "MarkdownField" => Markdown(data["Markdown"].AsText()),
        "MultiTextField" => string.Join(", ", data["Values"].AsTexts()),
        _ => null,
    };

    private static string Markdown(string? markdown) => markdown is null ? "" : PlainText.FromHtml(MarkdownRendering.ToHtml(markdown));

    private static void AddText(List<string> texts, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text) && texts.Sum(other => other.Length) < LongestBody)
        {
            texts.Add(SafeText.Of(text.Length > LongestBody ? text[..LongestBody] : text));
        }
    }

    private IEnumerable<FieldOf> FieldsOf(ContentItem item) =>
        from part in definitions.Type(item.ContentType)?.Parts ?? []
        from field in part.Part.Fields
        let data = item.Field(part.Name, field.Name)
        where data is not null
        select new FieldOf(field.Name, field.FieldType, data);

    private static IEnumerable<string> Referred(FieldOf field, IReadOnlyList<string> authors) => field.Type switch
    {
        "TaxonomyField" when field.Data["TaxonomyContentItemId"].AsText() is { Length: > 0 } id => [id],
        "ContentPickerField" when authors.Contains(field.Name, StringComparer.OrdinalIgnoreCase) => field.Data["ContentItemIds"].AsTexts(),
        _ => [],
    };

    private static string NameOf(ContentItem item) => SafeText.Of(item.DisplayText).Trim();

    private static string Borrow(string owner, string term, string name) => SearchDocuments.Cut($"{owner}/{term}={name}");

    private readonly record struct FieldOf(string Name, string Type, JsonObject Data);
}
