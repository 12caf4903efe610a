using System.Globalization;
using CmsSite.Content.Items;
using CmsSite.Search.Text;
using Lucene.Net.Documents;

namespace CmsSite.Search.Indexes;

/// <summary>Writes the fields by which recipes' queries ask, beyond those that the site's own search needs.</summary>
internal static class OrchardFields
{
    // What is longer is never looked for as a whole, says Orchard.
    private const int LongestWhole = 256;
    private static readonly string[] _seo = ["PageTitle", "MetaDescription", "MetaKeywords"];

    public static void Add(Document document, SearchItem found)
    {
        if (found.Title.Length is > 0 and <= LongestWhole)
        {
            document.Add(new StringField(FieldNames.Title + FieldNames.Whole, found.Title, Field.Store.NO));
        }

        if (found.Item.Part("ContainedPart") is { } contained)
        {
            document.Add(new StringField(FieldNames.ListIds, SearchDocuments.Cut(contained["ListContentItemId"].AsText() ?? ""), Field.Store.YES));
            document.Add(new Int64Field(FieldNames.ListOrder, (long)Math.Clamp(contained["Order"].AsNumber() ?? 0, int.MinValue, int.MaxValue), Field.Store.YES));
        }

        foreach (var name in _seo)
        {
            if (SafeText.Of(found.Item.Text("SeoMetaPart", name)) is { Length: > 0 } text)
            {
                document.Add(new TextField(FieldNames.Seo + name, text, Field.Store.YES));
            }
        }

        // A type can reach the same field by two of its parts, or have items of one type in two bags.
        foreach (var same in found.Fields.GroupBy(field => field.Name, StringComparer.Ordinal))
        {
            foreach (var value in same.SelectMany(field => field.Values(found.Item, found.Referred)).Distinct())
            {
                Add(document, same.First(), value);
            }
        }
    }

    private static void Add(Document document, IndexedField field, object value)
    {
        var store = field.IsStored ? Field.Store.YES : Field.Store.NO;
        switch (value)
        {
            case long whole:
                document.Add(new Int64Field(field.Name, whole, store));
                break;
            case double number:
                document.Add(new DoubleField(field.Name, number, store));
                break;
            default:
                var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
                // The word for nothing is looked for as it stands.
                if (field.Kind == SearchFieldKind.Keyword || text == IndexedFields.Nothing)
                {
                    document.Add(new StringField(field.Name, SearchDocuments.Cut(text), store));
                }
                else
                {
                    document.Add(new TextField(field.Name, text, store));
                    if (!field.IsStored && text.Length <= LongestWhole)
                    {
                        document.Add(new StringField(field.Name + FieldNames.Whole, text, Field.Store.NO));
                    }
                }

                break;
        }
    }
}
