using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Layers;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Structure;

/// <summary>Layers with their rules, and widgets in their zones. Each test has a zone of its own.</summary>
[Collection(StructureCollection.Name)]
public class LayerTests(AdminSite app)
{
    [Fact]
    public async Task A_rule_that_means_nothing_is_not_stored_and_each_condition_says_what_is_wrong()
    {
        var rule = Rule(
            LayerRules.Make("UrlCondition"), LayerRules.Make("JavascriptCondition", "alert(1)"), LayerRules.Make("AnyConditionGroup"), new JsonObject { ["Name"] = "MoonCondition", ["ConditionId"] = "moon" },
            With(LayerRules.Make("RoleCondition"), "Editor"));
        var problems = LayerRules.Problems(rule);
        Assert.Equal(4, problems.Count);
        Assert.Contains(problems, problem => problem is { ConditionId: "moon" } && problem.Message.Contains("MoonCondition", StringComparison.Ordinal));
        Assert.Contains("4 conditions", await AsAsync(scope => LayerChanges.SaveAsync(scope, new WrittenLayer("Meaningless", null, rule), null)));
        Assert.Null(await StoredAsync("Meaningless"));
    }

    [Fact]
    public async Task A_layer_is_stored_as_recipes_write_it_and_nobody_writes_over_another()
    {
        var group = LayerRules.Make("AnyConditionGroup");
        group["Conditions"] = new JsonArray(LayerRules.Make("HomepageCondition"), With(LayerRules.Make("UrlCondition"), "~/articles"));
        Assert.Null(await AsAsync(scope => LayerChanges.SaveAsync(scope, new WrittenLayer(" Stored layer ", " About it ", Rule(group)), null)));
        var stored = await StoredAsync("Stored layer");
        Assert.Equal("OrchardCore.Rules.Models.AnyConditionGroup, OrchardCore.Rules", (string?)stored!["LayerRule"]!["Conditions"]![0]!["$type"]);
        Assert.Equal("OrchardCore.Rules.Models.StringEqualsOperator, OrchardCore.Rules", (string?)stored["LayerRule"]!["Conditions"]![0]!["Conditions"]![1]!["Operation"]!["$type"]);
        Assert.Equal("About it", (string?)stored["Description"]);
        Assert.Equal("(on the front page or address is ~/articles)", LayerRules.InWords(LayerChanges.RuleOf(stored)));
        Assert.Contains("already", await AsAsync(scope => LayerChanges.SaveAsync(scope, new WrittenLayer("stored LAYER", null, Rule()), null)));
        Assert.Contains("Somebody else", await AsAsync(scope => LayerChanges.SaveAsync(scope, new WrittenLayer("Stored layer", null, Rule()), new JsonObject { ["Name"] = "Stored layer" })));
    }

    [Fact]
    public async Task A_rule_of_the_first_generations_is_edited_as_the_condition_that_it_is()
    {
        var rule = LayerChanges.RuleOf(new JsonObject { ["Name"] = "Old", ["Rule"] = "isHomepage()" });
        Assert.Equal(("JavascriptCondition", "isHomepage()"), ((string?)rule["Conditions"]![0]!["Name"], (string?)rule["Conditions"]![0]!["Script"]));
        Assert.Empty(LayerRules.Problems(rule));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Widgets_are_added_moved_and_removed_and_pages_show_it_at_the_next_request()
    {
        using var reader = app.CreateVisitor();
        var (one, two) = (await AddAsync("Footer", "Zone order one"), await AddAsync("Footer", "Zone order two"));
        Assert.True(await PlaceAsync(reader, "Zone order one") < await PlaceAsync(reader, "Zone order two"));

        await AsAsync(scope => WidgetPlaces.MoveAsync(scope, two, "Footer", 0));
        Assert.True(await PlaceAsync(reader, "Zone order two") < await PlaceAsync(reader, "Zone order one"));
        await AsAsync(scope => WidgetPlaces.SetAsync(scope, one, "Homepage", true));
        Assert.DoesNotContain("Zone order one", await reader.GetStringAsync("/about"));
        Assert.Contains("Zone order one", await reader.GetStringAsync("/"));

        await AsAsync(scope => WidgetPlaces.RemoveAsync(scope, one));
        Assert.DoesNotContain("Zone order one", await reader.GetStringAsync("/"));
        await AsAsync(scope => WidgetPlaces.RestoreAsync(scope, one, isPublished: true));
        Assert.Contains("Zone order one", await reader.GetStringAsync("/"));
        await AsAsync(scope => WidgetPlaces.RemoveAsync(scope, one));
        await AsAsync(scope => WidgetPlaces.RemoveAsync(scope, two));
        await Assert.ThrowsAsync<RefusedException>(() => AsAsync(scope => WidgetPlaces.MoveAsync(scope, two, "Footer", 0)));
    }

    [Fact]
    public async Task Each_of_many_moves_ends_at_the_place_that_was_asked_for_also_where_positions_are_the_same()
    {
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await AddAsync("OrderZone", $"In order {i}", position: 1));
        }

        var random = new Random(7);
        for (var i = 0; i < 30; i++)
        {
            var (id, to) = (ids[random.Next(ids.Count)], random.Next(ids.Count));
            await AsAsync(scope => WidgetPlaces.MoveAsync(scope, id, "OrderZone", to));
            ids.Remove(id);
            ids.Insert(to, id);
            Assert.Equal(ids, await AsAsync(async scope => (await WidgetPlaces.ListAsync(scope)).Where(widget => widget.Zone == "OrderZone").Select(widget => widget.ContentItemId).ToList()));
        }
    }

    [Fact]
    public async Task A_newer_draft_of_a_widget_moves_with_it_and_stays_a_draft()
    {
        var id = await AddAsync("DraftZone", "Public widget");
        await app.CreateAsync((await VersionAsync(id, VersionOptions.Latest))!.Copy().Titled("Widget being written"), publish: false);
        await AsAsync(scope => WidgetPlaces.MoveAsync(scope, id, "OtherZone", 0));
        var (published, latest) = (await VersionAsync(id, VersionOptions.Published), await VersionAsync(id, VersionOptions.Latest));
        Assert.Equal(("Public widget", "OtherZone"), (published!.DisplayText, (string?)published.Part("LayerMetadata")!["Zone"]));
        Assert.Equal(("Widget being written", "OtherZone", false), (latest!.DisplayText, (string?)latest.Part("LayerMetadata")!["Zone"], latest.Published));
    }

    [Fact]
    public async Task A_renamed_layer_keeps_its_widgets_and_their_drafts_in_one_transaction()
    {
        using var reader = app.CreateVisitor();
        await SaveAsync("Renamed at first", null);
        await SaveAsync("Name that is taken", null);
        var widget = await AddAsync("Footer", "Widget of a renamed layer", "Renamed at first");
        await app.CreateAsync((await VersionAsync(widget, VersionOptions.Latest))!.Copy().Titled("Being written"), publish: false);
        var seen = await StoredAsync("Renamed at first");
        Assert.Contains("There is a layer name THAT is taken already", await SaveAsync("name THAT is taken", seen));
        Assert.Contains("Widget of a renamed layer", await reader.GetStringAsync("/about"));
        var before = await LastChangeAsync();

        Assert.Null(await SaveAsync("renamed AT FIRST", seen));
        Assert.Null(await SaveAsync("Renamed since", await StoredAsync("Renamed at first")));
        Assert.Null(await StoredAsync("Renamed at first"));
        Assert.Equal("Renamed since", (string?)(await StoredAsync("Renamed since"))!["Name"]);
        Assert.Contains("Widget of a renamed layer", await reader.GetStringAsync("/about"));
        var latest = await VersionAsync(widget, VersionOptions.Latest);
        Assert.Equal(("Being written", "Renamed since", false), (latest!.DisplayText, (string?)latest.Part("LayerMetadata")!["Layer"], latest.Published));
        Assert.Contains("Somebody else", await SaveAsync("Renamed by somebody who saw less", seen));
        var commits = await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Changes.Where(change => change.Number > before).GroupBy(change => change.WhenUtc).CountAsync());
        Assert.Equal(2, commits);
        await AsAsync(scope => WidgetPlaces.RemoveAsync(scope, widget));
    }

    [Fact]
    public async Task A_widget_that_comes_back_belongs_to_its_layer_as_that_is_called_now()
    {
        await SaveAsync("Called so at first", null);
        var widget = await AddAsync("Footer", "Widget in the bin", "Called so at first");
        await AsAsync(scope => WidgetPlaces.RemoveAsync(scope, widget));
        Assert.Null(await SaveAsync("Called so since", await StoredAsync("Called so at first")));
        await AsAsync(scope => WidgetPlaces.RestoreAsync(scope, widget, isPublished: true));
        Assert.Equal("Called so since", (string?)(await VersionAsync(widget, VersionOptions.Published))!.Part("LayerMetadata")!["Layer"]);
        using var reader = app.CreateVisitor();
        Assert.Contains("Widget in the bin", await reader.GetStringAsync("/about"));
        await AsAsync(scope => WidgetPlaces.RemoveAsync(scope, widget));
    }

    [Fact]
    public async Task A_layer_whose_widget_cannot_be_saved_keeps_its_name()
    {
        await SaveAsync("Of a broken widget", null);
        var id = await AddAsync("BrokenZone", "Whole for now", "Of a broken widget");
        await app.InScopeAsync(async services => await services.GetRequiredService<CmsDbContext>().ContentItems.Where(row => row.ContentItemId == id)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.Json, "{ no json")));
        await Assert.ThrowsAnyAsync<Exception>(async () => await SaveAsync("Of a widget", await StoredAsync("Of a broken widget")));
        Assert.NotNull(await StoredAsync("Of a broken widget"));
        Assert.Null(await StoredAsync("Of a widget"));
        await app.InScopeAsync(async services => await services.GetRequiredService<CmsDbContext>().ContentItems.Where(row => row.ContentItemId == id).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task A_layer_with_widgets_is_not_deleted()
    {
        Assert.Null(await AsAsync(scope => LayerChanges.SaveAsync(scope, new WrittenLayer("With a widget", null, Rule(LayerRules.Make("BooleanCondition"))), null)));
        var id = await AddAsync("KeptZone", "Keeps its layer", "With a widget");
        Assert.Contains("Widgets belong", await AsAsync(scope => LayerChanges.DeleteAsync(scope, "With a widget")));
        await AsAsync(scope => WidgetPlaces.RemoveAsync(scope, id));
        Assert.Null(await AsAsync(scope => LayerChanges.DeleteAsync(scope, "With a widget")));
        Assert.Null(await StoredAsync("With a widget"));
        await Assert.ThrowsAsync<RefusedException>(() => AsAsync(scope => WidgetPlaces.AddAsync(scope, "Paragraph", "Footer", "With a widget")));
    }

    private Task<string?> SaveAsync(string name, JsonNode? seen) =>
        AsAsync(scope => LayerChanges.SaveAsync(scope, new WrittenLayer(name, null, Rule(LayerRules.Make("BooleanCondition"))), seen));

    private Task<long> LastChangeAsync() => app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Changes.MaxAsync(change => change.Number));

    private static JsonObject Rule(params JsonObject[] conditions) => new() { ["ConditionId"] = "rule", ["Conditions"] = new JsonArray([.. conditions]) };

    private static JsonObject With(JsonObject condition, string value)
    {
        condition["Value"] = value;
        return condition;
    }

    private async Task<string> AddAsync(string zone, string title, string layer = "Always", double? position = null)
    {
        var id = await AsAsync(scope => WidgetPlaces.AddAsync(scope, "Paragraph", zone, layer));
        var item = (await VersionAsync(id, VersionOptions.Latest))!.Copy();
        item.DisplayText = title;
        item.EnsurePart("Paragraph")["Content"] = new JsonObject { ["Html"] = $"<p>{title}</p>" };
        if (position is { } number)
        {
            item.EnsurePart("LayerMetadata")["Position"] = number;
        }

        await app.CreateAsync(item);
        return id;
    }

    private static async Task<int> PlaceAsync(HttpClient reader, string text)
    {
        var at = (await reader.GetStringAsync("/about")).IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{text}' is not on the page.");
        return at;
    }

    private Task<T> AsAsync<T>(Func<AdminScope, Task<T>> work) => app.DoAsync("Administrator", "layers", (scope, _) => work(scope));

    private Task AsAsync(Func<AdminScope, Task> work) => AsAsync(async scope =>
    {
        await work(scope);
        return true;
    });

    private Task<JsonNode?> StoredAsync(string name) => AsAsync(scope => Task.FromResult(scope.Session.Document(SiteDocumentKinds.Layer, name)));

    private Task<ContentItem?> VersionAsync(string id, VersionOptions version) => app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(id, version));
}
