using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Recipes.Steps;

public sealed class FeatureAndSettingStepsTests : IAsyncLifetime
{
    private RecipeSite _site = null!;

    public async Task InitializeAsync() => _site = await RecipeSite.CreateAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Enabling_a_feature_brings_its_types_and_every_id_is_reported()
    {
        var outcome = await _site.DoneAsync("""{ "name": "Feature", "enable": [ "OrchardCore.Menu", "OrchardCore.Search.Lucene", "OrchardCore.Tenants", "Some.Module" ] }""");
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "feature", Name: "OrchardCore.Menu", State: RecipeNameState.Runs });
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "feature", Name: "OrchardCore.Tenants", State: RecipeNameState.Kept });
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "feature", Name: "Some.Module", State: RecipeNameState.Unknown });
        Assert.NotNull(await _site.DocumentAsync(SiteDocumentKinds.ContentType, "LinkMenuItem"));
        Assert.NotNull(await _site.DocumentAsync(SiteDocumentKinds.Feature, "OrchardCore.Lucene"));
    }

    [Fact]
    public async Task A_type_that_is_there_is_not_made_again_by_its_feature()
    {
        await _site.DoneAsync("""{ "name": "ContentDefinition", "ContentTypes": [ { "Name": "Menu", "DisplayName": "My Menu" } ] }, { "name": "feature", "enable": [ "OrchardCore.Menu" ] }""");
        Assert.Equal("My Menu", (string?)(await _site.DocumentAsync(SiteDocumentKinds.ContentType, "Menu"))!["DisplayName"]);
    }

    [Fact]
    public async Task Disabling_forgets_the_feature_by_any_of_its_names()
    {
        await _site.DoneAsync("""{ "name": "feature", "enable": [ "OrchardCore.Lucene" ] }, { "name": "feature", "disable": [ "OrchardCore.Search.Lucene" ] }""");
        Assert.Null(await _site.DocumentAsync(SiteDocumentKinds.Feature, "OrchardCore.Lucene"));
    }

    [Fact]
    public async Task Themes_are_noted_and_an_empty_name_leaves_what_is_set()
    {
        var outcome = await _site.DoneAsync("""{ "name": "themes", "site": "TheBlogTheme", "admin": "TheAdmin" }, { "name": "themes", "site": "" }""");
        Assert.Equal("TheBlogTheme", (string?)await _site.DocumentAsync(SiteDocumentKinds.SiteSetting, "CurrentThemeName"));
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "theme", Name: "TheBlogTheme", State: RecipeNameState.Kept, Note: not null });
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "theme", Name: "TheAdmin", State: RecipeNameState.Runs });
    }

    [Fact]
    public async Task Settings_are_replaced_as_a_whole_and_null_is_passed_over()
    {
        await _site.DoneAsync("""{ "name": "settings", "LayerSettings": { "Zones": [ "A" ], "Other": 1 }, "SiteName": "One", "Nobody": { "x": [ 1.50 ] } }""");
        await _site.DoneAsync("""{ "name": "settings", "LayerSettings": { "Zones": [ "B" ] }, "SiteName": null }""");
        Assert.Equal("""{"Zones":["B"]}""", (await SettingAsync("LayerSettings"))!.ToJsonString());
        Assert.Equal("One", (string?)await SettingAsync("SiteName"));
        Assert.Equal("""{"x":[1.50]}""", (await SettingAsync("Nobody"))!.ToJsonString());
        Assert.Null(await SettingAsync("name"));
    }

    [Fact]
    public async Task Simple_settings_have_their_shape_and_their_spelling()
    {
        var outcome = await _site.DoneAsync("""{ "name": "settings", "pageSize": "[js: 5 + 5]", "UseCdn": "true" }""");
        Assert.Equal("10", (await SettingAsync("PageSize"))!.ToJsonString());
        Assert.Equal("true", (await SettingAsync("UseCdn"))!.ToJsonString());
        Assert.Contains(outcome.Result.Warnings, warning => warning.Message.Contains("\"PageSize\"", StringComparison.Ordinal));
        var refused = await _site.ApplyStepsAsync("""{ "name": "settings", "MaxPageSize": "many" }""");
        Assert.Equal("steps[0].MaxPageSize", Assert.Single(refused.Result.Errors).Path);
    }

    [Fact]
    public async Task LuceneSettings_choose_the_index_and_its_fields_before_or_after_the_index_is_there()
    {
        const string settings = """{ "name": "settings", "LuceneSettings": { "SearchIndex": "Search", "DefaultSearchFields": [ "Title" ] } }""";
        const string index = """{ "name": "lucene-index", "Indices": [ { "Search": { "IndexedContentTypes": [ "Page" ] } } ] }""";
        await _site.DoneAsync($"{settings}, {index}");
        Assert.Equal("Search", (string?)(await SettingAsync("SearchSettings"))!["DefaultIndexProfileName"]);
        Assert.Equal("""["Title"]""", await FieldsAsync());

        await using var other = await RecipeSite.CreateAsync();
        await other.DoneAsync($"{index}, {settings}");
        Assert.Equal("""["Title"]""", (await other.DocumentAsync(SiteDocumentKinds.IndexProfile, "Search"))!["Properties"]!["LuceneIndexDefaultQueryMetadata"]!["DefaultSearchFields"]!.ToJsonString());

        async Task<string> FieldsAsync() =>
            (await _site.DocumentAsync(SiteDocumentKinds.IndexProfile, "Search"))!["Properties"]!["LuceneIndexDefaultQueryMetadata"]!["DefaultSearchFields"]!.ToJsonString();
    }

    [Fact]
    public async Task Secrets_are_left_out_where_the_host_protects_none()
    {
        var outcome = await _site.DoneAsync("""{ "name": "settings", "SmtpSettings": { "Host": "mail", "Password": "hunter2" } }""");
        Assert.Equal("""{"Host":"mail"}""", (await SettingAsync("SmtpSettings"))!.ToJsonString());
        Assert.Contains(outcome.Result.Warnings, warning => warning.Path == "steps[0].SmtpSettings.Password");
    }

    [Fact]
    public async Task Secrets_are_protected_and_importing_them_again_changes_nothing()
    {
        await using var site = await RecipeSite.CreateAsync(services => services.AddSingleton<ISecretProtector, Counting>());
        const string steps = """{ "name": "OpenIdApplication", "ClientId": "a", "ClientSecret": "hunter2" }, { "name": "settings", "SmtpSettings": { "Password": "hunter2" } }""";
        await site.DoneAsync(steps);
        Assert.DoesNotContain("hunter2", (await site.DocumentAsync(SiteDocumentKinds.Kept, "OpenIdApplication/a"))!.ToJsonString());
        Assert.DoesNotContain("hunter2", (await site.DocumentAsync(SiteDocumentKinds.SiteSetting, "SmtpSettings"))!.ToJsonString());
        Assert.Equal("0 changes", (await site.DoneAsync(steps)).Summary);
        Assert.DoesNotContain("hunter2", await site.ReadAsync(database => Task.FromResult(string.Join(' ', database.Changes.Select(change => change.After)))));
    }

    [Fact]
    public async Task Custom_settings_are_site_settings_of_their_type()
    {
        var outcome = await _site.DoneAsync("""
            { "name": "ContentDefinition", "ContentTypes": [ { "Name": "BlogSettings", "Settings": { "ContentTypeSettings": { "Stereotype": "CustomSettings" } } } ] },
            { "name": "custom-settings", "BlogSettings": { "ContentType": "BlogSettings", "BlogSettings": { "Motto": { "Text": "Hello" } } } }
            """);
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "setting", Name: "BlogSettings", State: RecipeNameState.Runs });
        Assert.Equal("Hello", (string?)(await SettingAsync("BlogSettings"))!["BlogSettings"]!["Motto"]!["Text"]);
    }

    private Task<JsonNode?> SettingAsync(string name) => _site.DocumentAsync(SiteDocumentKinds.SiteSetting, name);

    // As with data protection, the same text is never protected to the same twice.
    private sealed class Counting : ISecretProtector
    {
        private int _count;

        public string Protect(string plain) => $"{++_count}:{new string([.. plain.Reverse()])}";

        public string? Unprotect(string secret) => secret.Contains(':', StringComparison.Ordinal) ? new string([.. secret[(secret.IndexOf(':', StringComparison.Ordinal) + 1)..].Reverse()]) : null;
    }
}
