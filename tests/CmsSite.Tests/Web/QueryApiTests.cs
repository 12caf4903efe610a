using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Access;
using CmsSite.Content.Queries;
using CmsSite.Storage;
using CmsSite.Theming;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

[Collection(WebCollection.Name)]
public class QueryApiTests(CmsApplication app)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Nobody_runs_a_query_with_a_program_unless_a_role_says_so()
    {
        await PutAsync("ApiSecret");

        var visitor = app.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/api/queries/ApiSecret")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/api/queries/NoSuchQuery")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.PostAsync("/api/queries/ApiSecret", null)).StatusCode);
    }

    [Fact]
    public async Task Who_may_gets_items_by_GET_and_POST_and_never_a_draft()
    {
        await PutAsync("ApiOpen");
        var shown = await app.CreateAsync(A.ContentItem("Story").Titled("Api story seen"));
        await app.CreateAsync(A.ContentItem("Story").Titled("Api story unseen"), publish: false);
        await GrantAsync("ExecuteApi_ApiOpen");

        var visitor = app.CreateClient();
        var got = await visitor.GetStringAsync("/api/queries/ApiOpen?parameters=" + Uri.EscapeDataString("""{ "like": "Api story%" }"""));
        var posted = await visitor.PostAsync("/api/queries/ApiOpen", new FormUrlEncodedContent(new Dictionary<string, string> { ["parameters"] = """{ "like": "Api story%" }""" }));

        Assert.Equal(shown.ContentItemId, Assert.Single(JsonNode.Parse(got)!["items"]!.AsArray())!["ContentItemId"]!.GetValue<string>());
        Assert.Equal(got, await posted.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync("/api/queries/ApiOpen?parameters=[")).StatusCode);
    }

    [Fact]
    public async Task Who_is_signed_in_runs_what_a_role_may_and_nothing_else()
    {
        await PutAsync("ApiForReporters");
        await PutAsync("ApiForNobody");
        await app.CreateAsync(A.ContentItem("Story").Titled("Reporters read this"));
        await app.InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<SiteSession>();
            await session.PutAsync(SiteDocumentKinds.Role, "Reporter", new JsonObject { ["Name"] = "Reporter", ["Permissions"] = new JsonArray("ExecuteApi_ApiForReporters") });
            await session.PutAsync(SiteDocumentKinds.Role, "Gardener", new JsonObject { ["Name"] = "Gardener", ["Permissions"] = new JsonArray() });
            await session.CommitAsync();
            return true;
        });
        const string parameters = "?parameters=%7B%22like%22%3A%22Reporters%20%25%22%7D";
        using var reporter = await app.SignInAsync("Reporter");
        using var gardener = await app.SignInAsync("Gardener");

        Assert.Single(JsonNode.Parse(await reporter.GetStringAsync("/api/queries/ApiForReporters" + parameters))!["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await reporter.GetAsync("/api/queries/ApiForNobody")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reporter.GetAsync("/api/queries/NoSuchQuery")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await gardener.GetAsync("/api/queries/ApiForReporters" + parameters)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.CreateClient().GetAsync("/api/queries/ApiForReporters" + parameters)).StatusCode);
    }

    [Fact]
    public async Task A_Lucene_query_answers_with_items_and_how_many_there_are()
    {
        await PutAsync("ApiLucene", "Lucene", """{ "query": { "match": { "Content.ContentItem.FullText": "{{ word }}" } }, "size": 1 }""");
        await GrantAsync("ExecuteApi_ApiLucene");
        await app.CreateAsync(A.ContentItem("Story").Titled("Luminous jellyfish one"));
        await app.CreateAsync(A.ContentItem("Story").Titled("Luminous jellyfish two"));
        await app.CreateAsync(A.ContentItem("Members").Titled("Luminous jellyfish for members"));
        var visitor = app.CreateClient();

        var found = await IndexedAsync(
            async () =>
            {
                using var answer = await visitor.GetAsync(Address("jellyfish"));
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta); // the index is being made
                    return new JsonObject { ["count"] = 0 };
                }

                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            },
            answer => answer["count"]!.GetValue<int>() == 3);

        Assert.InRange(found["items"]!.AsArray().Count, 0, 1);
        Assert.DoesNotContain("for members", found.ToJsonString());
        Assert.Equal(0, JsonNode.Parse(await visitor.GetStringAsync(Address("\" } }, \"qwxyz\": {{ 7777 }}")))!["count"]!.GetValue<int>());

        static string Address(string word) => "/api/queries/ApiLucene?parameters=" + Uri.EscapeDataString(new JsonObject { ["word"] = word }.ToJsonString());
    }

    [Fact]
    public async Task A_template_shows_what_a_Lucene_query_finds()
    {
        await PutAsync("PageLucene", "Lucene", """{ "query": { "bool": { "must": [ { "match": { "Content.ContentItem.FullText": "{{ word }}" } } ] } }, "sort": "Content.ContentItem.DisplayText.Normalized", "size": {{ size | default: 10 }} }""");
        await PutAsync("PageLuceneRows", "Lucene", """{ "query": { "match": { "Content.ContentItem.FullText": "{{ word }}" } } }""", returnsItems: false);
        await app.CreateAsync(A.ContentItem("Story").Titled("Nautilus beta"));
        await app.CreateAsync(A.ContentItem("Story").Titled("Nautilus alpha"));
        await app.CreateAsync(A.ContentItem("Story").Titled("Nautilus in draft"), publish: false);

        Assert.Equal("Nautilus alpha,Nautilus beta,", await IndexedAsync(
            () => RenderAsync("{% assign found = Queries.PageLucene | query: word: 'nautilus' %}{% for item in found %}{{ item.DisplayText }},{% endfor %}"), text => text.Length > 20));
        Assert.Equal("1", await RenderAsync("{% assign found = Queries.PageLucene | query: word: 'nautilus', size: 1 %}{{ found.size }}"));
        Assert.Equal("Story Story ", await RenderAsync("{% assign found = Queries.PageLuceneRows | query: word: 'nautilus' %}{% for row in found %}{{ row['Content.ContentItem.ContentType'] }} {% endfor %}"));
        Assert.Equal("0", await RenderAsync("{% assign found = Queries.PageLucene | query: word: '\"}}]}}' %}{{ found.size }}"));
    }

    [SkippableFact]
    public async Task Lucene_queries_that_people_published_are_understood()
    {
        var folders = new[] { "recipes", "stock" }.Select(folder => Path.Combine(Repository.Root, "..", "shared", "orchard", folder)).Where(Directory.Exists).ToList();
        Skip.If(folders.Count == 0, "There is no collection of public recipes beside the repository.");
        var queries = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.recipe.json", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).SelectMany(QueriesOf)
            .Where(query => (string?)query["Source"] == "Lucene").DistinctBy(query => (string?)query["Template"]).ToList();
        Assert.True(queries.Count > 2);

        var failures = await app.InScopeAsync(async services =>
        {
            var source = services.GetServices<IQuerySource>().Single(source => source.Name == "Lucene");
            var wrong = new List<string>();
            foreach (var json in queries)
            {
                json.Remove("Index"); // the site of these tests has one of its own
                (json["Properties"] as JsonObject)?.Remove("LuceneQueryMetadata");
                var query = Query.FromJson((string?)json["Name"] ?? "?", json);
                var parameters = new Dictionary<string, object?> { ["term"] = "tide", ["size"] = 5m, ["from"] = 0m, ["filter"] = "tide" };
                try
                {
                    await source.RunAsync(query, await services.GetRequiredService<QueryRunner>().RenderAsync(query, parameters, services.GetRequiredService<DisplayContext>()), parameters, default);
                }
                catch (Exception refused) when (refused is QueryException or TemplateException)
                {
                    wrong.Add($"{query.Name}: {refused.Message} {query.Template}");
                }
            }

            return wrong;
        });

        Assert.Empty(failures);
    }

    private static IEnumerable<JsonObject> QueriesOf(string file)
    {
        var steps = CmsSite.Recipes.RecipeReader.Read(File.ReadAllBytes(file), file).Steps.Where(step => step.Name.Equals("queries", StringComparison.OrdinalIgnoreCase));
        foreach (var query in steps.SelectMany(step => step.Json["Queries"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (TemplateOf(file, (string?)query["Template"] ?? "") is { } template)
            {
                var copy = (JsonObject)query.DeepClone();
                copy["Template"] = template;
                yield return copy;
            }
        }
    }

    // Null when it is in a file that the collection does not have.
    private static string? TemplateOf(string file, string template)
    {
        if (Regex.Match(template, @"^\[file:text\('(.+)'\)\]$") is { Success: true } beside)
        {
            var path = Path.Combine(Path.GetDirectoryName(file)!, beside.Groups[1].Value);
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }

        return Regex.Match(template, @"^\[js: *base64\('(.+)'\)\]$") is { Success: true } encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded.Groups[1].Value)) : template;
    }

    private Task<string> RenderAsync(string template) => app.InScopeAsync(services =>
    {
        var engine = services.GetRequiredService<LiquidEngine>();
        return engine.RenderAsync(engine.Parse("test", template), services.GetRequiredService<DisplayContext>(), new Dictionary<string, object?>(), LiquidEngine.Plain);
    });

    // Asks until the index has heard of what was written.
    private static async Task<T> IndexedAsync<T>(Func<Task<T>> ask, Func<T, bool> isThere)
    {
        var answer = await ask();
        for (var watch = Stopwatch.StartNew(); !isThere(answer) && watch.Elapsed < _patience;)
        {
            answer = await ask();
        }

        return answer;
    }

    private Task PutAsync(
        string name, string source = "Sql", string template = "SELECT DocumentId FROM ContentItemIndex WHERE Latest=true AND DisplayText LIKE @like:'none'", bool returnsItems = true) =>
        app.InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<SiteSession>();
            await session.PutAsync(SiteDocumentKinds.Query, name, new JsonObject { ["Name"] = name, ["Source"] = source, ["ReturnContentItems"] = returnsItems, ["Template"] = template });
            await session.CommitAsync();
            return true;
        });

    private Task GrantAsync(string permission) => app.InScopeAsync(async services =>
    {
        var session = services.GetRequiredService<SiteSession>();
        var role = (JsonObject)session.Document(SiteDocumentKinds.Role, Roles.Anonymous)!.DeepClone();
        role["Permissions"]!.AsArray().Add(permission);
        await session.PutAsync(SiteDocumentKinds.Role, Roles.Anonymous, role);
        await session.CommitAsync();
        return true;
    });
}
