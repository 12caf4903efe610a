using System.Globalization;
using CmsSite.Content.Items;
using CmsSite.Search.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CmsSite.Search.Indexes;

/// <summary>Writes an item as a document of the index.</summary>
internal static class SearchDocuments
{
    private const int LongestKeyword = 1000;
    private const int LongestName = 200;

    public static Term Key(string contentItemId) => new(FieldNames.Id, contentItemId);

    public static Document Of(SearchItem found, TimeZoneInfo timeZone)
    {
        var item = found.Item;
        var document = new Document
        {
            new StringField(FieldNames.Id, item.ContentItemId, Field.Store.YES),
            new StringField(FieldNames.VersionId, item.ContentItemVersionId ?? "", Field.Store.YES),
            new StringField(FieldNames.ContentType, item.ContentType, Field.Store.YES),
            new StringField(FieldNames.Published, item.Published ? "true" : "false", Field.Store.YES),
            new StringField(FieldNames.Latest, item.Latest ? "true" : "false", Field.Store.YES),
            new StringField(FieldNames.Owner, Cut(item.Owner ?? ""), Field.Store.YES),
            new StringField(FieldNames.Author, Cut(item.Author ?? ""), Field.Store.YES),
            new StringField(FieldNames.TitleKeyword, Cut(found.Title), Field.Store.YES),
            new StringField(FieldNames.TitleNormalized, Cut(FoldingFilter.Key(found.Title)), Field.Store.YES),
            new TextField(FieldNames.Title, found.Title, Field.Store.NO),
            new StringField(FieldNames.Culture, CultureOf(item), Field.Store.YES),
        };
        AddMoments(document, found);
        foreach (var word in FoldingFilter.Key(found.Title).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            document.Add(new StringField(FieldNames.TitleWords, Cut(word, LongestName), Field.Store.NO));
        }

        foreach (var text in found.Summary)
        {
            document.Add(new TextField(FieldNames.Summary, text, Field.Store.NO));
        }

        // Names are found in the whole text too: who looks for "tides ada" means the one by the other.
        foreach (var text in found.Summary.Prepend(found.Title).Concat(found.Body).Concat(found.Authors.Select(name => name.Name)).Concat(found.Terms.Select(name => name.Name)).Concat(found.Images))
        {
            document.Add(new TextField(FieldNames.FullText, text, Field.Store.NO));
        }

        AddNames(document, found, timeZone);
        OrchardFields.Add(document, found);
        document.Add(ShownText.Write(found));
        return document;
    }

    private static string CultureOf(ContentItem item) => item.Text("LocalizationPart", "Culture") is { Length: > 0 } culture ? Cut(culture.ToLowerInvariant(), LongestName) : FieldNames.NoCulture;

    private static void AddMoments(Document document, SearchItem found)
    {
        AddMoment(document, FieldNames.CreatedUtc, found.Item.CreatedUtc);
        AddMoment(document, FieldNames.ModifiedUtc, found.Item.ModifiedUtc);
        AddMoment(document, FieldNames.PublishedUtc, found.Item.PublishedUtc);
        var seconds = (long)(found.Moment - DateTime.UnixEpoch).TotalSeconds;
        document.Add(new Int64Field(FieldNames.Time, seconds, Field.Store.YES));
        document.Add(new NumericDocValuesField(FieldNames.Time, seconds));
    }

    private static void AddMoment(Document document, string name, DateTime? moment)
    {
        if (moment is { } value)
        {
            var text = value.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
            document.Add(new StringField(name, text, Field.Store.YES));
            document.Add(new SortedDocValuesField(name, new BytesRef(text))); // most queries of recipes sort by one of these
        }
    }

    private static void AddNames(Document document, SearchItem found, TimeZoneInfo timeZone)
    {
        foreach (var name in found.Authors.Concat(found.Terms).Distinct())
        {
            var isAuthor = name.Group == Facets.Author;
            document.Add(new TextField(isAuthor ? FieldNames.Authors : FieldNames.Terms, name.Name, Field.Store.NO));
            document.Add(new StringField(FieldNames.Is, Cut(Is(name.Group, name.Name)), Field.Store.NO));
            AddFacet(document, name.Group, name.Value, name.Name);
            AddNameWords(document, name);
        }

        var year = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(found.Moment, DateTimeKind.Utc), timeZone).Year.ToString("0000", CultureInfo.InvariantCulture);
        AddFacet(document, Facets.Year, year, year);
        foreach (var borrowed in found.Borrowed.Distinct())
        {
            document.Add(new StringField(FieldNames.Borrowed, borrowed, Field.Store.NO));
        }
    }

    private static void AddNameWords(Document document, SearchName name)
    {
        var key = Cut(FoldingFilter.Key(name.Name), LongestName);
        for (var at = 0; at >= 0 && key.Length > 0; at = key.IndexOf(' ', at) is >= 0 and var space ? space + 1 : -1)
        {
            document.Add(new StringField(FieldNames.NameWords, $"{key[at..]}{Facets.Separator}{Facets.Write(name.Group, Cut(name.Value, LongestName), Cut(name.Name, LongestName))}", Field.Store.NO));
        }
    }

    /// <summary>What the filters <c>author:</c>, <c>category:</c> and <c>tag:</c> look for; every taxonomy that is not one of categories or sections counts as tags.</summary>
    public static string Is(string group, string name)
    {
        var kind = group == Facets.Author ? group
            : group.StartsWith("categor", StringComparison.OrdinalIgnoreCase) || group.StartsWith("section", StringComparison.OrdinalIgnoreCase) ? "category" : "tag";
        return $"{kind}:{FoldingFilter.Key(name)}";
    }

    private static void AddFacet(Document document, string group, string value, string label) =>
        document.Add(new SortedSetDocValuesField(FieldNames.Facet, new BytesRef(Facets.Write(group, Cut(value, LongestName), Cut(label, LongestName)))));

    public static string Cut(string text, int length = LongestKeyword) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
