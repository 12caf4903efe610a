using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Storage;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Content.Queries;

public sealed class SqliteSqlQueryTests(SqliteSqlQueryTests.Fixture fixture) : SqlQueryContract(fixture), IClassFixture<SqliteSqlQueryTests.Fixture>
{
    public sealed class Fixture() : QuerySite(DatabaseOptions.Sqlite);
}

public sealed class PostgresSqlQueryTests(PostgresSqlQueryTests.Fixture fixture) : SqlQueryContract(fixture), IClassFixture<PostgresSqlQueryTests.Fixture>
{
    public sealed class Fixture() : QuerySite(DatabaseOptions.Postgres);
}

/// <summary>Three articles and a draft, to be looked at only.</summary>
public abstract class QuerySite(string provider) : IAsyncLifetime
{
    public string Provider => provider;

    public TestSite? Site { get; private set; }

    public async Task InitializeAsync()
    {
        if (provider == DatabaseOptions.Sqlite || StorageTestDatabase.PostgresServer is not null)
        {
            Site = await CreateAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (Site is not null)
        {
            await Site.DisposeAsync();
        }
    }

    public async Task<TestSite> CreateAsync()
    {
        var site = await TestSite.CreateAsync(provider);
        await site.DefineAsync("Article", """
            {"TitlePart":{},"AutoroutePart":{},"Article":{"fields":{
                "Author":"ContentPickerField","Tags":{"FieldName":"TaxonomyField","Settings":{"TaxonomyFieldSettings":{"TaxonomyContentItemId":"tags"}}},
                "Rank":{"FieldName":"NumericField","Settings":{"NumericFieldSettings":{"Scale":1}}},"Lead":"TextField","Day":"DateField","Hot":"BooleanField"}}}
            """);
        foreach (var (id, day, tag) in new[] { ("one", 1, "red"), ("two", 2, "blue"), ("three", 3, "red") })
        {
            site.Clock.Now = new DateTime(2026, 3, day, 12, 0, 0, DateTimeKind.Utc);
            await site.PublishAsync($$"""
                {"ContentItemId":"{{id}}","ContentType":"Article","TitlePart":{"Title":"It's {{id}}"},"AutoroutePart":{},"Article":{
                    "Author":{"ContentItemIds":["ada"]},"Tags":{"TermContentItemIds":["{{tag}}","all"]},"Rank":{"Value":{{day}}.5},"Lead":{"Text":"x\\y"},
                    "Day":{"Value":"2026-03-0{{day}}T00:00:00Z"},"Hot":{"Value":{{(day == 1 ? "true" : "false")}} } } }
                """);
        }

        await site.CommitAsync(async scope =>
        {
            var draft = await scope.LatestAsync("one");
            draft.Content["TitlePart"]!["Title"] = "Secret plans";
            await scope.Manager.SaveDraftAsync(draft);
        });
        return site;
    }
}

/// <summary>What recipes' SQL finds, on each database.</summary>
public abstract class SqlQueryContract(QuerySite fixture)
{
    private readonly TestSite? _made = fixture.Site;

    private TestSite Site => _made!;

    [SkippableTheory]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType='Article' AND Published=true ORDER BY PublishedUtc DESC LIMIT @size:10 OFFSET @skip:0", "three,two,one")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType='Article' AND Published=1 ORDER BY PublishedUtc DESC LIMIT @size:2;", "three,two")]
    [InlineData("select DocumentId from ContentItemIndex where ContentType = 'Article' order by CreatedUtc limit 1", "one")]
    [InlineData("SELECT ci.DocumentId FROM ContentPickerFieldIndex AS cp INNER JOIN ContentItemIndex AS ci ON ci.DocumentId=cp.DocumentId WHERE cp.ContentPart='Article' AND cp.ContentField='Author' AND cp.Published=true AND cp.SelectedContentItemId=@authorId:'ada' ORDER BY ci.PublishedUtc", "one,two,three")]
    [InlineData("SELECT DISTINCT DocumentId FROM TaxonomyIndex WHERE TermContentItemId=@termId:'red' AND ContentItemId<>@articleId:'one' AND Published=true LIMIT 3", "three")]
    [InlineData("SELECT ti.DocumentId, COUNT(*) AS shared FROM TaxonomyIndex AS ti INNER JOIN TaxonomyIndex AS mine ON mine.TermContentItemId=ti.TermContentItemId WHERE mine.ContentItemId=@id:'one' AND mine.Published=true AND ti.ContentItemId<>@id:'one' AND ti.Published=true GROUP BY ti.DocumentId ORDER BY shared DESC, ti.DocumentId DESC LIMIT @size:3", "three,two")]
    [InlineData("SELECT other.DocumentId FROM ContentItemIndex AS other INNER JOIN ContentItemIndex AS this ON this.ContentItemId=@id:'two' WHERE this.Published=true AND other.Published=true AND other.PublishedUtc > this.PublishedUtc ORDER BY other.PublishedUtc LIMIT 1", "three")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE Published=true AND PublishedUtc >= '2026-03-02T12:00:00Z' ORDER BY DocumentId", "two,three")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE Published=true AND PublishedUtc < @before:'2026-03-02' ORDER BY DocumentId", "one")]
    [InlineData("SELECT a.DocumentId FROM ContentItemIndex a, NumericFieldIndex n WHERE a.DocumentId=n.DocumentId AND a.Published=true AND n.Numeric > @rank:2 ORDER BY n.Numeric DESC", "three,two")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE Published=true AND DisplayText LIKE 'It''s t%' AND year(PublishedUtc)=2026 AND day(PublishedUtc)=3", "three")]
    [InlineData("SELECT DocumentId FROM TextFieldIndex WHERE Published=true AND Text='x\\y' AND ContentItemId IN ('one','two') ORDER BY DocumentId", "one,two")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE Published=true AND ContentItemId IN @ids ORDER BY DocumentId", "one,three")]
    [InlineData("WITH red(id) AS (SELECT DocumentId FROM TaxonomyIndex WHERE TermContentItemId='red'), live AS (SELECT DocumentId FROM ContentItemIndex JOIN red ON red.id=DocumentId WHERE Published=true) SELECT DocumentId FROM live ORDER BY DocumentId", "one,three")]
    [InlineData("SELECT DocumentId FROM (SELECT DocumentId, Published FROM ContentItemIndex) AS x WHERE Published=true AND EXISTS (SELECT 1 FROM BooleanFieldIndex b WHERE b.DocumentId=x.DocumentId AND b.Boolean=true)", "one")]
    [InlineData("SELECT DocumentId FROM AutoroutePartIndex WHERE Path='it-s-two' UNION SELECT DocumentId FROM DateFieldIndex WHERE Published=true AND Date='2026-03-02'", "two")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex JOIN TaxonomyIndex t USING (DocumentId) WHERE t.TermContentItemId='red' ORDER BY t.ContentItemId", "one,three")]
    [InlineData("SELECT ContentItemIndex.DocumentId FROM ContentItemIndex, TaxonomyIndex WHERE ContentItemIndex.DocumentId=TaxonomyIndex.DocumentId AND TermContentItemId='blue'", "two")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE ContentType=@type", "")]
    public async Task A_recipes_query_finds_its_items_in_order(string sql, string ids)
    {
        Skip.If(_made is null, "No PostgreSQL.");
        var results = await RunAsync(sql, new() { ["IDS"] = new[] { "one", "three" }, ["type"] = null });
        Assert.Equal(ids, string.Join(',', results.Items.Select(item => item.ContentItemId)));
        Assert.All(results.Items, item => Assert.StartsWith("It's", item.DisplayText, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Drafts_are_found_by_those_who_ask_for_them_only()
    {
        Skip.If(_made is null, "No PostgreSQL.");
        Assert.DoesNotContain((await RunAsync("SELECT DocumentId FROM ContentItemIndex")).Items, item => item.DisplayText == "Secret plans");
        Assert.Equal("Secret plans", Assert.Single((await RunAsync("SELECT DocumentId FROM ContentItemIndex WHERE Latest=true AND Published=false")).Items).DisplayText);
    }

    [SkippableTheory]
    [InlineData("SELECT COUNT(*) AS Total FROM ContentItemIndex WHERE Published=true", """[{"Total":3}]""")]
    [InlineData("SELECT TermContentItemId AS Term, COUNT(*) AS \"How Many\" FROM TaxonomyIndex WHERE Published=true GROUP BY TermContentItemId ORDER BY COUNT(*) DESC, TermContentItemId", """[{"Term":"all","How Many":3},{"Term":"red","How Many":2},{"Term":"blue","How Many":1}]""")]
    [InlineData("SELECT DisplayText, PublishedUtc, CASE WHEN Owner IS NULL THEN 'nobody' ELSE Owner END AS Who FROM ContentItemIndex WHERE ContentItemId='two'", """[{"DisplayText":"It's two","PublishedUtc":"2026-03-02T12:00:00Z","Who":"nobody"}]""")]
    [InlineData("SELECT Numeric FROM NumericFieldIndex WHERE ContentItemId='two'", """[{"Numeric":2.5}]""")]
    [InlineData("SELECT upper(substr(ContentItemId, 1, 2)) AS Short FROM ContentItemIndex WHERE ContentItemId=@id", """[{"Short":"TW"}]""")]
    public async Task Rows_are_objects_with_names_as_they_are_spelled(string sql, string rows)
    {
        Skip.If(_made is null, "No PostgreSQL.");
        var results = await RunAsync(sql, new() { ["id"] = "two" }, items: false);
        Assert.Equal(rows, SiteJson.Write(new JsonArray([.. results.Rows])));
    }

    [SkippableFact]
    public async Task All_columns_are_spelled_as_in_orchard()
    {
        Skip.If(_made is null, "No PostgreSQL.");
        foreach (var view in OrchardViews.Names)
        {
            Assert.All((await RunAsync($"SELECT * FROM {view}", items: false)).Rows, row => Assert.All(row, column => Assert.True(char.IsUpper(column.Key[0]), column.Key)));
        }

        var row = (await RunAsync("SELECT * FROM ContentItemIndex", items: false)).Rows[0];
        Assert.Equal("Author ContentItemId ContentItemVersionId ContentType CreatedUtc DisplayText DocumentId Latest ModifiedUtc Owner Published PublishedUtc",
            string.Join(' ', row.Select(column => column.Key).Order(StringComparer.Ordinal)));
    }

    [SkippableFact]
    public async Task A_session_finds_what_it_has_written_and_survives_a_query_that_fails()
    {
        Skip.If(_made is null, "No PostgreSQL.");
        await using var site = await fixture.CreateAsync();
        await using var scope = site.Open();
        Assert.Empty(await scope.Manager.PublishAsync(scope.Item("""{"ContentItemId":"four","ContentType":"Article","TitlePart":{"Title":"Four"}}""")));
        var source = scope.Get<IQuerySource>();
        var query = new Query("q", "Sql", "", true, []);
        var none = new Dictionary<string, object?>();
        Assert.Equal("four", Assert.Single((await source.RunAsync(query, "SELECT DocumentId FROM ContentItemIndex WHERE DisplayText='Four'", none, default)).Items).ContentItemId);
        var failure = await Assert.ThrowsAsync<QueryException>(() => source.RunAsync(query, "SELECT Nonsense FROM ContentItemIndex", none, default));
        Assert.Contains("nonsense", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await scope.Manager.PublishAsync(scope.Item("""{"ContentItemId":"five","ContentType":"Article","TitlePart":{"Title":"Five"}}""")));
        await scope.Session.CommitAsync();
        Assert.Equal("Five", (await site.ReadAsync(other => other.PublishedAsync("five"))).DisplayText);
    }

    [SkippableTheory]
    [InlineData("DELETE FROM ContentItemIndex", "begins with SELECT")]
    [InlineData("SELECT 1 FROM ContentItemIndex; DROP TABLE ContentItem", "Only one statement")]
    [InlineData("SELECT 1 FROM ContentItemIndex -- x", "Comments")]
    [InlineData("SELECT 1 FROM /* x */ ContentItemIndex", "Comments")]
    [InlineData("SELECT * FROM AspNetUsers", "'AspNetUsers' is not a table")]
    [InlineData("SELECT * FROM \"ContentItem\"", "'ContentItem' is not a table")]
    [InlineData("SELECT * FROM sqlite_master", "is not a table")]
    [InlineData("SELECT * FROM pragma_table_info('ContentItem')", "is not a table")]
    [InlineData("SELECT * FROM main.ContentItemIndex", "is not a table")]
    [InlineData("SELECT * FROM ContentItemIndex.x", "is not a table")]
    [InlineData("SELECT * FROM pg_catalog.pg_user", "is not a table")]
    [InlineData("SELECT * FROM ContentItemIndex, pg_shadow", "is not a table")]
    [InlineData("SELECT * FROM ContentItemIndex a JOIN AspNetUsers b ON 1=1", "is not a table")]
    [InlineData("SELECT * FROM (ContentItemIndex a CROSS JOIN AspNetUsers b)", "is not a table")]
    [InlineData("SELECT * FROM (AspNetUsers)", "is not a table")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex UNION SELECT Id FROM AspNetUsers", "is not a table")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex UNION TABLE AspNetUsers", "'TABLE' is not allowed")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE Owner IN AspNetUsers", "( is expected after IN")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE Owner IN (SELECT Id FROM AspNetUsers)", "is not a table")]
    [InlineData("WITH AspNetUsers AS (SELECT * FROM AspNetUsers) SELECT * FROM AspNetUsers", "is not a table")]
    [InlineData("WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a", "is not a table")]
    [InlineData("SELECT * FROM AspNetUsers, (WITH AspNetUsers AS (SELECT 1) SELECT 1) x", "is not a table")]
    [InlineData("SELECT * FROM (WITH AspNetUsers AS (SELECT 1) SELECT * FROM AspNetUsers) x", "is not a table")]
    [InlineData("WITH x AS (DELETE FROM ContentItem RETURNING Id) SELECT * FROM x", "'DELETE' is not allowed")]
    [InlineData("WITH ContentItemIndex AS (SELECT 1) SELECT * FROM ContentItemIndex", "cannot be the name")]
    [InlineData("SELECT * INTO stolen FROM ContentItemIndex", "'INTO' is not allowed")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex FOR UPDATE", "'FOR' is not allowed")]
    [InlineData("SELECT pg_read_file('/etc/passwd') FROM ContentItemIndex", "function 'pg_read_file' is not allowed")]
    [InlineData("SELECT pg_catalog.pg_read_file('/etc/passwd')", "function 'pg_read_file' is not allowed")]
    [InlineData("SELECT \"pg_read_file\"('/etc/passwd')", "is not a function")]
    [InlineData("SELECT load_extension('x')", "is not allowed")]
    [InlineData("SELECT lower/**/('x')", "Comments")]
    [InlineData("SELECT current_user", "is not allowed")]
    [InlineData("SELECT $$x$$", "The character '$'")]
    [InlineData("SELECT 'x'::regclass", "The character ':'")]
    [InlineData("SELECT `x` FROM ContentItemIndex", "The character '`'")]
    [InlineData("SELECT 'open FROM ContentItemIndex", "' is missing at the end")]
    [InlineData("SELECT (1 FROM ContentItemIndex", "")]
    [InlineData("SELECT 1)", "There is a ) too many")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex LIMIT @n:'many'", "must be a whole number")]
    [InlineData("SELECT DocumentId FROM ContentItemIndex WHERE Owner=@nobody", "@nobody has no value")]
    [InlineData("", "begins with SELECT")]
    [InlineData("WITH", "A name is expected")]
    public async Task What_is_no_harmless_query_is_refused_with_a_reason(string sql, string reason)
    {
        Skip.If(_made is null, "No PostgreSQL.");
        var refusal = await Assert.ThrowsAsync<QueryException>(() => RunAsync(sql));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_value_is_a_value_whatever_it_contains()
    {
        Skip.If(_made is null, "No PostgreSQL.");
        var hostile = "x' OR '1'='1'; DROP TABLE ContentItem; --\\";
        Assert.Empty((await RunAsync("SELECT DocumentId FROM ContentItemIndex WHERE Owner=@o", new() { ["o"] = hostile })).Items);
        Assert.Empty((await RunAsync($"SELECT DocumentId FROM ContentItemIndex WHERE Owner='{hostile.Replace("'", "''", StringComparison.Ordinal)}'")).Items);
        Assert.Equal(3, (await RunAsync("SELECT DocumentId FROM ContentItemIndex WHERE Published=true LIMIT @n:5", new() { ["n"] = "3" })).Items.Count);
    }

    [SkippableFact]
    public async Task A_query_that_would_never_end_is_ended()
    {
        Skip.If(_made is null, "No PostgreSQL.");
        const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) AS m FROM n";
        var translation = CmsSite.Content.Queries.Sql.SqlTranslation.Of(Endless, new Dictionary<string, object?>(), fixture.Provider == DatabaseOptions.Postgres);
        await using var scope = Site.Open();
        await Assert.ThrowsAsync<QueryLimitException>(() => ReadOnlyQuery.RunAsync(scope.Database, translation.Text, translation.Parameters, 10, TimeSpan.FromMilliseconds(200)));
        await Assert.ThrowsAsync<QueryLimitException>(() => ReadOnlyQuery.RunAsync(scope.Database, "SELECT DocumentId FROM ContentItemIndex", [], 1, TimeSpan.FromSeconds(5)));
        Assert.Equal(3, (await RunAsync("SELECT DocumentId FROM ContentItemIndex")).Items.Count);
    }

    [SkippableFact]
    public async Task Even_what_slipped_through_could_not_write()
    {
        Skip.If(_made is null, "No PostgreSQL.");
        await using var site = await fixture.CreateAsync();
        await using var scope = site.Open();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ReadOnlyQuery.RunAsync(scope.Database, "DELETE FROM \"ContentItem\"", [], 10, TimeSpan.FromSeconds(5)));
        Assert.Equal(2, (await scope.VersionsAsync("one")).Count);
        await site.PublishAsync("""{"ContentType":"Article","TitlePart":{"Title":"Still writable"}}""");
    }

    private async Task<QueryResults> RunAsync(string sql, Dictionary<string, object?>? parameters = null, bool items = true)
    {
        await using var scope = Site.Open();
        return await scope.Get<IQuerySource>().RunAsync(new Query("q", "Sql", sql, items, []), sql, parameters ?? [], default);
    }
}
