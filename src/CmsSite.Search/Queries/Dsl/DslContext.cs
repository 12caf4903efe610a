using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Recipes;
using CmsSite.Search.Indexes;
using CmsSite.Search.Text;
using Lucene.Net.Search;
using Query = Lucene.Net.Search.Query;

namespace CmsSite.Search.Queries.Dsl;

/// <summary>What the parts of one query in Orchard's JSON have in common: the index's fields, the limits, and what is worth telling its writer though it is no error.</summary>
internal sealed class DslContext(IReadOnlyDictionary<string, SearchFieldKind> declared, SiteAnalyzer analyzer, string culture, Deadline deadline)
{
    public const int LongestText = 2000;
    private const int MostClauses = 500;
    private const int MostNotes = 20;

    private static readonly Dictionary<string, SearchFieldKind> _always = new(StringComparer.Ordinal)
    {
        [FieldNames.Id] = SearchFieldKind.Keyword, [FieldNames.VersionId] = SearchFieldKind.Keyword, [FieldNames.ContentType] = SearchFieldKind.Keyword,
        [FieldNames.Owner] = SearchFieldKind.Keyword, [FieldNames.Author] = SearchFieldKind.Keyword, [FieldNames.Latest] = SearchFieldKind.Keyword,
        [FieldNames.Published] = SearchFieldKind.Keyword, [FieldNames.CreatedUtc] = SearchFieldKind.Keyword, [FieldNames.ModifiedUtc] = SearchFieldKind.Keyword,
        [FieldNames.PublishedUtc] = SearchFieldKind.Keyword, [FieldNames.Title] = SearchFieldKind.Text, [FieldNames.Title + FieldNames.Whole] = SearchFieldKind.Keyword,
        [FieldNames.TitleKeyword] = SearchFieldKind.Keyword, [FieldNames.TitleNormalized] = SearchFieldKind.Keyword, [FieldNames.FullText] = SearchFieldKind.Text,
        [FieldNames.Body] = SearchFieldKind.Text, [FieldNames.ListIds] = SearchFieldKind.Keyword, [FieldNames.ListOrder] = SearchFieldKind.Integer,
        [FieldNames.Seo + "PageTitle"] = SearchFieldKind.Text, [FieldNames.Seo + "MetaDescription"] = SearchFieldKind.Text, [FieldNames.Seo + "MetaKeywords"] = SearchFieldKind.Text,
    };

    private int _clauses;

    public List<string> Notes { get; } = [];

    public Deadline Deadline => deadline;

    /// <summary>Counts what the query is made of.</summary>
    /// <exception cref="QueryException">It is too much.</exception>
    public void Count(string place)
    {
        if (++_clauses > MostClauses)
        {
            throw Wrong(place, $"the query has more than {MostClauses} conditions from here on. Ask for less at once.");
        }
    }

    /// <summary>The field as the index has it, and its kind. One that no content type here has finds nothing, as in Orchard: recipes name fields of types that a site may lack.</summary>
    public (string Name, SearchFieldKind Kind) Field(string name, string place)
    {
        if (name == FieldNames.Body)
        {
            return (FieldNames.FullText, SearchFieldKind.Text);
        }

        if (_always.TryGetValue(name, out var kind) || declared.TryGetValue(name, out kind))
        {
            return (name, kind);
        }

        if (name.EndsWith(FieldNames.Whole, StringComparison.Ordinal) && declared.TryGetValue(name[..^FieldNames.Whole.Length], out kind))
        {
            // A field that is a keyword already is found under both names.
            return kind == SearchFieldKind.Text ? (name, SearchFieldKind.Keyword) : (name[..^FieldNames.Whole.Length], kind);
        }

        Note(place, $"nothing in this index has a field '{Shown(name)}'{Suggest(name, _always.Keys.Concat(declared.Keys))}. It finds nothing; a field is indexed when its definition says so (Included).");
        return (name, SearchFieldKind.Keyword);
    }

    public SiteAnalyzer Analyzer(JsonObject options) => options["analyzer"].AsText() is { Length: > 0 } named ? SiteAnalyzer.Named(named, culture) : analyzer;

    public void Note(string place, string text)
    {
        if (Notes.Count < MostNotes)
        {
            Notes.Add($"At {place}: {text}");
        }
    }

    public static QueryException Wrong(string place, string text) => new($"At {place}: {text}");

    public static QueryException Wrong(JsonNode? node, string text) => Wrong(Place(node), text);

    /// <summary>Where in the query: <c>query.bool.must[1]</c>.</summary>
    public static string Place(JsonNode? node) => node?.GetPath() is { Length: > 2 } path ? path[1..].TrimStart('.') : "the beginning";

    /// <summary>A known name that is near, in parentheses with a space before, or nothing.</summary>
    public static string Suggest(string name, IEnumerable<string> known) => Suggestion.For(name, known) is { } near ? $" (did you mean '{near}'?)" : "";

    public static string Shown(string text) => text.Length <= 60 ? text : text[..(char.IsHighSurrogate(text[59]) ? 59 : 60)] + "…";

    public static JsonObject Object(JsonNode? node, string place, string example) => node as JsonObject ?? throw Wrong(place, $"an object is expected, as in {example}.");

    /// <summary>The only property of an object that names a field.</summary>
    public (string Field, JsonNode? Value, string Place) OneField(JsonNode? node, string place, string example)
    {
        var json = Object(node, place, example);
        if (json.Count == 0)
        {
            throw Wrong(place, $"the field is missing, as in {example}.");
        }

        var (field, value) = json.First();
        foreach (var (name, _) in json.Skip(1).Where(pair => pair.Key != "boost"))
        {
            Note(place, $"only the first field counts; '{Shown(name)}' is passed over. Use bool for several.");
        }

        return (field, value, $"{place}.{Shown(field)}");
    }

    /// <summary>A text, number or truth value as a text.</summary>
    public static string Text(JsonNode? node, string place)
    {
        var text = node is JsonValue value ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.AsText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => value.ToJsonString(),
            _ => null,
        } : null;
        return text is null ? throw Wrong(place, "a text is expected here.")
            : text.Length > LongestText ? throw Wrong(place, $"the text is longer than {LongestText} characters.")
            : text;
    }

    public static int Whole(JsonNode? node, string place, int otherwise, int least, int most)
    {
        if (node is null)
        {
            return otherwise;
        }

        var text = Text(node, place);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number : throw Wrong(place, $"a whole number from {least} to {most} is expected here, not '{Shown(text)}'.");
    }

    public static bool IsAnd(JsonNode? node, string place) => node is not null && Text(node, place).ToUpperInvariant() switch
    {
        "AND" => true,
        "OR" => false,
        var other => throw Wrong(place, $"'{Shown(other)}' is no operator; it is 'and' or 'or'."),
    };

    /// <summary>Gives the query the weight that its options name.</summary>
    public static Query Boosted(Query query, JsonNode? options, string place)
    {
        if ((options as JsonObject)?["boost"] is { } boost)
        {
            query.Boost = Boost(Text(boost, $"{place}.boost"), $"{place}.boost");
        }

        return query;
    }

    public static float Boost(string text, string place) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight is >= 0 and <= 1000
            ? weight : throw Wrong(place, $"a weight from 0 to 1000 is expected, not '{Shown(text)}'.");

    /// <summary>Says which options are passed over.</summary>
    public void Check(JsonObject options, string place, params ReadOnlySpan<string> known)
    {
        foreach (var (name, _) in options)
        {
            if (!known.Contains(name) && name != "boost" && name != "_name")
            {
                Note(place, $"'{Shown(name)}' means nothing here{Suggest(name, known.ToArray())}.");
            }
        }
    }
}

/// <summary>The moment at which a query is given up.</summary>
internal sealed class Deadline(TimeProvider clock, TimeSpan most)
{
    private readonly long _begun = clock.GetTimestamp();

    /// <exception cref="QueryException">It has passed.</exception>
    public void Check()
    {
        if (clock.GetElapsedTime(_begun) > most)
        {
            throw new QueryException($"The query took longer than {most.TotalSeconds:0.#} seconds and was given up. Patterns that begin with a wildcard take longest.");
        }
    }
}
