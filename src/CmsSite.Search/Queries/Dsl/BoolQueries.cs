using System.Globalization;
using System.Text.Json.Nodes;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries.Dsl;

/// <summary>Makes Lucene's query of one object of Orchard's JSON: what it is called decides, and <c>bool</c> puts others together.</summary>
internal sealed class BoolQueries
{
    private const int Deepest = 20;
    private static readonly string[] _parts = ["must", "must_not", "mustnot", "should", "filter", "minimum_should_match", "boost"];

    private readonly DslContext _context;
    private readonly Dictionary<string, Func<JsonNode?, string, Query>> _kinds;
    private int _depth;

    public BoolQueries(DslContext context)
    {
        _context = context;
        var words = new WordQueries(context);
        var terms = new TermQueries(context);
        var syntax = new SyntaxQueries(context, words, terms);
        _kinds = new(StringComparer.Ordinal)
        {
            ["match_all"] = (node, place) => DslContext.Boosted(new MatchAllDocsQuery(), node, place), ["match"] = words.Match, ["match_phrase"] = words.MatchPhrase, ["multi_match"] = words.MultiMatch,
            ["term"] = terms.Term, ["terms"] = terms.Terms, ["range"] = terms.Range, ["prefix"] = terms.Prefix, ["wildcard"] = terms.Wildcard, ["regexp"] = terms.Regexp, ["fuzzy"] = terms.Fuzzy,
            ["query_string"] = syntax.QueryString, ["simple_query_string"] = syntax.Simple, ["bool"] = Bool,
        };
    }

    /// <summary>Any query.</summary>
    /// <exception cref="Content.Queries.QueryException">It is none, and where.</exception>
    public Query Any(JsonNode? node, string place)
    {
        var json = DslContext.Object(node, place, "{ \"match_all\": {} }");
        _context.Count(place);
        if (json.Count == 0)
        {
            throw DslContext.Wrong(place, "the query is empty. All there is: { \"match_all\": {} }.");
        }

        var (kind, inner) = json.First();
        if (json.Count > 1)
        {
            _context.Note(place, $"only the first query counts; '{DslContext.Shown(json.Skip(1).First().Key)}' is passed over. Use bool for several.");
        }

        if (!_kinds.TryGetValue(kind, out var make))
        {
            throw DslContext.Wrong(place, $"there is no query '{DslContext.Shown(kind)}'{(DslContext.Suggest(kind, _kinds.Keys) is { Length: > 0 } near ? near : $". There are: {string.Join(", ", _kinds.Keys)}")}.");
        }

        if (++_depth > Deepest)
        {
            throw DslContext.Wrong(place, $"the query is more than {Deepest} queries deep.");
        }

        var query = make(inner, $"{place}.{kind}");
        _depth--;
        return query;
    }

    /// <summary>How many of the optional conditions have to hold: a number, or a share (<c>75%</c>); below zero, how many may fail.</summary>
    public static int Least(JsonNode? node, int conditions, string place)
    {
        if (node is null)
        {
            return 0;
        }

        var text = DslContext.Text(node, place);
        var isShare = text.EndsWith('%');
        if (!int.TryParse(isShare ? text[..^1] : text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || Math.Abs((long)number) > 1000)
        {
            throw DslContext.Wrong(place, $"a number, or a share such as 75%, is expected, not '{DslContext.Shown(text)}'.");
        }

        var least = isShare ? number * conditions / 100 : number;
        return Math.Max(0, least < 0 || (isShare && number < 0) ? conditions + least : least);
    }

    private Query Bool(JsonNode? node, string place)
    {
        var json = DslContext.Object(node, place, "{ \"must\": [ … ] }");
        foreach (var (name, _) in json.Where(pair => !_parts.Contains(pair.Key)))
        {
            throw DslContext.Wrong(place, $"bool has no '{DslContext.Shown(name)}'{DslContext.Suggest(name, _parts)}. It has: {string.Join(", ", _parts)}.");
        }

        var query = new BooleanQuery();
        Add(query, json["must"], Occur.MUST, $"{place}.must");
        Add(query, json["filter"], Occur.MUST, $"{place}.filter", isFilter: true);
        Add(query, json["should"], Occur.SHOULD, $"{place}.should");
        Add(query, json["must_not"], Occur.MUST_NOT, $"{place}.must_not");
        Add(query, json["mustnot"], Occur.MUST_NOT, $"{place}.mustnot");
        var optional = query.Clauses.Count(clause => clause.Occur == Occur.SHOULD);
        query.MinimumNumberShouldMatch = Least(json["minimum_should_match"], optional, $"{place}.minimum_should_match");
        if (query.MinimumNumberShouldMatch > optional)
        {
            _context.Note($"{place}.minimum_should_match", $"there are only {optional} optional conditions, so that nothing is found.");
        }

        // Only what must not be: everything else.
        if (query.Clauses.All(clause => clause.Occur == Occur.MUST_NOT))
        {
            query.Add(new MatchAllDocsQuery(), Occur.MUST);
        }

        return DslContext.Boosted(query, json, place);
    }

    private void Add(BooleanQuery query, JsonNode? node, Occur occur, string place, bool isFilter = false)
    {
        if (node is null)
        {
            return;
        }

        var several = node as JsonArray;
        for (var i = 0; i < (several?.Count ?? 1); i++)
        {
            var inner = Any(several is null ? node : several[i], several is null ? place : $"{place}[{i}]");
            query.Add(isFilter ? new ConstantScoreQuery(inner) { Boost = 0 } : inner, occur);
        }
    }
}
