using System.Text.Json.Nodes;
using CmsSite.Search.Indexes;
using CmsSite.Search.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries.Dsl;

/// <summary>Queries whose text is taken apart into words: <c>match</c>, <c>match_phrase</c>, <c>multi_match</c>.</summary>
internal sealed class WordQueries(DslContext context)
{
    private const int MostFields = 32;

    public Query Match(JsonNode? node, string place)
    {
        var (field, value, at) = context.OneField(node, place, "{ \"Content.ContentItem.FullText\": \"words\" }");
        if (value is not JsonObject options)
        {
            return Words(field, DslContext.Text(value, at), [], at);
        }

        context.Check(options, at, "query", "operator", "zero_terms_query", "analyzer", "minimum_should_match");
        var query = Words(field, DslContext.Text(options["query"], $"{at}.query"), options, at);
        return DslContext.Boosted(query, options, at);
    }

    public Query MatchPhrase(JsonNode? node, string place)
    {
        var (field, value, at) = context.OneField(node, place, "{ \"Content.ContentItem.FullText\": \"one after the other\" }");
        if (value is not JsonObject options)
        {
            return Phrase(field, DslContext.Text(value, at), 0, [], at);
        }

        context.Check(options, at, "value", "query", "slop", "analyzer");
        var text = DslContext.Text(options["value"] ?? options["query"], $"{at}.value");
        return DslContext.Boosted(Phrase(field, text, DslContext.Whole(options["slop"], $"{at}.slop", 0, 0, 100), options, at), options, at);
    }

    /// <summary>The same words in several fields: in the best of them (<c>best_fields</c>), in all that have them (<c>most_fields</c>), or as a phrase.</summary>
    public Query MultiMatch(JsonNode? node, string place)
    {
        var options = DslContext.Object(node, place, "{ \"query\": \"words\", \"fields\": [\"a\", \"b^3\"] }");
        context.Check(options, place, "query", "fields", "type", "operator", "tie_breaker", "slop", "analyzer", "minimum_should_match", "zero_terms_query");
        var text = DslContext.Text(options["query"], $"{place}.query");
        var type = options["type"] is { } named ? DslContext.Text(named, $"{place}.type") : "best_fields";
        if (type is not ("best_fields" or "most_fields" or "phrase"))
        {
            throw DslContext.Wrong($"{place}.type", $"'{DslContext.Shown(type)}' is not one of best_fields, most_fields, phrase.");
        }

        var tie = options["tie_breaker"] is { } breaker ? DslContext.Boost(DslContext.Text(breaker, $"{place}.tie_breaker"), $"{place}.tie_breaker") : 0;
        var slop = DslContext.Whole(options["slop"], $"{place}.slop", 0, 0, 100);
        var queries = new List<Query>();
        foreach (var (field, weight, at) in Fields(options["fields"], $"{place}.fields"))
        {
            var query = type == "phrase" ? Phrase(field, text, slop, options, at) : Words(field, text, options, at);
            query.Boost *= weight;
            queries.Add(query);
        }

        return DslContext.Boosted(type == "most_fields" ? Any(queries) : new DisjunctionMaxQuery(queries, Math.Min(tie, 1)), options, place);
    }

    /// <summary>Names of fields with their weights: <c>a</c>, <c>b^3</c>.</summary>
    public static IReadOnlyList<(string Field, float Weight, string Place)> Fields(JsonNode? node, string place)
    {
        if (node is not JsonArray { Count: > 0 and <= MostFields } fields)
        {
            throw DslContext.Wrong(place, $"a list of one to {MostFields} fields is expected, as in [\"{FieldNames.Title}^3\", \"{FieldNames.FullText}\"].");
        }

        return
        [
            .. fields.Select((field, i) =>
            {
                var at = $"{place}[{i}]";
                var parts = DslContext.Text(field, at).Split('^', 2);
                return (parts[0], parts.Length == 1 ? 1 : DslContext.Boost(parts[1], at), at);
            }),
        ];
    }

    /// <summary>Any of the words, or with the operator <c>and</c> all of them; words that say too little count where nothing else is said.</summary>
    public Query Words(string field, string text, JsonObject options, string place)
    {
        var (name, kind) = context.Field(field, place);
        if (kind != SearchFieldKind.Text)
        {
            return TermQueries.Exactly(name, kind, text, place);
        }

        var analyzer = context.Analyzer(options);
        var tokens = analyzer.Tokens(SafeText.Of(text));
        var telling = tokens.Where(token => !analyzer.IsStop(SafeText.Of(text)[token.Start..token.End])).ToList();
        var terms = (telling.Count > 0 ? telling : tokens).Select(token => token.Term).Distinct(StringComparer.Ordinal).ToList();
        if (terms.Count == 0)
        {
            return options["zero_terms_query"] is { } zero && DslContext.Text(zero, $"{place}.zero_terms_query") == "all" ? new MatchAllDocsQuery() : new BooleanQuery();
        }

        var isAnd = DslContext.IsAnd(options["operator"], $"{place}.operator");
        var query = new BooleanQuery(true);
        foreach (var term in terms)
        {
            context.Count(place);
            query.Add(new TermQuery(new Term(name, term)), isAnd ? Occur.MUST : Occur.SHOULD);
        }

        query.MinimumNumberShouldMatch = isAnd ? 0 : BoolQueries.Least(options["minimum_should_match"], terms.Count, $"{place}.minimum_should_match");
        return query;
    }

    public Query Phrase(string field, string text, int slop, JsonObject options, string place)
    {
        var (name, kind) = context.Field(field, place);
        if (kind != SearchFieldKind.Text)
        {
            return TermQueries.Exactly(name, kind, text, place);
        }

        var terms = context.Analyzer(options).Tokens(SafeText.Of(text)).Select(token => token.Term).ToList();
        if (terms.Count < 2)
        {
            return terms.Count == 0 ? new BooleanQuery() : new TermQuery(new Term(name, terms[0]));
        }

        var phrase = new PhraseQuery { Slop = slop };
        foreach (var term in terms)
        {
            context.Count(place);
            phrase.Add(new Term(name, term));
        }

        return phrase;
    }

    public static BooleanQuery Any(IEnumerable<Query> queries)
    {
        var any = new BooleanQuery();
        foreach (var query in queries)
        {
            any.Add(query, Occur.SHOULD);
        }

        return any;
    }
}
