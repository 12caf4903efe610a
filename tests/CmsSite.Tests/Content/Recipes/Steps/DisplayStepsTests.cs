using System.Text.Json.Nodes;
using CmsSite.Content.Media;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Recipes.Steps;

/// <summary>Layers, templates, menus of the dashboard, media.</summary>
public sealed class DisplayStepsTests : IAsyncLifetime
{
    private RecipeSite _site = null!;

    public async Task InitializeAsync() => _site = await RecipeSite.CreateAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_layer_keeps_its_ids_when_a_recipe_gives_new_ones_to_the_same_rule()
    {
        const string layer = """
            { "name": "layers", "Layers": [ { "Name": "Always", "Description": "d", "LayerRule": { "ConditionId": "[js: uuid()]", "Conditions": [
                { "$type": "OrchardCore.Rules.Models.BooleanCondition, OrchardCore.Rules", "Name": "BooleanCondition", "Value": true, "ConditionId": "[js: uuid()]" } ] } } ] }
            """;
        await _site.DoneAsync(layer);
        Assert.Equal("0 changes", (await _site.DoneAsync(layer)).Summary);
    }

    [Fact]
    public async Task A_rule_of_one_line_becomes_conditions_and_an_unknown_condition_fails_by_name()
    {
        var outcome = await _site.DoneAsync("""{ "name": "layers", "Layers": [ { "Name": "Home", "Rule": "isHomepage()" } ] }""");
        Assert.Single(outcome.Result.Warnings);
        Assert.Equal("HomepageCondition", (string?)(await _site.DocumentAsync(SiteDocumentKinds.Layer, "Home"))!["LayerRule"]!["Conditions"]![0]!["Name"]);

        var refused = await _site.ApplyStepsAsync("""
            { "name": "layers", "Layers": [ { "Name": "A", "LayerRule": { "Conditions": [ { "Name": "AllConditionGroup", "Conditions": [ { "Name": "HomePageConditon" } ] } ] } } ] }
            """);
        var error = Assert.Single(refused.Result.Errors);
        Assert.Equal("steps[0].Layers[0].LayerRule.Conditions[0].Conditions[0]", error.Path);
        Assert.Contains("HomePageConditon", error.Message, StringComparison.Ordinal);
        Assert.Contains("HomepageCondition", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_rule_replaces_the_old_and_no_rule_leaves_it()
    {
        await _site.DoneAsync("""{ "name": "layers", "Layers": [ { "Name": "L", "Rule": "true" } ] }""");
        await _site.DoneAsync("""{ "name": "layers", "Layers": [ { "Name": "l", "Description": "said" } ] }""");
        var layer = (await _site.DocumentAsync(SiteDocumentKinds.Layer, "L"))!;
        Assert.Equal(("said", "BooleanCondition"), ((string?)layer["Description"], (string?)layer["LayerRule"]!["Conditions"]![0]!["Name"]));
        await _site.DoneAsync("""{ "name": "layers", "Layers": [ { "Name": "L", "Rule": "isAnonymous()" } ] }""");
        Assert.Equal("IsAnonymousCondition", (string?)Assert.Single((JsonArray)(await _site.DocumentAsync(SiteDocumentKinds.Layer, "L"))!["LayerRule"]!["Conditions"]!)!["Name"]);
    }

    [Fact]
    public async Task Templates_shortcodes_and_placements_are_stored_by_name_also_from_another_spelling()
    {
        var outcome = await _site.DoneAsync("""
            { "name": "Templates", "templates": { "Content__Page": { "Content": "{{ 1 }}" } } },
            { "name": "ShortcodeTemplates", "ShortcodeTemplates": { "br": { "Content": "<br>", "Usage": "[br]<script>x</script>", "Categories": [ "x" ] } } },
            { "name": "Placements", "Placements": { "TitlePart": [ { "place": "Header:5" } ] } }
            """);
        Assert.Equal("{{ 1 }}", (string?)(await _site.DocumentAsync(SiteDocumentKinds.Template, "Content__Page"))!["Content"]);
        Assert.Equal("<br>", (string?)(await _site.DocumentAsync(SiteDocumentKinds.ShortcodeTemplate, "br"))!["Content"]);
        Assert.Equal("[br]", (string?)(await _site.DocumentAsync(SiteDocumentKinds.ShortcodeTemplate, "br"))!["Usage"]);
        Assert.Equal("Header:5", (string?)(await _site.DocumentAsync(SiteDocumentKinds.Placement, "TitlePart"))![0]!["place"]);
        Assert.Equal("steps[0].templates", Assert.Single(outcome.Result.Warnings).Path);
        var refused = await _site.ApplyStepsAsync("""{ "name": "Templates", "Templates": { "X": "text" } }""");
        Assert.Equal("steps[0].Templates.X", Assert.Single(refused.Result.Errors).Path);
    }

    [Fact]
    public async Task A_dashboard_menu_without_an_id_is_the_same_at_every_run()
    {
        const string menu = """{ "name": "AdminMenu", "data": [ { "Name": "M", "Enabled": true, "MenuItems": [ { "$type": "A.B.LinkAdminNode, A", "LinkText": "x" }, { "$type": "Foo.BarNode" } ] } ] }""";
        var outcome = await _site.DoneAsync(menu);
        Assert.Equal("0 changes", (await _site.DoneAsync(menu)).Summary);
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "admin node", Name: "BarNode", State: RecipeNameState.Unknown });
        Assert.Contains(outcome.Result.Names, name => name is { Kind: "admin node", Name: "LinkAdminNode", State: RecipeNameState.Runs });
    }

    [Fact]
    public async Task Media_come_from_the_recipe_and_say_what_is_wrong_file_by_file()
    {
        const string pdf = "JVBERi0xLjQK";
        await _site.DoneAsync($$"""{ "name": "media", "Files": [ { "Path": "docs/a.pdf", "Base64": "{{pdf}}" } ] }""");
        Assert.NotNull(await _site.InScopeAsync(services => services.GetRequiredService<MediaLibrary>().FindAsync("docs/a.pdf").AsTask()));
        var refused = await _site.ApplyStepsAsync($$"""
            { "name": "media", "Files": [ { "TargetPath": "a.exe", "Base64": "{{pdf}}" }, { "TargetPath": "b.pdf", "Base64": "***" }, { "Base64": "{{pdf}}" }, { "TargetPath": "c.pdf" },
                { "TargetPath": "d.pdf", "SourcePath": "d.pdf" }, { "TargetPath": 1.5, "Base64": [] } ] }
            """);
        Assert.Equal(
            ["steps[0].Files[0]", "steps[0].Files[1].Base64", "steps[0].Files[2]", "steps[0].Files[3]", "steps[0].Files[4].SourcePath", "steps[0].Files[5].Base64"],
            refused.Result.Errors.Select(error => error.Path));
    }

    [Fact]
    public async Task Media_are_described_by_the_recipe_and_again_without_a_change()
    {
        const string step = """{ "name": "media", "Files": [ { "TargetPath": "said.pdf", "Base64": "JVBERi0xLjQK", "MediaText": "A report", "Anchor": { "X": 0.25, "Y": 2 } } ] }""";
        await _site.DoneAsync(step);
        var file = await _site.InScopeAsync(services => services.GetRequiredService<MediaLibrary>().FindAsync("said.pdf").AsTask());
        Assert.Equal(new MediaMetadata { MediaText = "A report", Anchor = new(0.25, 1) }, MediaMetadata.Of(file!));
        Assert.Equal("0 changes", (await _site.DoneAsync(step)).Summary);
    }

    [Fact]
    public async Task Media_are_not_fetched_from_other_servers()
    {
        var outcome = await _site.DoneAsync("""{ "name": "media", "Files": [ { "TargetPath": "a.png", "SourceUrl": "http://127.0.0.1:1/a.png" } ] }""");
        Assert.Equal("steps[0].Files[0].SourceUrl", Assert.Single(outcome.Result.Warnings).Path);
    }

    [Fact]
    public async Task Media_profiles_are_stored_with_numbers_whatever_they_are_written_with()
    {
        await _site.DoneAsync("""{ "name": "MediaProfiles", "MediaProfiles": { "banner": { "Hint": "h", "Width": "1900", "Height": 600, "Mode": "Crop", "Format": "WebP" } } }""");
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"Hint":"h","Width":1900,"Height":600,"Mode":2,"Format":6,"Quality":100}"""), await _site.DocumentAsync(SiteDocumentKinds.MediaProfile, "banner")));
        var refused = await _site.ApplyStepsAsync("""{ "name": "MediaProfiles", "MediaProfiles": { "x": { "Mode": "Squash" } } }""");
        Assert.Equal("steps[0].MediaProfiles.x.Mode", Assert.Single(refused.Result.Errors).Path);
    }
}
