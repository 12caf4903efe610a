using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Templates, queries and workflows, changed in the dashboard.</summary>
[Collection(Dashboard.Collection)]
public sealed class StructureJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    [SkippableFact]
    public async Task A_view_of_the_theme_is_overridden_and_comes_back_when_the_template_is_deleted()
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/Templates");
        var page = editor.Page;
        await page.GetByLabel("The theme's and built-in ones too").CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Content__Page", Exact = true }).ClickAsync();
        var liquid = page.GetByLabel("Liquid", new() { Exact = true });
        Assert.NotEqual("", await liquid.InputValueAsync());
        await liquid.FillAsync("<p>Overridden.</p>\n{% if true %}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText(new Regex("line [0-9]+, column [0-9]+")).WaitForAsync();
        await liquid.FillAsync("<p>Overridden by {{ Model.ContentItem.DisplayText | no_such_filter }}.</p>");
        await page.GetByText("There is no filter 'no_such_filter'").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved; pages show it from now on").WaitForAsync();

        await using var reader = await browser.OpenAsync(server, javaScript: false);
        await reader.Page.GotoAsync("/about");
        await reader.Page.GetByText(new Regex("^Overridden by")).WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Delete, really: theme") }).ClickAsync();
        await page.ArriveAsync("**/Admin/Templates");
        await reader.Page.ReloadAsync();
        Assert.Equal(0, await reader.Page.GetByText("Overridden by").CountAsync());
        Assert.Empty(editor.Complaints);
    }

    [SkippableFact]
    public async Task A_query_is_tried_with_parameters_its_mistakes_are_said_and_it_is_saved()
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/Queries/Create/Sql");
        var page = editor.Page;
        await page.GetByLabel("Name").FillAsync("TriedOut");
        var sql = page.GetByLabel("Sql, with Liquid");
        await sql.FillAsync("SELECT Nothing FROM NoSuchTable");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await page.GetByText(new Regex("NoSuchTable")).Last.WaitForAsync();
        await sql.FillAsync("SELECT DocumentId FROM ContentItemIndex WHERE ContentType='Article' AND Published=true LIMIT @size:10");
        await page.GetByLabel("Parameters (JSON)").FillAsync("{ \"size\": 3 }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await page.GetByText("3 results").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ArriveAsync("**/Admin/Queries/Edit/TriedOut");
        await page.GotoAsync("/Admin/Queries");
        await page.GetByRole(AriaRole.Link, new() { Name = "TriedOut" }).WaitForAsync();
        Assert.Empty(editor.Complaints);
    }

    [SkippableFact]
    public async Task An_activity_of_a_workflow_is_edited_in_a_form_and_what_is_wrong_stands_beside_it()
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/Workflows/Types/Create");
        var page = editor.Page;
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Thanks");
        await page.GetByLabel("The whole workflow").FillAsync("""
            { "WorkflowTypeId": "thanks-in-a-form", "Activities": [
                { "ActivityId": "a", "Name": "HttpRequestEvent", "IsStart": true, "Properties": { "HttpMethod": "POST" } },
                { "ActivityId": "b", "Name": "NotifyTask", "Properties": { "ActivityMetadata": { "Title": "Say thanks" } } }],
              "Transitions": [{ "SourceActivityId": "a", "SourceOutcomeName": "Done", "DestinationActivityId": "b" }] }
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit Say thanks" }).ClickAsync();
        var message = page.GetByLabel("Message");
        await message.FillAsync("Thank you, {{ Request.Form.Name");
        await page.GetByLabel("Kind").SelectOptionAsync("Success");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Something is not right in Say thanks.").WaitForAsync();
        await page.GetByText(new Regex("^Line 1, column [0-9]+")).WaitForAsync();
        await Dashboard.AssertUsableAsync(page, "a workflow with something wrong in a form");

        await message.FillAsync("Thank you, {{ Request.Form.Name }}!");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ArriveAsync("**/Admin/Workflows/Types/Edit/thanks-in-a-form");
        await page.GotoAsync("/Admin/Workflows/Types/Edit/thanks-in-a-form");
        await Dashboard.ReadyAsync(page);
        await page.GetByText("As JSON").ClickAsync();
        Assert.Contains("\"NotificationType\": 0", await page.GetByLabel("The whole workflow").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit Say thanks" }).ClickAsync();
        Assert.Equal("Thank you, {{ Request.Form.Name }}!", await message.InputValueAsync());
        Assert.Equal("Success", await page.GetByLabel("Kind").InputValueAsync());
        Assert.Empty(editor.Complaints);
    }
}
