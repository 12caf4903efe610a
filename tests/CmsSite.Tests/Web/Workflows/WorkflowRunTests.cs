using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Workflows;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web.Workflows;

/// <summary>What workflows do, and where they are stopped.</summary>
[Collection(WorkflowCollection.Name)]
public sealed class WorkflowRunTests(WorkflowSite app)
{
    private const string Open = """{ "HttpMethod": "POST", "ValidateAntiforgeryToken": false }""";
    private readonly HttpClient _program = app.CreateClient();

    [Fact]
    public async Task A_script_reads_what_was_sent_and_writes_the_answer()
    {
        var address = await app.WorkflowAsync("echo", Open,
            ("SetPropertyTask", """{ "PropertyName": "Name", "Value": { "Expression": "deserializeRequestData().name" } }"""),
            ("HttpResponseTask", """{ "HttpStatusCode": 201, "ContentType": "application/json", "Content": { "Expression": "{ \"hello\": \"{{ Workflow.Properties.Name }}\" }" }, "Headers": { "Expression": "X-Kind: echo" } }"""));

        var answer = await _program.PostAsync(address, new StringContent("""{ "name": "A \"b\" <c>" }""", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("echo", answer.Headers.GetValues("X-Kind").Single());
        Assert.Equal("A \"b\" <c>", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["hello"]!);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("'x'.repeat(900000).repeat(900000)")]
    [InlineData("function f() { f(); } f();")]
    public async Task A_script_that_does_not_end_is_stopped_and_nothing_of_its_run_is_kept(string script)
    {
        var id = $"loop-{Guid.NewGuid():n}";
        var address = await app.WorkflowAsync(id, Open,
            ("CreateContentTask", $$$"""{ "ContentType": "Message", "ContentProperties": { "Expression": "{ \"TitlePart\": { \"Title\": \"{{{id}}}\" } }" } }"""),
            ("ScriptTask", $$"""{ "AvailableOutcomes": [ "Done" ], "Script": { "Expression": {{JsonValue.Create(script).ToJsonString()}} } }"""));

        var answer = await _program.PostAsync(address, new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("nothing of it was stored", await answer.Content.ReadAsStringAsync());
        Assert.DoesNotContain(await app.ItemsAsync("Message"), item => item.DisplayText == id);
        var run = Assert.Single(await app.RunsAsync(id));
        Assert.Equal(WorkflowRunLine.Faulted, run.Outcome);
        Assert.StartsWith("ScriptTask: ", run.Reason);
    }

    [Fact]
    public async Task One_that_failed_is_named_on_the_home_of_those_who_may_mend_it()
    {
        var id = $"broken-{Guid.NewGuid():n}";
        var address = await app.WorkflowAsync(id, Open, ("PublishContentTask", """{ "Content": { "Expression": "'nothing'" } }"""));
        await _program.PostAsync(address, new FormUrlEncodedContent([]));

        using var administrator = await app.SignInAsync("Administrator");
        var home = await administrator.GetStringAsync("/Admin");
        Assert.Contains("Failed workflows", home);
        Assert.Contains($"Admin/Workflows/Types/Edit/{id}", home);
        Assert.Contains("there is no content item", home);
    }

    [Fact]
    public async Task A_workflow_that_goes_round_for_ever_is_stopped()
    {
        var address = await app.PutAsync("""
            { "WorkflowTypeId": "round", "Name": "round", "IsEnabled": true,
              "Activities": [ { "ActivityId": "a", "Name": "HttpRequestEvent", "IsStart": true, "Properties": { "HttpMethod": "GET" } }, { "ActivityId": "b", "Name": "ForkTask", "Properties": { "Forks": [ "Again" ] } } ],
              "Transitions": [ { "SourceActivityId": "a", "SourceOutcomeName": "Done", "DestinationActivityId": "b" }, { "SourceActivityId": "b", "SourceOutcomeName": "Again", "DestinationActivityId": "b" } ] }
            """);

        Assert.Equal(HttpStatusCode.InternalServerError, (await _program.GetAsync(address)).StatusCode);
        Assert.Contains("perhaps it never ends", Assert.Single(await app.RunsAsync("round")).Reason);
    }

    [Theory]
    [InlineData("/thanks", HttpStatusCode.SeeOther)]
    [InlineData("https://pay.example.org/x", HttpStatusCode.SeeOther)]
    [InlineData("{{ Request.Form.to }}", HttpStatusCode.InternalServerError)]
    [InlineData("javascript:alert(1)", HttpStatusCode.InternalServerError)]
    public async Task A_redirect_leads_off_the_site_only_where_the_workflow_says_so_in_full(string location, HttpStatusCode status)
    {
        var address = await app.WorkflowAsync($"to-{Guid.NewGuid():n}", Open, ("HttpRedirectTask", $$"""{ "Location": { "Expression": {{JsonValue.Create(location).ToJsonString()}} } }"""));
        foreach (var to in (string[])["https://evil.example", "//evil.example", "/\\evil.example"])
        {
            Assert.Equal(status, (await _program.PostAsync(address, new FormUrlEncodedContent([KeyValuePair.Create("to", to)]))).StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_adds_headers_or_recipients_to_a_mail()
    {
        var address = await app.WorkflowAsync("mail", Open,
            ("EmailTask", """{ "Recipients": { "Expression": "{{ Request.Form.to }}" }, "Subject": { "Expression": "{{ Request.Form.subject }}" }, "Body": { "Expression": "Hello" } }"""));

        var injected = await SendAsync("a@example.org\r\nBcc: all@example.org", "x");
        var several = await SendAsync("a@example.org, b@example.org", "x");
        var subject = await SendAsync("c@example.org", "One\r\nBcc: all@example.org");

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, HttpStatusCode.Accepted), (injected.StatusCode, several.StatusCode, subject.StatusCode));
        var mails = Directory.GetFiles(app.MailFolder, "workflow-*.eml").Select(File.ReadAllText).Where(text => text.Contains("Hello", StringComparison.Ordinal)).ToList();
        var mail = Assert.Single(mails);
        Assert.DoesNotMatch("(?m)^Bcc:", mail);

        Task<HttpResponseMessage> SendAsync(string to, string subject) =>
            _program.PostAsync(address, new FormUrlEncodedContent(new Dictionary<string, string> { ["to"] = to, ["subject"] = subject }));
    }

    [Fact]
    public async Task A_form_cannot_say_whose_the_item_is_or_publish_it()
    {
        var address = await app.WorkflowAsync("owned", Open, ("CreateContentTask", """
            { "ContentType": "Message", "Publish": false, "ContentProperties": { "Expression": "{ \"TitlePart\": { \"Title\": \"Owned\" }, \"Owner\": \"me\", \"Author\": \"me\", \"Published\": true, \"ContentItemId\": \"mine\", \"CreatedUtc\": \"2001-01-01\" }" } }
            """));

        await _program.PostAsync(address, new FormUrlEncodedContent([]));

        var item = Assert.Single(await app.ItemsAsync("Message"), item => item.DisplayText == "Owned");
        Assert.False(item.Published);
        Assert.NotEqual("mine", item.ContentItemId);
        Assert.NotEqual("me", item.Owner);
        Assert.NotEqual(2001, item.CreatedUtc!.Value.Year);
    }

    [Fact]
    public async Task A_workflow_that_would_run_only_in_part_does_not_run_and_says_so()
    {
        var address = await app.WorkflowAsync("partly", Open, ("CreateContentTask", """{ "ContentType": "Message", "ContentProperties": { "Expression": "{ \"TitlePart\": { \"Title\": \"Partly\" } }" } }"""), ("AssignUserRoleTask", "{}"));

        var answer = await _program.PostAsync(address, new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Contains("This form is out of order.", await answer.Content.ReadAsStringAsync());
        Assert.DoesNotContain(await app.ItemsAsync("Message"), item => item.DisplayText == "Partly");
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        var address = await app.WorkflowAsync("large", Open, ("LogTask", "{}"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _program.PostAsync(address, new StringContent(new string('x', 1_100_000)))).StatusCode);
    }

    [Fact]
    public async Task A_join_waits_for_all_branches_and_loops_count()
    {
        var address = await app.PutAsync("""
            { "WorkflowTypeId": "paths", "Name": "paths", "IsEnabled": true,
              "Activities": [
                { "ActivityId": "s", "Name": "HttpRequestEvent", "IsStart": true, "Properties": { "HttpMethod": "GET" } },
                { "ActivityId": "f", "Name": "ForkTask", "Properties": { "Forks": [ "A", "B" ] } },
                { "ActivityId": "l", "Name": "ForLoopTask", "Properties": { "From": { "Expression": "0" }, "To": { "Expression": "3" }, "Step": { "Expression": "1" } } },
                { "ActivityId": "i", "Name": "ScriptTask", "Properties": { "Script": { "Expression": "setProperty('Sum', (property('Sum') || 0) + lastResult()); setOutcome('Done');" } } },
                { "ActivityId": "b", "Name": "IfElseTask", "Properties": { "Condition": { "Expression": "property('Sum') === 3" } } },
                { "ActivityId": "j", "Name": "JoinTask", "Properties": { "Mode": 0 } },
                { "ActivityId": "r", "Name": "HttpResponseTask", "Properties": { "ContentType": "text/plain", "Content": { "Expression": "{{ Workflow.Properties.Sum }}" } } } ],
              "Transitions": [
                { "SourceActivityId": "s", "SourceOutcomeName": "Done", "DestinationActivityId": "f" },
                { "SourceActivityId": "f", "SourceOutcomeName": "A", "DestinationActivityId": "l" },
                { "SourceActivityId": "l", "SourceOutcomeName": "Iterate", "DestinationActivityId": "i" },
                { "SourceActivityId": "i", "SourceOutcomeName": "Done", "DestinationActivityId": "l" },
                { "SourceActivityId": "l", "SourceOutcomeName": "Done", "DestinationActivityId": "j" },
                { "SourceActivityId": "f", "SourceOutcomeName": "B", "DestinationActivityId": "b" },
                { "SourceActivityId": "b", "SourceOutcomeName": "True", "DestinationActivityId": "j" },
                { "SourceActivityId": "j", "SourceOutcomeName": "Joined", "DestinationActivityId": "r" } ] }
            """);

        Assert.Equal("3", await _program.GetStringAsync(address));
    }

    [Fact]
    public async Task A_published_item_starts_a_workflow_once_and_what_workflows_change_starts_none()
    {
        var id = $"published-{Guid.NewGuid():n}"[..20];
        await app.PutAsync($$$$"""
            { "WorkflowTypeId": "{{{{id}}}}", "Name": "{{{{id}}}}", "IsEnabled": true,
              "Activities": [
                { "ActivityId": "e", "Name": "ContentPublishedEvent", "IsStart": true, "Properties": { "ContentTypeFilter": [ "Message" ] } },
                { "ActivityId": "c", "Name": "CreateContentTask", "Properties": { "ContentType": "Message", "Publish": true, "ContentProperties": { "Expression": "{ \"TitlePart\": { \"Title\": \"After {{ Workflow.Input.ContentItem.DisplayText }}\" } }" } } } ],
              "Transitions": [ { "SourceActivityId": "e", "SourceOutcomeName": "Done", "DestinationActivityId": "c" } ] }
            """);
        var item = await app.CreateAsync(A.ContentItem("Message").Titled(id));
        await app.CreateAsync(A.ContentItem("Page").Titled("Not a message").At($"not-{id}"));

        var follower = app.Services.GetServices<IChangeFollower>().OfType<WorkflowEvents>().Single();
        for (var wait = 0; wait < 300 && (await app.RunsAsync(id)).Count == 0; wait++)
        {
            await app.Services.GetRequiredService<ChangeFollowing>().CatchUpAsync(follower);
            await Task.Yield();
        }

        await app.Services.GetRequiredService<ChangeFollowing>().CatchUpAsync(follower);
        var run = Assert.Single(await app.RunsAsync(id));
        Assert.Equal((WorkflowRunLine.Finished, null), (run.Outcome, run.Reason));
        Assert.Single(await app.ItemsAsync("Message"), found => found.DisplayText == $"After {item.DisplayText}" && found.Published);
        await app.PutAsync($$"""{ "WorkflowTypeId": "{{id}}", "Name": "{{id}}", "IsEnabled": false }""");
    }
}

/// <summary>Many forms from one network.</summary>
public sealed class WorkflowLimitTests : IClassFixture<WorkflowLimitTests.LimitedSite>
{
    private readonly LimitedSite _app;

    public WorkflowLimitTests(LimitedSite app) => _app = app;

    [Fact]
    public async Task A_thousand_forms_from_one_network_are_not_accepted_and_none_loses_what_was_typed()
    {
        var visitor = _app.CreateClient();
        var (action, form) = WorkflowSite.FormOf(await visitor.GetStringAsync("/contact"));
        (form["Name"], form["Message"]) = ("Many", "Again and again.");
        var answers = new List<HttpStatusCode>();
        var last = "";
        for (var count = 0; count < 1000; count++)
        {
            using var answer = await visitor.PostAsync(action, new FormUrlEncodedContent(form));
            answers.Add(answer.StatusCode);
            last = count == 999 ? await answer.Content.ReadAsStringAsync() : "";
        }

        Assert.InRange(answers.Count(status => status == HttpStatusCode.SeeOther), 5, 100);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.Equal("Again and again.", WorkflowSite.FormOf(last).Fields["Message"]);
    }

    public sealed class LimitedSite : WorkflowSite
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Workflows:NetworkPerMinute", "5")];
    }
}
