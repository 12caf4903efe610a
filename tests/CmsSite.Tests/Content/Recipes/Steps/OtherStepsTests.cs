using System.Text.Json.Nodes;
using CmsSite.Content.Queries;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Recipes.Steps;

/// <summary>Queries, indexes, and what is stored for hosts that act on it.</summary>
public sealed class OtherStepsTests : IAsyncLifetime
{
    private readonly Requested _requested = new();
    private RecipeSite _site = null!;

    public async Task InitializeAsync() => _site = await RecipeSite.CreateAsync(services => services.AddSingleton<ISearchIndexRebuilds>(_requested));

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Queries_are_stored_in_todays_spelling_and_unknown_sources_are_reported()
    {
        var outcome = await _site.DoneAsync("""
            { "name": "queries", "Queries": [ { "Source": "Sql", "Name": "Q", "Template": "SELECT 1", "ReturnDocuments": true }, { "Source": "GraphQL", "Name": "G" } ] }
            """);
        Assert.True((bool)(await _site.DocumentAsync(SiteDocumentKinds.Query, "q"))!["ReturnContentItems"]!);
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "query source", Name: "GraphQL", State: RecipeNameState.Unknown });
        var refused = await _site.ApplyStepsAsync("""{ "name": "queries", "Queries": [ { "Name": "Q" }, { "Source": "Sql" } ] }""");
        Assert.Equal(["steps[0].Queries[0]", "steps[0].Queries[1]"], refused.Result.Errors.Select(error => error.Path));
    }

    [Fact]
    public async Task Old_and_new_descriptions_of_an_index_come_to_one_profile()
    {
        await _site.DoneAsync("""{ "name": "lucene-index", "Indices": [ { "Search": { "IndexedContentTypes": [ "Page" ], "AnalyzerName": "standardanalyzer" } } ] }""");
        await _site.DoneAsync("""{ "name": "lucene-index", "Indices": [ { "Search": { "IndexedContentTypes": [ "Other" ] } } ] }""");
        await _site.DoneAsync("""
            { "name": "CreateOrUpdateIndexProfile", "indexes": [ { "Name": "Search", "Properties": { "LuceneIndexDefaultQueryMetadata": { "DefaultSearchFields": [ "F" ] } } } ] }
            """);
        var properties = (await _site.DocumentAsync(SiteDocumentKinds.IndexProfile, "Search"))!["Properties"]!;
        Assert.Equal("""["Page"]""", properties["ContentIndexMetadata"]!["IndexedContentTypes"]!.ToJsonString());
        Assert.Equal("""["F"]""", properties["LuceneIndexDefaultQueryMetadata"]!["DefaultSearchFields"]!.ToJsonString());
    }

    [Fact]
    public async Task A_new_profile_says_who_serves_it()
    {
        var refused = await _site.ApplyStepsAsync("""{ "name": "CreateOrUpdateIndexProfile", "indexes": [ { "Name": "Search" }, { "ProviderName": "Lucene" } ] }""");
        Assert.Equal(["steps[0].indexes[0]", "steps[0].indexes[1]"], refused.Result.Errors.Select(error => error.Path));
        var outcome = await _site.DoneAsync("""{ "name": "CreateOrUpdateIndexProfile", "indexes": [ { "Name": "E", "ProviderName": "Elasticsearch", "Type": "Content" } ] }""");
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "index provider", Name: "Elasticsearch", State: RecipeNameState.Runs, Note: "Lucene serves in its place" });
    }

    [Fact]
    public async Task An_index_is_rebuilt_after_the_commit_and_not_when_it_was_only_planned()
    {
        const string steps = """{ "name": "lucene-index", "Indices": [ "Search" ] }, { "name": "RebuildIndex", "indexNames": [ "search" ] }""";
        await _site.PlanStepsAsync(steps);
        Assert.Empty(_requested.Names);
        await _site.DoneAsync(steps);
        Assert.Equal(["search"], _requested.Names);
        var outcome = await _site.DoneAsync("""{ "name": "ResetIndex", "indexNames": [ "Nothing" ] }, { "name": "lucene-index-rebuild", "includeAll": true }""");
        Assert.Single(outcome.Result.Warnings);
        Assert.Equal(["search", "*"], _requested.Names);
    }

    [Fact]
    public async Task A_workflow_with_an_activity_that_does_not_run_here_is_kept_and_said_to_be()
    {
        var outcome = await _site.DoneAsync("""
            { "name": "WorkflowType", "data": [
              { "WorkflowTypeId": "w1", "Name": "Registration", "IsEnabled": true, "More": 1, "Activities": [
                { "ActivityId": "a", "Name": "HttpRequestEvent", "IsStart": true }, { "ActivityId": "b", "Name": "AssignUserRoleTask" }, { "ActivityId": "c", "Name": "OfSomebodysTask" } ],
                "Transitions": [ { "SourceActivityId": "a", "SourceOutcomeName": "Done", "DestinationActivityId": "b" } ] } ] }
            """);

        Assert.Equal(1, (int)(await _site.DocumentAsync(SiteDocumentKinds.WorkflowType, "w1"))!["More"]!);
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "activity", Name: "HttpRequestEvent", State: RecipeNameState.Runs });
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "activity", Name: "AssignUserRoleTask", State: RecipeNameState.Kept, Note: not null });
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "activity", Name: "OfSomebodysTask", State: RecipeNameState.Unknown });
        // What nothing leads to keeps nothing from running.
        Assert.Equal("the workflow 'Registration' is kept and does not run. AssignUserRoleTask does not run here: workflows give and take no roles, and hear nothing of accounts.", Assert.Single(outcome.Result.Warnings).Message);
    }

    [Fact]
    public async Task What_nothing_acts_on_is_kept_and_said_to_be()
    {
        var outcome = await _site.DoneAsync("""
            { "name": "FeatureProfiles", "FeatureProfiles": { "p": { "Name": "P" } } },
            { "name": "OpenIdScope", "ScopeName": "s" },
            { "name": "OpenIdServerSettings", "Authority": "https://example.org" },
            { "name": "CreateOrUpdateRateLimitPolicies", "policies": [ { "PolicyId": "[js: uuid()]", "Name": "Global" } ] },
            { "name": "Translations", "translations": [ { "culture": "fr", "context": "c", "key": "k", "value": "v" } ] },
            { "name": "deployment", "Plans": [ { "Name": "Plan", "Steps": [ { "Type": "AllContentDeploymentStep" }, { "Type": "MyStep" } ] } ] },
            { "name": "ReloadTenant" }, { "name": "move-attached-media-fields", "ContentTypes": [] }
            """);
        Assert.NotNull(await _site.DocumentAsync(SiteDocumentKinds.Kept, "FeatureProfiles/p"));
        Assert.NotNull(await _site.DocumentAsync(SiteDocumentKinds.Kept, "OpenIdScope/s"));
        Assert.Equal("""{"Authority":"https://example.org"}""", (await _site.DocumentAsync(SiteDocumentKinds.Kept, "OpenIdServerSettings"))!.ToJsonString());
        Assert.NotNull(await _site.DocumentAsync(SiteDocumentKinds.Kept, "RateLimitPolicies/Global"));
        Assert.NotNull(await _site.DocumentAsync(SiteDocumentKinds.DeploymentPlan, "Plan"));
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "step", Name: "FeatureProfiles", State: RecipeNameState.Kept });
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "step", Name: "ReloadTenant", State: RecipeNameState.Runs });
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "deployment step", Name: "MyStep", State: RecipeNameState.Unknown });
    }

    [Fact]
    public async Task Translations_are_merged_by_context_and_key()
    {
        await _site.DoneAsync("""{ "name": "Translations", "translations": [ { "culture": "fr", "context": "c", "key": "a", "value": "1" }, { "culture": "fr", "context": "c", "key": "b", "value": "2" } ] }""");
        await _site.DoneAsync("""{ "name": "Translations", "translations": [ { "culture": "fr", "context": "c", "key": "a", "value": "3" } ] }""");
        Assert.Equal(["3", "2"], ((JsonArray)(await _site.DocumentAsync(SiteDocumentKinds.Translation, "FR"))!).Select(item => (string?)item!["value"]));
    }

    [Fact]
    public async Task Rules_for_addresses_are_checked_and_stored_by_id()
    {
        await _site.DoneAsync("""{ "name": "UrlRewriting", "Rules": [ { "Source": "Redirect", "Pattern": "^/old/(.*)$", "SubstitutionPattern": "/new/$1" } ] }""");
        var again = await _site.DoneAsync("""{ "name": "UrlRewriting", "Rules": [ { "Source": "Redirect", "Pattern": "^/old/(.*)$", "SubstitutionPattern": "/new/$1" } ] }""");
        Assert.Empty(again.Changes);
        var changed = await _site.DoneAsync("""{ "name": "UrlRewriting", "Rules": [ { "Id": "one", "Source": "Rewrite", "Pattern": "a", "SubstitutionPattern": "/b" }, { "Id": "two", "source": "Redirect", "Pattern": "c", "SubstitutionPattern": "/d", "Order": 9 } ] }""");
        Assert.Equal(2, changed.Changes.Count);
        await _site.DoneAsync("""{ "name": "UrlRewriting", "Rules": [ { "Id": "two", "SubstitutionPattern": "/e" } ] }""");
        var two = (await _site.DocumentAsync(SiteDocumentKinds.UrlRewriting, "two"))!;
        Assert.Equal(("Redirect", "c", "/e", 9), ((string?)two["Source"], (string?)two["Pattern"], (string?)two["SubstitutionPattern"], (int)two["Order"]!));
        var refused = await _site.ApplyStepsAsync("""{ "name": "UrlRewriting", "Rules": [ { "Source": "Redirect", "Pattern": "(", "SubstitutionPattern": "/" }, { "Source": "X" }, { "Source": "Rewrite" } ] }""");
        Assert.Equal(3, refused.Result.Errors.Count());
    }

    [Fact]
    public async Task Sitemaps_are_stored_by_id()
    {
        var outcome = await _site.DoneAsync("""
            { "name": "Sitemaps", "data": [ { "SitemapId": "s1", "Path": "sitemap.xml", "SitemapSources": [ { "$type": "X.ContentTypesSitemapSource, X", "IndexAll": true } ] } ] }
            """);
        Assert.NotNull(await _site.DocumentAsync(SiteDocumentKinds.Sitemap, "s1"));
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "sitemap source", Name: "ContentTypesSitemapSource", State: RecipeNameState.Runs });
    }

    private sealed class Requested : ISearchIndexRebuilds
    {
        public List<string> Names { get; } = [];

        public Task RequestAsync(IReadOnlyCollection<string>? indexNames, CancellationToken cancellationToken)
        {
            Names.AddRange(indexNames ?? ["*"]);
            return Task.CompletedTask;
        }
    }
}
