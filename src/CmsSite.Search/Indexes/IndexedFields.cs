using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Search.Text;

namespace CmsSite.Search.Indexes;

/// <summary>How values of a field are found in a search index.</summary>
internal enum SearchFieldKind
{
    /// <summary>Word by word.</summary>
    Text,

    /// <summary>As a whole; truth values and moments (<c>yyyyMMddHHmmss</c>) too.</summary>
    Keyword,

    Integer,
    Number,
}

/// <summary>Whether a definition wants a part or field in search indexes, in the setting's own name and spelling.</summary>
internal sealed class LuceneContentIndexSettings
{
    public bool Included { get; set; }
    public bool Stored { get; set; }
    public bool Keyword { get; set; }
}

/// <summary>A field of search documents that a definition asks for, under Orchard's name for it.</summary>
/// <param name="Values">What an item has there: strings, <see cref="long"/> or <see cref="double"/>.</param>
internal sealed record IndexedField(string Name, SearchFieldKind Kind, bool IsStored, Func<ContentItem, ReferredItems, IEnumerable<object>> Values);

/// <summary>The parts and fields whose index settings say <c>Included</c>, as Orchard names them: <c>Article.Subtitle</c>, <c>HtmlBodyPart</c>, <c>BlogPost.Tags.Ids</c>.</summary>
internal static class IndexedFields
{
    /// <summary>Behind the name of a field of terms: these and those above them.</summary>
    public const string Inherited = ".Inherited";

    /// <summary>What Orchard writes where there is nothing.</summary>
    public const string Nothing = "NULL";

    /// <param name="depth">How many items around an item of the type are looked into already.</param>
    public static IEnumerable<IndexedField> Of(ContentTypeDefinition type, ContentDefinitions definitions, int depth = 0)
    {
        foreach (var part in type.Parts)
        {
            if (part.Settings.Get<LuceneContentIndexSettings>() is { Included: true } asked)
            {
                foreach (var indexed in OfPart(part, asked).SelectMany(found => Under(found, part.Name, type.Name)))
                {
                    yield return indexed;
                }
            }

            foreach (var nested in NestedFields.Of(type, part, definitions, depth))
            {
                yield return nested;
            }

            foreach (var field in part.Part.Fields)
            {
                if (field.Settings.Get<LuceneContentIndexSettings>() is { Included: true } wanted)
                {
                    foreach (var indexed in OfField(part.Name, field, wanted).SelectMany(found => Under(found, part.Name, type.Name)))
                    {
                        yield return indexed;
                    }
                }
            }
        }
    }

    // A part is found under its own name and, with the type's before it, again; a field under its part's and its type's. For the part that is named like the type these are the same.
    private static IEnumerable<IndexedField> Under(IndexedField found, string part, string type)
    {
        var isPart = found.Name.Length == 0 || found.Name.StartsWith("..", StringComparison.Ordinal);
        var rest = isPart ? found.Name.TrimStart('.') is { Length: > 0 } inner ? $".{inner}" : "" : $".{found.Name}";
        yield return found with { Name = part + rest };
        if (isPart || part != type)
        {
            yield return found with { Name = isPart ? $"{type}.{part}{rest}" : type + rest };
        }
    }

    // Names begin with two dots where something is inside the part, and are empty where it is the part itself.
    private static IEnumerable<IndexedField> OfPart(ContentTypePartDefinition part, LuceneContentIndexSettings asked)
    {
        var name = part.Name;
        switch (part.PartName)
        {
            case "TitlePart":
                yield return Text("", asked, item => item.Text(name, "Title"));
                break;
            case "HtmlBodyPart":
                yield return Text("", asked, item => PlainText.FromHtml(item.Text(name, "Html")));
                break;
            case "MarkdownBodyPart":
                yield return Text("", asked, item => Markdown(item.Text(name, "Markdown")));
                break;
            case "LiquidPart":
                yield return Text("", asked, item => PlainText.FromHtml(item.Text(name, "Liquid")));
                break;
            case "AutoroutePart":
                yield return Word("", asked.Stored, item => item.Text(name, "Path"));
                break;
            case "AliasPart":
                yield return Word("", true, item => item.Text(name, "Alias"));
                break;
            case "LocalizationPart":
                yield return Word("..LocalizationSet", true, item => item.Text(name, "LocalizationSet"));
                yield return Word("..Culture", true, item => item.Text(name, "Culture"));
                break;
        }
    }

    private static IEnumerable<IndexedField> OfField(string part, ContentPartFieldDefinition field, LuceneContentIndexSettings wanted)
    {
        var name = field.Name;
        JsonObject? Data(ContentItem item) => item.Field(part, name);
        switch (field.FieldType)
        {
            case "TextField":
                yield return Text(name, wanted, item => Data(item)?["Text"].AsText());
                break;
            case "HtmlField":
                yield return Text(name, wanted, item => PlainText.FromHtml(Data(item)?["Html"].AsText()));
                break;
            case "MarkdownField":
                yield return Text(name, wanted, item => Markdown(Data(item)?["Markdown"].AsText()));
                break;
            case "YoutubeField":
                yield return Text(name, wanted, item => Data(item)?["RawAddress"].AsText());
                break;
            case "LinkField":
                yield return Texts(name, wanted, item => [Data(item)?["Url"].AsText(), Data(item)?["Text"].AsText(), Data(item)?["Target"].AsText()]);
                break;
            case "MultiTextField":
                yield return Texts(name, wanted, item => Data(item)?["Values"].AsTexts() ?? []);
                break;
            case "MediaField":
                yield return Texts($"{name}.MediaText", wanted, item => Data(item)?["MediaTexts"].AsTexts() ?? []);
                break;
            case "BooleanField":
                yield return Word(name, wanted.Stored, item => Data(item)?["Value"].AsFlag() switch { true => "true", false => "false", null => null });
                break;
            case "NumericField":
                var isWhole = (field.Settings.Json["NumericFieldSettings"]?["Scale"].AsNumber() ?? 0) == 0;
                yield return new IndexedField(name, isWhole ? SearchFieldKind.Integer : SearchFieldKind.Number, wanted.Stored, (item, _) => Number(Data(item)?["Value"].AsNumber(), isWhole));
                break;
            case "DateField" or "DateTimeField":
                yield return Word(name, wanted.Stored, item => Moment(Data(item)?["Value"].AsText()));
                break;
            case "TimeField":
                yield return Word(name, wanted.Stored, item => Data(item)?["Value"].AsText());
                break;
            case "ContentPickerField":
                yield return Words(name, true, item => Data(item)?["ContentItemIds"].AsTexts() ?? []);
                break;
            case "LocalizationSetContentPickerField":
                yield return Words(name, true, item => Data(item)?["LocalizationSets"].AsTexts() ?? []);
                break;
            case "UserPickerField":
                yield return Words(name, true, item => (Data(item)?["UserIds"].AsTexts() ?? []).Concat(Data(item)?["UserNames"].AsTexts() ?? []));
                break;
            case "TaxonomyField":
                yield return Words($"{name}.Ids", true, item => Data(item)?["TermContentItemIds"].AsTexts() ?? []);
                yield return new IndexedField($"{name}{Inherited}", SearchFieldKind.Keyword, true, (item, referred) => Lineages(Data(item), referred));
                break;
        }
    }

    private static IndexedField Text(string name, LuceneContentIndexSettings wanted, Func<ContentItem, string?> read) => Texts(name, wanted, item => [read(item)]);

    private static IndexedField Texts(string name, LuceneContentIndexSettings wanted, Func<ContentItem, IEnumerable<string?>> read) =>
        new(name, wanted.Keyword ? SearchFieldKind.Keyword : SearchFieldKind.Text, wanted.Stored, (item, _) => OrNothing(read(item)));

    private static IndexedField Word(string name, bool isStored, Func<ContentItem, string?> read) => Words(name, isStored, item => [read(item)]);

    private static IndexedField Words(string name, bool isStored, Func<ContentItem, IEnumerable<string?>> read) => new(name, SearchFieldKind.Keyword, isStored, (item, _) => OrNothing(read(item)));

    // The terms and all above them: whoever looks for what is about a country finds what is about its towns.
    private static IEnumerable<object> Lineages(JsonObject? data, ReferredItems referred)
    {
        var terms = referred.TermsOf(data?["TaxonomyContentItemId"].AsText() ?? "");
        return (data?["TermContentItemIds"].AsTexts() ?? []).SelectMany(id => terms.TryGetValue(id, out var term) ? term.Lineage : []).Distinct();
    }

    private static IEnumerable<object> OrNothing(IEnumerable<string?> values)
    {
        var texts = values.Select(SafeText.Of).Where(text => text.Length > 0).ToList();
        return texts.Count == 0 ? [Nothing] : texts;
    }

    private static IEnumerable<object> Number(decimal? value, bool isWhole) =>
        value is not { } number ? [] : isWhole && number is >= long.MinValue and <= long.MaxValue ? [(long)number] : isWhole ? [] : [(double)number];

    private static string? Moment(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) : null;

    private static string Markdown(string? markdown) => markdown is null ? "" : PlainText.FromHtml(MarkdownRendering.ToHtml(markdown));
}
