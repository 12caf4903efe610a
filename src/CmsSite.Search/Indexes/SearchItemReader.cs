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
        var referred = fields.SelectMany(list => list).SelectMany(field => Referred(field, authors)).Distinct().ToList();
        var known = (await items.GetAsync(referred, VersionOptions.Published, cancellationToken)).ToDictionary(item => item.ContentItemId);
        return [.. batch.Select((item, i) => Read(item, fields[i], authors, known))];
    }

    /// <summary>What an item is called by those that borrow names from it now; empty when it lends none.</summary>
    internal static HashSet<string> Lent(string contentItemId, ContentItem? item)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (item is not null)
        {
            names.Add(Borrow(contentItemId, "", NameOf(item)));
            foreach (var term in Terms.All(item))
            {
                names.Add(Borrow(contentItemId, term["ContentItemId"].AsText() ?? "", SafeText.Of(term["DisplayText"].AsText())));
            }
        }

        return names;
    }

    private SearchItem Read(ContentItem item, List<FieldOf> fields, IReadOnlyList<string> authors, Dictionary<string, ContentItem> known)
    {
        var found = new SearchItem(item, NameOf(item)) { Fields = definitions.Type(item.ContentType) is { } type ? [.. IndexedFields.Of(type)] : [] };
        AddBodies(item, found);
        foreach (var field in fields)
        {
            AddField(field, authors, known, found);
        }

        AddEmbedded(item.Content, found, 0);
        return found;
    }

    private static void AddField(FieldOf field, IReadOnlyList<string> authors, Dictionary<string, ContentItem> known, SearchItem found)
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
                    var name = known.GetValueOrDefault(id) is { } author ? NameOf(author) : "";
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

    private static void AddTerms(FieldOf field, Dictionary<string, ContentItem> known, SearchItem found)
    {
        if (field.Data["TaxonomyContentItemId"].AsText() is not { Length: > 0 } id || field.Data["TermContentItemIds"].AsTexts() is not { Count: > 0 } carried)
        {
            return;
        }

        var names = known.GetValueOrDefault(id) is { } taxonomy
            ? Terms.All(taxonomy).GroupBy(term => term["ContentItemId"].AsText() ?? "").ToDictionary(terms => terms.Key, terms => SafeText.Of(terms.First()["DisplayText"].AsText()))
            : [];
        foreach (var term in carried.Distinct())
        {
            var name = names.GetValueOrDefault(term, "");
            found.Borrowed.Add(Borrow(id, term, name));
            if (name.Length > 0)
            {
                found.Terms.Add(new SearchName(field.Name.ToLowerInvariant(), term, name));
            }
        }
    }

    private void AddBodies(ContentItem item, SearchItem found)
    {
        AddText(found.Body, PlainText.FromHtml(item.Text("HtmlBodyPart", "Html")));
        AddText(found.Body, Markdown(item.Text("MarkdownBodyPart", "Markdown")));
        AddText(found.Summary, item.Text("SeoMetaPart", "MetaDescription"));
    }

    // A page's blocks are its text.
    private void AddEmbedded(JsonObject content, SearchItem found, int depth)
    {
        foreach (var (path, json) in depth < DeepestItem ? EmbeddedItems.In(content) : [])
        {
            if (path.StartsWith("TaxonomyPart", StringComparison.Ordinal) || path.StartsWith("MenuItemsListPart", StringComparison.Ordinal))
            {
                continue;
            }

            var inner = ContentItem.Embedded(json);
            AddText(found.Body, inner.DisplayText);
            AddBodies(inner, found);
            foreach (var field in FieldsOf(inner))
            {
                AddText(found.Body, TextOf(field.Type, field.Data));
            }

            AddEmbedded(json, found, depth + 1);
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
