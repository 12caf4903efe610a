using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Workflows;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web.Workflows;

/// <summary>A site with a contact form. Tests of other workflows add one of their own.</summary>
public partial class WorkflowSite : CmsApplication
{
    protected override string? Recipe => "WorkflowTest";

    // All tests come from one address.
    protected override IEnumerable<(string Key, string Value)> Settings => [("Workflows:NetworkPerMinute", "0"), ("Workflows:SitePerMinute", "0")];

    public string MailFolder => Path.Combine(AppData, "Mail");

    /// <summary>The form of a page as a browser would send it, and where to.</summary>
    public static (string Action, Dictionary<string, string> Fields) FormOf(string html)
    {
        var form = Form().Match(html);
        Assert.True(form.Success, "The page has no form to a workflow.");
        var fields = Input().Matches(form.Value).Select(match => (Name: Attribute(match.Value, "name"), Value: Attribute(match.Value, "value")))
            .Concat(TextArea().Matches(form.Value).Select(match => (Name: match.Groups[1].Value, Value: match.Groups[2].Value)))
            .Concat(Select().Matches(form.Value).Select(match => (Name: match.Groups[1].Value, Value: Selected().Match(match.Value).Groups[1].Value)));
        return (WebUtility.HtmlDecode(form.Groups[1].Value), fields.Where(field => field.Name.Length > 0).ToDictionary(field => field.Name, field => WebUtility.HtmlDecode(field.Value)));
    }

    /// <summary>Fills in the form of a page and sends it.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient visitor, string page, params (string Field, string? Value)[] fields)
    {
        var (action, form) = FormOf(await visitor.GetStringAsync(page));
        return await PostAsync(visitor, action, form, fields);
    }

    public static Task<HttpResponseMessage> PostAsync(HttpClient visitor, string action, Dictionary<string, string> form, params (string Field, string? Value)[] fields)
    {
        foreach (var (field, value) in fields)
        {
            form.Remove(field);
            if (value is not null)
            {
                form[field] = value;
            }
        }

        return visitor.PostAsync(action, new FormUrlEncodedContent(form));
    }

    /// <summary>A workflow of a chain of activities: each comes after <c>Done</c> of the one before. Returns its address.</summary>
    /// <param name="start">Properties of the event that starts it.</param>
    /// <param name="activities">The kind and the properties of each.</param>
    public async Task<string> WorkflowAsync(string id, string start, params (string Name, string Properties)[] activities)
    {
        var all = activities.Select((activity, index) => $$"""{ "ActivityId": "a{{index}}", "Name": "{{activity.Name}}", "IsStart": false, "Properties": {{activity.Properties}} }""");
        var transitions = activities.Select((_, index) => $$"""{ "SourceActivityId": "{{(index == 0 ? "start" : $"a{index - 1}")}}", "SourceOutcomeName": "Done", "DestinationActivityId": "a{{index}}" }""");
        return await PutAsync($$"""
            { "WorkflowTypeId": "{{id}}", "Name": "{{id}}", "IsEnabled": true,
              "Activities": [ { "ActivityId": "start", "Name": "HttpRequestEvent", "IsStart": true, "Properties": {{start}} }, {{string.Join(", ", all)}} ],
              "Transitions": [ {{string.Join(", ", transitions)}} ] }
            """);
    }

    /// <summary>Stores a workflow and returns the address of the event that starts it.</summary>
    public Task<string> PutAsync(string json) => InScopeAsync(async services =>
    {
        var (session, type) = (services.GetRequiredService<SiteSession>(), JsonNode.Parse(json)!);
        await session.PutAsync(SiteDocumentKinds.WorkflowType, (string)type["WorkflowTypeId"]!, type);
        await session.CommitAsync();
        var types = services.GetRequiredService<WorkflowTypes>();
        return types.FindRequest((string)type["WorkflowTypeId"]!) is var (found, start) ? types.AddressOf(found, start) : "";
    });

    /// <summary>What is known of the runs of a workflow, the newest first.</summary>
    public Task<List<WorkflowRunLine>> RunsAsync(string id) => InScopeAsync(async services =>
        (await services.GetRequiredService<WorkflowHistory>().ListAsync()).Where(run => run.WorkflowTypeId == id).ToList());

    /// <summary>The latest versions of a type.</summary>
    public Task<List<ContentItemRecord>> ItemsAsync(string type) => InScopeAsync(services =>
        services.GetRequiredService<CmsDbContext>().ContentItems.AsNoTracking().Where(item => item.ContentType == type && item.Latest).ToListAsync());

    private static string Attribute(string tag, string name) => Regex.Match(tag, $"""\s{name}="([^"]*)" """.TrimEnd()).Groups[1].Value;

    [GeneratedRegex("""<form action="([^"]*workflows/Invoke[^"]*)".*?</form>""", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex("""<input [^>]*>""")]
    private static partial Regex Input();

    [GeneratedRegex("""<textarea [^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>""", RegexOptions.Singleline)]
    private static partial Regex TextArea();

    [GeneratedRegex("""<select [^>]*name="([^"]*)".*?</select>""", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("""<option value="([^"]*)" selected>""")]
    private static partial Regex Selected();
}

[CollectionDefinition(Name)]
public sealed class WorkflowCollection : ICollectionFixture<WorkflowSite>
{
    public const string Name = "workflows";
}
