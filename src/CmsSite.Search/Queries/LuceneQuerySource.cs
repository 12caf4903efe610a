using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Recipes;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries.Dsl;
using Lucene.Net.Documents;
using Lucene.Net.Search;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Search.Queries;

/// <summary>Runs recipes' Lucene queries, in Orchard's JSON, over a search index of the site.</summary>
/// <remarks>
/// The index is a moment behind the database: what it finds is looked up there, and what is not published any more is left out, unless the index is one of latest versions.
/// </remarks>
public sealed class LuceneQuerySource(SiteSearch search, SearchProfiles profiles, ContentItems items, TimeProvider clock) : IQuerySource
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(5);

    // Stored for our own pages of results; a query's rows hold what Orchard stores.
    private static readonly HashSet<string> _own = [FieldNames.Time, FieldNames.Culture];

    public string Name => "Lucene";

    public async Task<QueryResults> RunAsync(Content.Queries.Query query, string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        var profile = ProfileOf(query);
        var (documents, total, notes) = Find(profile, text);
        var ids = documents.Select(document => document.Get(FieldNames.Id, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var version = profile.IsLatest ? VersionOptions.Latest : VersionOptions.Published;
        if (query.ReturnContentItems)
        {
            return new QueryResults(await items.GetAsync(ids, version, cancellationToken), []) { Total = total, Notes = notes };
        }

        var there = (await items.Versions(version).Where(item => ids.Contains(item.ContentItemId)).Select(item => item.ContentItemId).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return new QueryResults([], [.. documents.Where((_, i) => there.Contains(ids[i])).Select(Row)]) { Total = total, Notes = notes };
    }

    /// <inheritdoc/>
    /// <remarks>Pages that show it are kept for seconds: the index hears of a change after them.</remarks>
    public IReadOnlyCollection<string> DependenciesOf(string text, IReadOnlyDictionary<string, object?> parameters) => ["items", "drafts", "brief"];

    private (IReadOnlyList<Document> Documents, int Total, IReadOnlyList<string> Notes) Find(SearchProfile profile, string text)
    {
        var fields = profiles.FieldsOf(profile);
        var found = search.InIndex(profile, index => index.Search(searcher =>
        {
            var deadline = new Deadline(clock, _timeout);
            var context = new DslContext(fields, index.Analyzer, profile.Language, deadline);
            return new Found(Run(searcher, DslSearch.Read(text, context), deadline, out var total), total, context.Notes);
        }));
        return found is null
            ? throw new QueryException($"The search index '{profile.Name}' is being made just now. Try again in a moment.") { IsTooEarly = true }
            : (found.Documents, found.Total, found.Notes);
    }

    private static List<Document> Run(IndexSearcher searcher, DslSearch asked, Deadline deadline, out int total)
    {
        var most = Math.Max(1, Math.Min(asked.From + asked.Size, searcher.IndexReader.MaxDoc));
        try
        {
            TopDocs top;
            if (asked.Sort is { } sort)
            {
                var collector = TopFieldCollector.Create(sort.Rewrite(searcher), most, fillFields: false, trackDocScores: false, trackMaxScore: false, docsScoredInOrder: false);
                searcher.Search(asked.Query, new DeadlineCollector(collector, deadline));
                top = collector.GetTopDocs();
            }
            else
            {
                var collector = TopScoreDocCollector.Create(most, docsScoredInOrder: false);
                searcher.Search(asked.Query, new DeadlineCollector(collector, deadline));
                top = collector.GetTopDocs();
            }

            total = top.TotalHits;
            return [.. top.ScoreDocs.Skip(asked.From).Take(asked.Size).Select(hit => searcher.Doc(hit.Doc))];
        }
        catch (BooleanQuery.TooManyClausesException wrong)
        {
            throw new QueryException("The query is more than can be looked for at once. Ask for less by a longer beginning, or by fewer conditions.", wrong);
        }
    }

    private SearchProfile ProfileOf(Content.Queries.Query query)
    {
        var name = query.Definition["Index"].AsText() is { Length: > 0 } flat ? flat : (query.Definition["Properties"]?["LuceneQueryMetadata"] as JsonObject)?["Index"].AsText();
        if (string.IsNullOrWhiteSpace(name))
        {
            return profiles.Default();
        }

        var all = profiles.All();
        return all.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new QueryException($"There is no search index '{name}'{(Suggestion.For(name, all.Select(profile => profile.Name)) is { } near ? $" (did you mean '{near}'?)" : "")}. There are: {string.Join(", ", all.Select(profile => profile.Name))}.");
    }

    private static JsonObject Row(Document document)
    {
        var row = new JsonObject();
        foreach (var field in document.Fields.Where(field => !_own.Contains(field.Name)))
        {
            JsonNode? value = field.NumericType switch
            {
                NumericFieldType.INT64 => field.GetInt64Value(),
                NumericFieldType.DOUBLE => field.GetDoubleValue(),
                _ => field.GetStringValue(System.Globalization.CultureInfo.InvariantCulture),
            };
            // What is there several times is a list.
            row[field.Name] = row[field.Name] switch
            {
                null => value,
                JsonArray list => With(list, value),
                var one => new JsonArray(one.DeepClone(), value),
            };
        }

        return row;
    }

    private static JsonArray With(JsonArray list, JsonNode? value)
    {
        var longer = (JsonArray)list.DeepClone();
        longer.Add(value);
        return longer;
    }

    private sealed record Found(IReadOnlyList<Document> Documents, int Total, IReadOnlyList<string> Notes);
}
