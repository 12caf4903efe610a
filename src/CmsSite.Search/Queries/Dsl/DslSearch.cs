using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Search.Indexes;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries.Dsl;

/// <summary>A whole query in Orchard's JSON: what is asked for, in which order, and which part of it.</summary>
internal sealed record DslSearch(Lucene.Net.Search.Query Query, Sort? Sort, int From, int Size)
{
    public const int MostReached = 10_000;
    private const int MostSize = 1000;
    private const int LongestText = 200_000;
    private static readonly string[] _known = ["query", "sort", "from", "size"];

    private static readonly JsonDocumentOptions _json = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    /// <exception cref="Content.Queries.QueryException">It is no query; the message says where and why.</exception>
    public static DslSearch Read(string text, DslContext context)
    {
        var json = Parse(text) as JsonObject ?? throw DslContext.Wrong("the beginning", "an object is expected, as in { \"query\": { \"match_all\": {} } }.");
        foreach (var (name, _) in json.Where(pair => !_known.Contains(pair.Key)))
        {
            context.Note("the beginning", $"'{DslContext.Shown(name)}' means nothing here{DslContext.Suggest(name, _known)}.");
        }

        if (!json.ContainsKey("query"))
        {
            throw DslContext.Wrong("the beginning", "\"query\" is missing, as in { \"query\": { \"match_all\": {} } }.");
        }

        var query = new BoolQueries(context).Any(json["query"], "query");
        var from = DslContext.Whole(json["from"], "from", 0, 0, MostReached);
        var size = DslContext.Whole(json["size"], "size", 10, 0, MostSize);
        return from + size > MostReached
            ? throw DslContext.Wrong("from", $"results beyond the first {MostReached} are out of reach. Ask for less by a condition, such as a range of dates.")
            : new DslSearch(query, SortOf(json["sort"], context), from, size);
    }

    private static JsonNode? Parse(string text)
    {
        if (text.Length > LongestText)
        {
            throw DslContext.Wrong("the beginning", $"the query is longer than {LongestText} characters.");
        }

        try
        {
            return JsonNode.Parse(text, documentOptions: _json);
        }
        catch (JsonException wrong)
        {
            var place = wrong.LineNumber is { } line ? $"line {line + 1}, column {wrong.BytePositionInLine + 1}" : "the beginning";
            throw DslContext.Wrong(place, string.IsNullOrWhiteSpace(text) ? "the query is empty, as in { \"query\": { \"match_all\": {} } }." : $"this is no JSON: {wrong.Message.Split(" LineNumber:")[0].Split(" Path:")[0]}");
        }
    }

    private static Sort? SortOf(JsonNode? node, DslContext context)
    {
        var fields = new List<SortField>();
        foreach (var (entry, place) in node is JsonArray several ? several.Select((entry, i) => (entry, $"sort[{i}]")) : node is null ? [] : [(node, "sort")])
        {
            if (entry is JsonObject named)
            {
                foreach (var (field, options) in named)
                {
                    fields.Add(FieldOf(field, options, $"{place}.{DslContext.Shown(field)}", context));
                }
            }
            else
            {
                fields.Add(FieldOf(DslContext.Text(entry, place), null, place, context));
            }
        }

        return fields.Count == 0 ? null : fields.Count <= 8 ? new Sort([.. fields, SortField.FIELD_DOC]) : throw DslContext.Wrong("sort", "a query sorts by eight fields at most.");
    }

    private static SortField FieldOf(string field, JsonNode? options, string place, DslContext context)
    {
        if (options is JsonObject json)
        {
            // Which type it is we know ourselves.
            context.Check(json, place, "order", "type");
        }

        var order = options is JsonObject given ? given["order"] : options;
        var isDescending = order is null ? field == "_score" : DslContext.Text(order, place).ToUpperInvariant() switch
        {
            "ASC" => false,
            "DESC" => true,
            _ => throw DslContext.Wrong(place, $"'{DslContext.Shown(DslContext.Text(order, place))}' is no order; it is 'asc' or 'desc'."),
        };
        if (field == "_score")
        {
            return new SortField(null, SortFieldType.SCORE, !isDescending);
        }

        var (name, kind) = context.Field(field, place);
        return kind switch
        {
            SearchFieldKind.Integer => new SortField(name, SortFieldType.INT64, isDescending),
            SearchFieldKind.Number => new SortField(name, SortFieldType.DOUBLE, isDescending),
            // Words have no order among each other; the whole text has.
            SearchFieldKind.Text => new SortField(name == FieldNames.Title ? FieldNames.TitleNormalized : name + FieldNames.Whole, SortFieldType.STRING, isDescending),
            _ => new SortField(name, SortFieldType.STRING, isDescending),
        };
    }
}
