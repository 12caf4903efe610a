using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Search.Indexes;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries.Dsl;

/// <summary>Queries whose text is a term as it stands in the index, a part of one, or a range of them.</summary>
internal sealed class TermQueries(DslContext context)
{
    private const int LongestFuzzy = 100;

    public Query Term(JsonNode? node, string place)
    {
        var (field, value, at) = context.OneField(node, place, "{ \"Content.ContentItem.ContentType\": \"Article\" }");
        var (text, options) = ValueOf(value, at, "value");
        return DslContext.Boosted(Exactly(field, text, at), options, at);
    }

    public Query Terms(JsonNode? node, string place)
    {
        var (field, value, at) = context.OneField(node, place, "{ \"Content.ContentItem.ContentType\": [\"Article\", \"Page\"] }");
        if (value is not JsonArray values)
        {
            throw DslContext.Wrong(at, "a list of texts is expected.");
        }

        var any = new BooleanQuery(true);
        for (var i = 0; i < values.Count; i++)
        {
            context.Count(at);
            any.Add(Exactly(field, DslContext.Text(values[i], $"{at}[{i}]"), at), Occur.SHOULD);
        }

        return DslContext.Boosted(any, node, place);
    }

    public Query Range(JsonNode? node, string place)
    {
        var (field, value, at) = context.OneField(node, place, "{ \"Content.ContentItem.PublishedUtc\": { \"gte\": \"20260101000000\" } }");
        var options = DslContext.Object(value, at, "{ \"gte\": 1, \"lt\": 10 }");
        context.Check(options, at, "gt", "gte", "lt", "lte");
        var (low, high) = (options["gte"] ?? options["gt"], options["lte"] ?? options["lt"]);
        if (low is null && high is null)
        {
            throw DslContext.Wrong(at, "a bound is missing: gt, gte, lt or lte.");
        }

        return DslContext.Boosted(
            Between(field, low is null ? null : DslContext.Text(low, at), high is null ? null : DslContext.Text(high, at), options["gte"] is not null, options["lte"] is not null, at), options, at);
    }

    public Query Prefix(JsonNode? node, string place)
    {
        var (field, value, at) = context.OneField(node, place, "{ \"Content.ContentItem.DisplayText.Normalized\": \"har\" }");
        var (text, options) = ValueOf(value, at, "value", "prefix");
        return DslContext.Boosted(Beginning(field, text, at), options, at);
    }

    public Query Wildcard(JsonNode? node, string place)
    {
        var (field, value, at) = context.OneField(node, place, "{ \"Content.ContentItem.FullText\": \"har*\" }");
        var (text, options) = ValueOf(value, at, "value", "wildcard");
        return DslContext.Boosted(LikeWildcard(field, text, at), options, at);
    }

    public Query Regexp(JsonNode? node, string place)
    {
        var (field, value, at) = context.OneField(node, place, "{ \"Content.ContentItem.FullText\": \"harbou?rs\" }");
        var (text, options) = ValueOf(value, at, "value", "regexp");
        return DslContext.Boosted(LikeRegexp(field, text, at), options, at);
    }

    public Query Fuzzy(JsonNode? node, string place)
    {
        var (field, value, at) = context.OneField(node, place, "{ \"Content.ContentItem.FullText\": \"harbor\" }");
        var (text, options) = ValueOf(value, at, "value", "fuzziness", "prefix_length", "max_expansions");
        var edits = options?["fuzziness"] is { } fuzziness && DslContext.Text(fuzziness, at).Equals("AUTO", StringComparison.OrdinalIgnoreCase)
            ? text.Length < 3 ? 0 : text.Length < 6 ? 1 : 2
            : DslContext.Whole(options?["fuzziness"], $"{at}.fuzziness", 2, 0, 2);
        var prefix = DslContext.Whole(options?["prefix_length"], $"{at}.prefix_length", 0, 0, LongestFuzzy);
        return DslContext.Boosted(Like(field, text, edits, prefix, DslContext.Whole(options?["max_expansions"], $"{at}.max_expansions", 50, 1, 200), at), options, at);
    }

    public Query Exactly(string field, string text, string place)
    {
        context.Count(place);
        var (name, kind) = context.Field(field, place);
        return Exactly(name, kind, text, place);
    }

    public static Query Exactly(string name, SearchFieldKind kind, string text, string place) => kind switch
    {
        SearchFieldKind.Integer => NumericRangeQuery.NewInt64Range(name, Integer(text, place), Integer(text, place), true, true),
        SearchFieldKind.Number => NumericRangeQuery.NewDoubleRange(name, Number(text, place), Number(text, place), true, true),
        _ => new TermQuery(new Term(name, SearchDocuments.Cut(text))), // the index keeps as much of a keyword
    };

    public Query Between(string field, string? low, string? high, bool includesLow, bool includesHigh, string place)
    {
        context.Count(place);
        var (name, kind) = context.Field(field, place);
        return kind switch
        {
            SearchFieldKind.Integer => Integers(name, low, high, includesLow, includesHigh, place),
            SearchFieldKind.Number => NumericRangeQuery.NewDoubleRange(
                name, low is null ? null : Number(low, place), high is null ? null : Number(high, place), includesLow, includesHigh),
            _ => new WatchedRangeQuery(name, low, high, includesLow, includesHigh, context.Deadline),
        };
    }

    public Query Beginning(string field, string text, string place)
    {
        context.Count(place);
        return new TermPatternQuery(Words(field, place), $"{text}*", text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text, _ => true, context.Deadline);
    }

    public Query LikeWildcard(string field, string pattern, string place)
    {
        context.Count(place);
        var (prefix, matches) = Wildcards.Wildcard(pattern, place);
        return new TermPatternQuery(Words(field, place), pattern, prefix, matches, context.Deadline);
    }

    public Query LikeRegexp(string field, string pattern, string place)
    {
        context.Count(place);
        var (prefix, matches) = Wildcards.Regexp(pattern, place);
        return new TermPatternQuery(Words(field, place), $"/{pattern}/", prefix, matches, context.Deadline);
    }

    public Query Like(string field, string text, int edits, int prefix, int expansions, string place)
    {
        context.Count(place);
        if (text.Length > LongestFuzzy)
        {
            throw DslContext.Wrong(place, $"what is to be found roughly has at most {LongestFuzzy} characters.");
        }

        return new WatchedFuzzyQuery(new Term(Words(field, place), text), edits, prefix, expansions, context.Deadline);
    }

    // The field, if it holds words.
    private string Words(string field, string place)
    {
        var (name, kind) = context.Field(field, place);
        return kind is SearchFieldKind.Text or SearchFieldKind.Keyword ? name
            : throw DslContext.Wrong(place, $"'{DslContext.Shown(field)}' holds numbers, which have no letters to compare. Use term or range.");
    }

    private (string Text, JsonObject? Options) ValueOf(JsonNode? value, string place, params ReadOnlySpan<string> known)
    {
        if (value is not JsonObject options)
        {
            return (DslContext.Text(value, place), null);
        }

        context.Check(options, place, known);
        var given = options["value"];
        foreach (var name in known)
        {
            given ??= name is "prefix" or "wildcard" or "regexp" ? options[name] : null;
        }

        return (DslContext.Text(given, $"{place}.value"), options);
    }

    // Bounds between whole numbers count too.
    private static NumericRangeQuery<long> Integers(string name, string? low, string? high, bool includesLow, bool includesHigh, string place)
    {
        var (least, most) = (low is null ? (decimal?)null : Decimal(low, place), high is null ? (decimal?)null : Decimal(high, place));
        var from = least is { } bottom ? Math.Ceiling(bottom) : (decimal?)null;
        var to = most is { } top ? Math.Floor(top) : (decimal?)null;
        return NumericRangeQuery.NewInt64Range(
            name, from is { } a ? (long)Math.Clamp(a, long.MinValue, long.MaxValue) : null, to is { } b ? (long)Math.Clamp(b, long.MinValue, long.MaxValue) : null,
            includesLow || from != least, includesHigh || to != most);
    }

    private static long Integer(string text, string place) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw DslContext.Wrong(place, $"the field holds whole numbers, and '{DslContext.Shown(text)}' is none.");

    private static double Number(string text, string place) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
            : throw DslContext.Wrong(place, $"the field holds numbers, and '{DslContext.Shown(text)}' is none.");

    private static decimal Decimal(string text, string place) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw DslContext.Wrong(place, $"the field holds numbers, and '{DslContext.Shown(text)}' is none.");
}
