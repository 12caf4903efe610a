using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Templates and queries, changed in the dashboard.</summary>
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
        await page.WaitForURLAsync("**/Admin/Templates");
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
        await page.WaitForURLAsync("**/Admin/Queries/Edit/TriedOut");
        await page.GotoAsync("/Admin/Queries");
        await page.GetByRole(AriaRole.Link, new() { Name = "TriedOut" }).WaitForAsync();
        Assert.Empty(editor.Complaints);
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task None_of_it_is_in_anybodys_way(ColorScheme scheme, int width)
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/Templates", new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        foreach (var address in new[] { "/Admin/Templates?all=true", "/Admin/Templates/Create?name=Content__Page", "/Admin/Queries", "/Admin/Queries/Edit/LatestArticles", "/Admin/Layers", "/Admin/Layers/Edit/Homepage",
            "/Admin/UrlRewriting", "/Admin/UrlRewriting/Create/Redirect", "/Admin/UrlRewriting/FormerAddresses", "/Admin/Shortcodes", "/Admin/Shortcodes/Create", "/Admin/Placements", "/Admin/Placements/Create",
            "/Admin/Contents/ContentItems?term=catc1t1es00000000000000000&from=2020-01-01" })
        {
            await editor.Page.GotoAsync(address);
            await Dashboard.ReadyAsync(editor.Page);
            await Dashboard.AssertUsableAsync(editor.Page, address);
        }

        Assert.Empty(editor.Complaints);
    }
}
