using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Storage;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Search;

/// <summary>A site with a few articles in an index; nothing in it changes.</summary>
public sealed class LuceneQuerySite : IAsyncLifetime, IAsyncDisposable
{
    private SearchNode _node = null!;

    public TestSite Site { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Site = await SearchNode.CreateSiteAsync();
        const string Included = """ "Settings": { "LuceneContentIndexSettings": { "Included": true } } """;
        await Site.DefineAsync("Story", $$$"""
            { "TitlePart": { {{{Included}}} }, "AutoroutePart": { {{{Included}}} }, "HtmlBodyPart": { {{{Included}}} },
              "Story": { "fields": {
                "Subtitle": { "FieldName": "TextField", {{{Included}}} },
                "Code": { "FieldName": "TextField", "Settings": { "LuceneContentIndexSettings": { "Included": true, "Stored": true, "Keyword": true } } },
                "Hidden": { "FieldName": "TextField" },
                "Rank": { "FieldName": "NumericField", {{{Included}}} },
                "Price": { "FieldName": "NumericField", "Settings": { "LuceneContentIndexSettings": { "Included": true, "Stored": true }, "NumericFieldSettings": { "Scale": 2 } } },
                "Featured": { "FieldName": "BooleanField", {{{Included}}} },
                "Tags": { "FieldName": "TaxonomyField", {{{Included}}} } } } }
            """);
        await WriteAsync("one", "Harbour light", "<p>The keeper of the old harbour lights the lamp.</p>", "Blue", "A-1", 1, 1.5, true, "red");
        await WriteAsync("two", "Harbour ferry", "<p>A ferry crosses slack water to the island.</p>", "Green", "A-2", 2, 2.5, false, "red");
        await WriteAsync("three", "Naïve café", "<p>Coffee by the water.</p>", null, "B-1", 3, 10, true, "blue");
        await Site.CommitAsync(async scope =>
        {
            var draft = await scope.LatestAsync("one");
            draft.Content["TitlePart"]!["Title"] = "Secret plans";
            await scope.Manager.SaveDraftAsync(draft);
        });
        await PutIndexAsync(Site, "Drafts", true, "Story");
        await PutIndexAsync(Site, "Search", false, "Story");
        _node = new SearchNode(Site);
        await _node.CatchUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await Site.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    internal async Task<QueryResults> RunAsync(string text, bool items = true, string? index = "Search")
    {
        await using var scope = Site.Open();
        var source = new LuceneQuerySource(_node.Search, scope.Get<SearchProfiles>(), scope.Get<ContentItems>(), TimeProvider.System);
        return await source.RunAsync(new Query("q", "Lucene", text, items, new JsonObject { ["Index"] = index }), text, new Dictionary<string, object?>(), default);
    }

    internal async Task<string> IdsAsync(string query) =>
        string.Join(',', (await RunAsync($$"""{ "query": {{query}}, "sort": "Content.ContentItem.PublishedUtc" }""")).Items.Select(item => item.ContentItemId));

    internal static Task PutIndexAsync(TestSite site, string name, bool latest, params string[] types) => site.CommitAsync(scope => scope.Session.PutAsync(SiteDocumentKinds.IndexProfile, name, new JsonObject
    {
        ["Name"] = name, ["Type"] = "Content",
        ["Properties"] = new JsonObject { ["ContentIndexMetadata"] = new JsonObject { ["IndexLatest"] = latest, ["IndexedContentTypes"] = new JsonArray([.. types.Select(type => (JsonNode)type)]) } },
    }));

    private async Task WriteAsync(string id, string title, string html, string? subtitle, string code, int rank, double price, bool featured, string tag)
    {
        Site.Clock.Now = Site.Clock.Now.AddDays(1);
        var item = A.ContentItem("Story").Titled(title).Saying(html);
        item.ContentItemId = id;
        await Site.PublishAgainAsync(item, story => story.Content["Story"] = new JsonObject
        {
            ["Subtitle"] = new JsonObject { ["Text"] = subtitle }, ["Code"] = new JsonObject { ["Text"] = code }, ["Hidden"] = new JsonObject { ["Text"] = "secret" },
            ["Rank"] = new JsonObject { ["Value"] = rank }, ["Price"] = new JsonObject { ["Value"] = price }, ["Featured"] = new JsonObject { ["Value"] = featured },
            ["Tags"] = new JsonObject { ["TaxonomyContentItemId"] = "tags", ["TermContentItemIds"] = new JsonArray(tag) },
        });
    }
}

public sealed class LuceneQueryTests(LuceneQuerySite site) : IClassFixture<LuceneQuerySite>
{
    private const string Full = "Content.ContentItem.FullText";

    [Theory]
    [InlineData("""{ "match_all": {} }""", "one,two,three")]
    [InlineData("""{ "match": { "Content.ContentItem.FullText": "ferries coffee" } }""", "two,three")]
    [InlineData("""{ "match": { "Content.ContentItem.FullText": { "query": "harbour keeper", "operator": "and" } } }""", "one")]
    [InlineData("""{ "match": { "Content.ContentItem.FullText": { "query": "harbour keeper nothing", "minimum_should_match": "60%" } } }""", "one,two")]
    [InlineData("""{ "match": { "Content.ContentItem.FullText": "the island" } }""", "two")]
    [InlineData("""{ "match": { "Content.BodyAspect.Body": "slack" } }""", "two")]
    [InlineData("""{ "match": { "Content.ContentItem.FullText": "…" } }""", "")]
    [InlineData("""{ "match": { "Content.ContentItem.FullText": { "query": "…", "zero_terms_query": "all" } } }""", "one,two,three")]
    [InlineData("""{ "match": { "HtmlBodyPart": "cafe" } }""", "")]
    [InlineData("""{ "match": { "Story.HtmlBodyPart": "coffee" } }""", "three")]
    [InlineData("""{ "match": { "TitlePart": { "query": "CAFÉ", "boost": 2 } } }""", "three")]
    [InlineData("""{ "match_phrase": { "HtmlBodyPart": "slack water" } }""", "two")]
    [InlineData("""{ "match_phrase": { "HtmlBodyPart": "water slack" } }""", "")]
    [InlineData("""{ "match_phrase": { "HtmlBodyPart": { "value": "old lamp", "slop": 4 } } }""", "one")]
    [InlineData("""{ "multi_match": { "query": "water harbour", "fields": ["HtmlBodyPart", "TitlePart^3"] } }""", "one,two,three")]
    [InlineData("""{ "multi_match": { "query": "slack water", "type": "phrase", "fields": ["HtmlBodyPart", "TitlePart"] } }""", "two")]
    [InlineData("""{ "multi_match": { "query": "water", "type": "most_fields", "fields": ["HtmlBodyPart"] } }""", "two,three")]
    [InlineData("""{ "term": { "Content.ContentItem.ContentType": "Story" } }""", "one,two,three")]
    [InlineData("""{ "term": { "Content.ContentItem.DisplayText.keyword": { "value": "Harbour ferry", "boost": 3 } } }""", "two")]
    [InlineData("""{ "term": { "Content.ContentItem.DisplayText.Normalized": "naive cafe" } }""", "three")]
    [InlineData("""{ "term": { "Content.ContentItem.DisplayText.Analyzed.keyword": "Harbour light" } }""", "one")]
    [InlineData("""{ "term": { "Story.Code": "A-2" } }""", "two")]
    [InlineData("""{ "term": { "Story.Subtitle": "NULL" } }""", "three")]
    [InlineData("""{ "term": { "Story.Subtitle.keyword": "Blue" } }""", "one")]
    [InlineData("""{ "term": { "Story.Featured": "true" } }""", "one,three")]
    [InlineData("""{ "term": { "Story.Featured": false } }""", "two")]
    [InlineData("""{ "term": { "Story.Rank": 2 } }""", "two")]
    [InlineData("""{ "term": { "Story.Tags.Ids": "red" } }""", "one,two")]
    [InlineData("""{ "terms": { "Story.Code": ["A-1", "B-1"] } }""", "one,three")]
    [InlineData("""{ "range": { "Story.Rank": { "gte": 2 } } }""", "two,three")]
    [InlineData("""{ "range": { "Story.Rank": { "gt": 1.5, "lt": 3 } } }""", "two")]
    [InlineData("""{ "range": { "Story.Price": { "gt": 1.5, "lte": 10 } } }""", "two,three")]
    [InlineData("""{ "range": { "Story.Code": { "lt": "A-2" } } }""", "one")]
    [InlineData("""{ "range": { "Content.ContentItem.PublishedUtc": { "gte": "19700101000000", "lt": 99990101000000 } } }""", "one,two,three")]
    [InlineData("""{ "prefix": { "Story.Code": "A" } }""", "one,two")]
    [InlineData("""{ "prefix": { "Story.Code": { "prefix": "B" } } }""", "three")]
    [InlineData("""{ "wildcard": { "Story.Code": "?-1" } }""", "one,three")]
    [InlineData("""{ "wildcard": { "Content.ContentItem.FullText": { "value": "is*d" } } }""", "two")]
    [InlineData("""{ "wildcard": { "Story.Code": "A\\*" } }""", "")]
    [InlineData("""{ "regexp": { "Story.Code": "[AB]-1{1,2}" } }""", "one,three")]
    [InlineData("""{ "regexp": { "Story.Code": "A-(2|3)" } }""", "two")]
    [InlineData("""{ "regexp": { "Story.Code": "AB?-1" } }""", "one")]
    [InlineData("""{ "fuzzy": { "Story.Code": "A-9" } }""", "one,two,three")]
    [InlineData("""{ "fuzzy": { "Story.Code": { "value": "A-9", "fuzziness": 1, "prefix_length": 1 } } }""", "one,two")]
    [InlineData("""{ "query_string": { "query": "harbour AND NOT ferry" } }""", "one")]
    [InlineData("""{ "query_string": { "query": "Story.Code:A* AND Story.Rank:[2 TO *]" } }""", "")]
    [InlineData("""{ "query_string": { "query": "Story.Tags.Ids:red AND Story.Rank:[2 TO *]" } }""", "two")]
    [InlineData("""{ "query_string": { "query": "\"slack water\" cof*", "default_field": "HtmlBodyPart" } }""", "two,three")]
    [InlineData("""{ "query_string": { "query": "lampp~1 ferr?" } }""", "one,two")]
    [InlineData("""{ "simple_query_string": { "query": "harbour + -ferry", "fields": ["TitlePart^2", "HtmlBodyPart"], "default_operator": "and" } }""", "one")]
    [InlineData("""{ "simple_query_string": { "query": "\"slack water\" | keep*" } }""", "one,two")]
    [InlineData("""{ "bool": { "must": { "term": { "Story.Tags.Ids": "red" } }, "must_not": [ { "match": { "TitlePart": "ferry" } } ] } }""", "one")]
    [InlineData("""{ "bool": { "mustnot": { "term": { "Story.Tags.Ids": "red" } } } }""", "three")]
    [InlineData("""{ "bool": { "should": [ { "term": { "Story.Code": "A-1" } }, { "term": { "Story.Tags.Ids": "red" } } ], "minimum_should_match": 2 } }""", "one")]
    [InlineData("""{ "bool": { "filter": [ { "term": { "Story.Tags.Ids": "red" } }, { "range": { "Story.Rank": { "gte": 2 } } } ], "must": { "match_all": {} } } }""", "two")]
    [InlineData("""{ "bool": { "filter": { "prefix": { "Story.Code": "B" } } } }""", "three")]
    public async Task Every_kind_of_query_finds_what_it_finds_in_Orchard(string query, string ids) => Assert.Equal(ids, await site.IdsAsync(query));

    [Theory]
    [InlineData(""" "Story.Rank" """, "one,two,three")]
    [InlineData("""{ "Story.Rank": { "order": "desc", "type": "Int64" } }""", "three,two,one")]
    [InlineData("""{ "Story.Price": "desc" }""", "three,two,one")]
    [InlineData("""[ { "Story.Tags.Ids": { "order": "asc" } }, { "Content.ContentItem.CreatedUtc": { "order": "desc" } } ]""", "three,two,one")]
    [InlineData("""{ "TitlePart": { "order": "asc" } }""", "two,one,three")]
    [InlineData("""{ "Content.ContentItem.DisplayText.Analyzed": { "order": "desc" } }""", "three,one,two")]
    [InlineData("""{ "Nothing.Like": {} }""", "one,two,three")]
    public async Task Results_come_in_the_order_asked_for(string sort, string ids)
    {
        var found = await site.RunAsync($$"""{ "query": { "match_all": {} }, "sort": {{sort}} }""");

        Assert.Equal(ids.Split(',').Order(), found.Items.Select(item => item.ContentItemId).Order());
        Assert.True(sort.Contains("Nothing", StringComparison.Ordinal) || ids == string.Join(',', found.Items.Select(item => item.ContentItemId)), string.Join(',', found.Items.Select(item => item.ContentItemId)));
    }

    [Fact]
    public async Task A_part_of_the_results_comes_with_the_number_of_all()
    {
        var found = await site.RunAsync("""{ "query": { "match_all": {} }, "from": "1", "size": 1, "sort": "Story.Rank" }""");
        Assert.Equal("two", Assert.Single(found.Items).ContentItemId);
        Assert.Equal(3, found.Total);

        Assert.Equal((0, 3), ((await site.RunAsync("""{ "query": { "match_all": {} }, "size": 0 }""")).Items.Count, 3));
    }

    [Fact]
    public async Task Weights_decide_what_comes_first()
    {
        const string Query = """{ "query": { "bool": { "should": [ { "term": { "Story.Code": { "value": "A-1", "boost": ONE } } }, { "term": { "Story.Code": { "value": "A-2", "boost": TWO } } } ] } } }""";

        Assert.Equal("one", (await site.RunAsync(Query.Replace("ONE", "5").Replace("TWO", "0.1"))).Items[0].ContentItemId);
        Assert.Equal("two", (await site.RunAsync(Query.Replace("ONE", "0.1").Replace("TWO", "5"))).Items[0].ContentItemId);
    }

    [Fact]
    public async Task Without_items_it_finds_rows_of_stored_fields()
    {
        var row = Assert.Single((await site.RunAsync("""{ "query": { "term": { "Story.Code": "A-1" } } }""", items: false)).Rows);

        Assert.Equal(("one", "Harbour light", "A-1", 1.5), (row["ContentItemId"]!.GetValue<string>(), row["Content.ContentItem.DisplayText.keyword"]!.GetValue<string>(), row["Story.Code"]!.GetValue<string>(), row["Story.Price"]!.GetValue<double>()));
        Assert.False(row.ContainsKey("stored.body"));
    }

    [Fact]
    public async Task Drafts_come_out_of_an_index_of_latest_versions_only()
    {
        const string Secret = """{ "query": { "match": { "TitlePart": "secret" } } }""";

        Assert.Empty((await site.RunAsync(Secret)).Items);
        Assert.Equal("Secret plans", Assert.Single((await site.RunAsync(Secret, index: "Drafts")).Items).DisplayText);
        Assert.DoesNotContain((await site.RunAsync("""{ "query": { "match_all": {} } }""")).Items, item => item.DisplayText == "Secret plans" || !item.Published);
    }

    [Theory]
    [InlineData("", "query is empty")]
    [InlineData("{", "line 1")]
    [InlineData("{ \"query\": {},\n \"query\": {} }", "this is no JSON")]
    [InlineData("[]", "an object is expected")]
    [InlineData("{}", "\"query\" is missing")]
    [InlineData("""{ "query": {} }""", "At query: the query is empty")]
    [InlineData("""{ "query": { "mach": {} } }""", "did you mean 'match'?")]
    [InlineData("""{ "query": { "bool": { "must": [ { "match_all": {} }, { "trem": { "a": "b" } } ] } } }""", "At query.bool.must[1]: there is no query 'trem'")]
    [InlineData("""{ "query": { "bool": { "most": [] } } }""", "At query.bool: bool has no 'most' (did you mean 'must'?)")]
    [InlineData("""{ "query": { "terms": { "Story.Code": "A-1" } } }""", "At query.terms.Story.Code: a list of texts")]
    [InlineData("""{ "query": { "term": { "Story.Code": ["A-1"] } } }""", "At query.term.Story.Code: a text is expected")]
    [InlineData("""{ "query": { "term": { "Story.Rank": "two" } } }""", "holds whole numbers, and 'two' is none")]
    [InlineData("""{ "query": { "wildcard": { "Story.Rank": "2*" } } }""", "holds numbers")]
    [InlineData("""{ "query": { "range": { "Story.Rank": {} } } }""", "a bound is missing")]
    [InlineData("""{ "query": { "match_all": {} }, "size": 1001 }""", "At size: a whole number from 0 to 1000")]
    [InlineData("""{ "query": { "match_all": {} }, "from": 9999, "size": 10 }""", "beyond the first 10000")]
    [InlineData("""{ "query": { "match_all": {} }, "sort": { "Story.Rank": { "order": "up" } } }""", "'up' is no order")]
    [InlineData("""{ "query": { "regexp": { "Story.Code": "(a" } } }""", "no regular expression")]
    [InlineData("""{ "query": { "regexp": { "Story.Code": "((a{100}){100}){100}" } } }""", "too complicated")]
    [InlineData("""{ "query": { "regexp": { "Story.Code": "~a" } } }""", "'~' (character 1)")]
    [InlineData("""{ "query": { "query_string": { "query": "a AND (" } } }""", "At query.query_string.query")]
    [InlineData("""{ "query": { "query_string": { "query": "((((((((((((((((((((((((((((((((((((((((((((((((((((((a" } } }""", "more than 50 parentheses")]
    [InlineData("""{ "query": { "fuzzy": { "Story.Code": { "value": "a", "fuzziness": 3 } } } }""", "from 0 to 2")]
    [InlineData("""{ "query": { "multi_match": { "query": "a", "fields": [] } } }""", "a list of one to 32 fields")]
    public async Task What_is_no_query_is_refused_with_its_place_and_what_to_do(string text, string reason)
    {
        var refusal = await Assert.ThrowsAsync<QueryException>(() => site.RunAsync(text));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_nothing_has_finds_nothing_and_its_writer_is_told()
    {
        var found = await site.RunAsync("""{ "query": { "term": { "Story.Cod": "A-1" } } }""");

        Assert.Empty(found.Items);
        Assert.Contains("did you mean 'Story.Code'?", Assert.Single(found.Notes));
        Assert.Contains("Story.Hidden", Assert.Single((await site.RunAsync("""{ "query": { "match": { "Story.Hidden": "secret" } } }""")).Notes));
        Assert.Empty((await site.RunAsync("""{ "query": { "match": { "Content.BodyAspect.Body": "x" } } }""")).Notes);
    }

    [Fact]
    public async Task An_index_that_is_not_there_is_named()
    {
        Assert.Contains("did you mean 'Search'?", (await Assert.ThrowsAsync<QueryException>(() => site.RunAsync("{}", index: "Serch"))).Message);
        Assert.Equal(3, (await site.RunAsync("""{ "query": { "match_all": {} } }""", index: null)).Total);
    }

    [Fact]
    public async Task Too_many_conditions_and_too_deep_a_query_are_refused()
    {
        var many = string.Join(',', Enumerable.Range(0, 600).Select(i => $"\"{i}\""));
        Assert.Contains("more than 500", (await Assert.ThrowsAsync<QueryException>(() => site.IdsAsync($$"""{ "terms": { "Story.Code": [{{many}}] } }"""))).Message);
        var deep = string.Concat(Enumerable.Repeat("""{ "bool": { "must": """, 25)) + """{ "match_all": {} }""" + string.Concat(Enumerable.Repeat(" } }", 25));
        Assert.Contains("queries deep", (await Assert.ThrowsAsync<QueryException>(() => site.IdsAsync(deep))).Message);
    }

    [Fact]
    public async Task A_pattern_that_would_be_larger_than_memory_is_answered_at_once()
    {
        var begun = TimeProvider.System.GetTimestamp();
        foreach (var pattern in new[] { ".*a" + new string('.', 150), "(a|aa)*b(a|aa)*c(a|aa)*d", "(x+x+)+y", "(.*.*.*)*q" })
        {
            await site.IdsAsync($$"""{ "regexp": { "{{Full}}": "{{pattern}}" } }""");
            await site.IdsAsync($$"""{ "wildcard": { "{{Full}}": "{{new string('*', 50)}}a{{new string('?', 100)}}" } }""");
        }

        Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Whatever_stands_in_a_query_it_is_answered_or_refused()
    {
        string[] kinds = ["match", "match_all", "match_phrase", "multi_match", "term", "terms", "bool", "range", "prefix", "wildcard", "regexp", "fuzzy", "query_string", "simple_query_string", "nonsense"];
        string[] names = ["Story.Code", "Story.Rank", "Story.Price", Full, "query", "fields", "value", "must", "should", "filter", "gte", "lt", "boost", "operator", "fuzziness", "default_field", "", "slop"];
        string[] texts = ["A-1", "harbour", "*", "?", "a*b?", "(", "[a-", "[]", "[^]", "{2", "a{2}", "\\", "\\\"", "and", "-1", "9e99", "1e400", "NaN", "\ud800", "\u0000", "a AND (b", "x:[1 TO", "x~99 y^", "Story.Rank:[a TO b]", "+", "/a[/", "\"a\"~9", "100%", "-200%"];
        var random = new Random(6);
        JsonNode? Any(int depth) => random.Next(depth > 5 ? 3 : 7) switch
        {
            0 => texts[random.Next(texts.Length)],
            1 => random.Next(-3, 2000),
            2 => random.Next(4) switch { 0 => null, 1 => true, 2 => 1.5, _ => false },
            3 => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Any(depth + 1))]),
            4 => new JsonObject(Enumerable.Range(0, random.Next(1, 4)).Select(_ => names[random.Next(names.Length)]).Distinct().Select(name => KeyValuePair.Create(name, Any(depth + 1)))),
            _ => new JsonObject { [kinds[random.Next(kinds.Length)]] = random.Next(3) == 0 ? Any(depth + 1) : new JsonObject { [names[random.Next(names.Length)]] = Any(depth + 1), ["x" + random.Next(2)] = Any(depth + 1) } },
        };
        var answered = 0;
        for (var i = 0; i < 3000; i++)
        {
            var asked = new JsonObject { ["query"] = new JsonObject { [kinds[random.Next(kinds.Length)]] = Any(1) } };
            if (random.Next(4) == 0)
            {
                asked[new[] { "sort", "from", "size", "other" }[random.Next(4)]] = Any(3);
            }

            try
            {
                await site.RunAsync(asked.ToJsonString());
                answered++;
            }
            catch (QueryException refused)
            {
                Assert.False(string.IsNullOrWhiteSpace(refused.Message));
            }
        }

        Assert.InRange(answered, 50, 2950);
    }
}
