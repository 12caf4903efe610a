using System.Text.Json.Nodes;
using CmsSite.Admin.Inputs;
using CmsSite.Admin.Workflows;
using CmsSite.Content.Workflows.Activities;
using CmsSite.Theming.Liquid;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Structure;

/// <summary>Activities of workflows edited in forms, beside the JSON that they are.</summary>
[Collection(StructureCollection.Name)]
public sealed class WorkflowDraftTests(AdminSite app)
{
    private const string Workflow = """
        { "WorkflowTypeId": "w", "Name": "W", "Extra": [1.50], "Activities": [
            { "ActivityId": "a", "Name": "HttpRequestEvent", "IsStart": true, "Properties": { "HttpMethod": "POST", "Theirs": { "Deep": true } } },
            { "ActivityId": "b", "Name": "HttpRedirectTask", "X": 7, "Properties": { "Location": "/old" } },
            { "ActivityId": "c", "Name": "IfElseTask" },
            { "ActivityId": "d", "Name": "SignalEvent", "Properties": { "SignalName": { "Expression": "s" } } }],
          "Transitions": [] }
        """;

    public static TheoryData<string> Kinds { get; } = [.. ActivityCatalog.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_expression_of_an_activity_that_runs_has_an_input(string kind)
    {
        var inputs = ActivityInputs.Of(kind, []);
        Assert.Equal("Title", inputs[0].Property);
        Assert.Equal(ActivityCatalog.Find(kind)!.Liquid.Order(), inputs.Where(input => input.Kind == SettingKind.Liquid).Select(input => input.Object).Order());
        Assert.Equal(ActivityCatalog.Find(kind)!.Scripts.Order(), inputs.Where(input => input.Kind == SettingKind.Script).Select(input => input.Object).Order());
        Assert.Equal(inputs.Count, inputs.Select(input => input.Id).Distinct().Count());
    }

    [Fact]
    public void A_kind_that_does_not_run_here_has_no_form_and_stays_as_it_is()
    {
        var draft = Draft();
        Assert.Empty(ActivityInputs.Of("SignalEvent", draft.Properties("d")!));
        Put(draft, "a", "HttpMethod", "GET");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Workflow)!["Activities"]![3], JsonNode.Parse(draft.Text)!["Activities"]![3]));
    }

    [Fact]
    public void A_form_changes_what_it_is_about_and_nothing_else()
    {
        var draft = Draft();
        Put(draft, "a", "HttpMethod", "PUT");
        var expected = JsonNode.Parse(Workflow)!;
        expected["Activities"]![0]!["Properties"]!["HttpMethod"] = "PUT";
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(draft.Text)), draft.Text);
    }

    [Fact]
    public void An_expression_that_an_older_orchard_wrote_is_edited_in_todays_way()
    {
        var draft = Draft();
        var input = ActivityInputs.Of("HttpRedirectTask", draft.Properties("b")!).Single(found => found.Object == "Location");
        Assert.Equal("/old", SettingValues.Text(draft.Properties("b")!, input));
        SettingValues.Write(draft.Properties("b")!, input, "/new");
        draft.Changed("b");
        Assert.Equal("/new", draft.Type!.Find("b")!.Expression("Location"));
        Assert.Equal("{\"Expression\":\"/new\"}", JsonNode.Parse(draft.Text)!["Activities"]![1]!["Properties"]!["Location"]!.ToJsonString());
    }

    [Fact]
    public async Task What_is_wrong_is_said_of_the_input_and_only_where_a_form_was_used()
    {
        var liquid = await app.InScopeAsync(services => Task.FromResult(services.GetRequiredService<LiquidEngine>()));
        var draft = Draft();
        Put(draft, "a", "HttpMethod", "GET");
        Assert.Empty(draft.Check(liquid)); // of the condition that is missing nobody has spoken

        var condition = ActivityInputs.Of("IfElseTask", []).Single(input => input.Kind == SettingKind.Script);
        SettingValues.Write(draft.Properties("c")!, condition, "1 +");
        draft.Changed("c");
        SettingValues.Write(draft.Properties("b")!, ActivityInputs.Of("HttpRedirectTask", draft.Properties("b")!).Single(input => input.Object == "Location"), "{% if %}");
        draft.Changed("b");
        Assert.Equal([("b", "set-Location-Expression"), ("c", "set-Condition-Expression")], draft.Check(liquid).Select(found => (found.ActivityId, found.Problems.Single().Id)));

        SettingValues.Write(draft.Properties("c")!, condition, "");
        draft.Changed("c");
        Assert.Equal("Condition is needed.", draft.Check(liquid).Single(found => found.ActivityId == "c").Problems.Single().Message);
    }

    [Fact]
    public void Text_that_is_no_json_shows_nothing_until_it_is()
    {
        var draft = Draft();
        draft.Write("{ \"Activities\": [");
        Assert.Null(draft.Type);
        Assert.Null(draft.Properties("a"));
        draft.Write(Workflow);
        Assert.Equal("POST", draft.Properties("a")!["HttpMethod"]!.GetValue<string>());
    }

    private static WorkflowDraft Draft() => new((JsonObject)JsonNode.Parse(Workflow)!);

    private static void Put(WorkflowDraft draft, string activity, string property, string value)
    {
        var properties = draft.Properties(activity)!;
        SettingValues.Write(properties, ActivityInputs.Of(draft.Type!.Find(activity)!.Name, properties).Single(input => input.Property == property), value);
        draft.Changed(activity);
    }
}
