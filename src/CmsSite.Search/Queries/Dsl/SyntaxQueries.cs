using System.Text.Json.Nodes;
using CmsSite.Content.Queries;
using CmsSite.Search.Indexes;
using CmsSite.Search.Text;
using Lucene.Net.QueryParsers.Classic;
using Lucene.Net.QueryParsers.Simple;
using Lucene.Net.Search;
using Query = Lucene.Net.Search.Query;

namespace CmsSite.Search.Queries.Dsl;

/// <summary>Queries that are a text with a syntax of its own: Lucene's (<c>query_string</c>), and one in which nothing is wrong (<c>simple_query_string</c>).</summary>
internal sealed class SyntaxQueries(DslContext context, WordQueries words, TermQueries terms)
{
    // Both parsers call themselves for every one.
    private const int MostParentheses = 50;

    public Query QueryString(JsonNode? node, string place)
    {
        var options = DslContext.Object(node, place, "{ \"query\": \"harbour AND light*\" }");
        context.Check(options, place, "query", "default_field", "default_operator", "analyzer");
        var text = Text(options, place);
        var field = options["default_field"] is { } named ? DslContext.Text(named, $"{place}.default_field") : FieldNames.FullText;
        var parser = new FullParser(field, context, words, terms, options, $"{place}.query");
        if (DslContext.IsAnd(options["default_operator"], $"{place}.default_operator"))
        {
            parser.DefaultOperator = Lucene.Net.QueryParsers.Classic.Operator.AND;
        }

        try
        {
            return DslContext.Boosted(parser.Parse(text) ?? new BooleanQuery(), options, place);
        }
        catch (ParseException wrong)
        {
            throw DslContext.Wrong($"{place}.query", wrong.InnerException is QueryException known ? known.Message : FirstLine(wrong.Message));
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw DslContext.Wrong($"{place}.query", $"this is no query of Lucene's: {FirstLine(wrong.Message)}");
        }
    }

    public Query Simple(JsonNode? node, string place)
    {
        var options = DslContext.Object(node, place, "{ \"query\": \"harbour +light\", \"fields\": [\"Content.ContentItem.FullText\"] }");
        context.Check(options, place, "query", "fields", "default_operator", "analyzer");
        var weights = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var (field, weight, _) in options["fields"] is { } fields ? WordQueries.Fields(fields, $"{place}.fields") : [(FieldNames.FullText, 1, place)])
        {
            weights[field] = weight;
        }

        var parser = new SimpleParser(weights, context, words, terms, options, $"{place}.query")
        {
            DefaultOperator = DslContext.IsAnd(options["default_operator"], $"{place}.default_operator") ? Occur.MUST : Occur.SHOULD,
        };
        return DslContext.Boosted(parser.Parse(Text(options, place)) ?? new BooleanQuery(), options, place);
    }

    private static string Text(JsonObject options, string place)
    {
        var text = SafeText.Of(DslContext.Text(options["query"], $"{place}.query"));
        return text.Count(c => c == '(') <= MostParentheses ? text : throw DslContext.Wrong($"{place}.query", $"there are more than {MostParentheses} parentheses.");
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd('\r');

    private sealed class FullParser(string field, DslContext context, WordQueries words, TermQueries terms, JsonObject options, string place)
        : QueryParser(SiteAnalyzer.Lucene, field, context.Analyzer(options))
    {
        private readonly JsonObject _analysis = options["analyzer"] is { } analyzer ? new JsonObject { ["analyzer"] = analyzer.DeepClone() } : [];

        protected override Query GetFieldQuery(string field, string queryText, bool quoted) =>
            quoted ? words.Phrase(field, queryText, 0, _analysis, place) : words.Words(field, queryText, _analysis, place);

        protected override Query GetFieldQuery(string field, string queryText, int slop) => words.Phrase(field, queryText, Math.Clamp(slop, 0, 100), _analysis, place);

        protected override Query GetPrefixQuery(string field, string termStr) => terms.Beginning(field, FoldingFilter.Fold(termStr).ToLowerInvariant(), place);

        protected override Query GetWildcardQuery(string field, string termStr) => field == "*" && termStr == "*" ? new MatchAllDocsQuery() : terms.LikeWildcard(field, Lower(field, termStr), place);

        protected override Query GetRegexpQuery(string field, string termStr) => terms.LikeRegexp(field, termStr, place);

        protected override Query GetFuzzyQuery(string field, string termStr, float minSimilarity) =>
            terms.Like(field, Lower(field, termStr), minSimilarity >= 1 ? (int)Math.Min(minSimilarity, 2) : 2, 0, 50, place);

        protected override Query GetRangeQuery(string field, string part1, string part2, bool startInclusive, bool endInclusive) =>
            terms.Between(field, part1 is null or "*" ? null : part1, part2 is null or "*" ? null : part2, startInclusive, endInclusive, place);

        // Words stand in the index in lower case, keywords as they are.
        private string Lower(string field, string text) => context.Field(field, place).Kind == SearchFieldKind.Text ? FoldingFilter.Fold(text).ToLowerInvariant() : text;
    }

    private sealed class SimpleParser(IDictionary<string, float> weights, DslContext context, WordQueries words, TermQueries terms, JsonObject options, string place)
        : SimpleQueryParser(context.Analyzer(options), weights)
    {
        private readonly JsonObject _analysis = options["analyzer"] is { } analyzer ? new JsonObject { ["analyzer"] = analyzer.DeepClone() } : [];

        protected override Query NewDefaultQuery(string text) => InAll(field => words.Words(field, text, _analysis, place));

        protected override Query NewFuzzyQuery(string text, int fuzziness) => InAll(field => terms.Like(field, text.ToLowerInvariant(), Math.Clamp(fuzziness, 0, 2), 0, 50, place));

        protected override Query NewPhraseQuery(string text, int slop) => InAll(field => words.Phrase(field, text, Math.Clamp(slop, 0, 100), _analysis, place));

        protected override Query NewPrefixQuery(string text) => InAll(field => terms.Beginning(field, FoldingFilter.Fold(text).ToLowerInvariant(), place));

        private BooleanQuery InAll(Func<string, Query> make) => WordQueries.Any(m_weights.Select(pair =>
        {
            var query = make(pair.Key);
            query.Boost *= pair.Value;
            return query;
        }));
    }
}
