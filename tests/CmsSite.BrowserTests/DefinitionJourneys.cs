using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Content types, settings and features: one who knows the site makes something new of it.</summary>
[Collection(Dashboard.Collection)]
public sealed class DefinitionJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    [SkippableFact]
    public async Task A_type_is_made_with_its_fields_an_item_of_it_is_published_and_its_field_is_not_lost_unasked()
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/ContentTypes/Create");
        var page = editor.Page;
        await page.GetByLabel("Display name").FillAsync("Recipe");
        await Assertions.Expect(page.GetByLabel("Technical name")).ToHaveValueAsync("Recipe");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await page.ArriveAsync("**/Admin/ContentTypes/AddPartsTo/Recipe");
        await page.GetByLabel("TitlePart").CheckAsync();
        await page.GetByLabel("AutoroutePart").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add these 2 parts" }).ClickAsync();
        await page.ArriveAsync("**/Admin/ContentTypes/Edit/Recipe");

        await AddFieldAsync(page, "Ingredients", "TextField");
        await page.GetByLabel("Editor").SelectOptionAsync("TextArea");
        await page.GetByLabel("Most characters").FillAsync("lots");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("Most characters is a whole number.").WaitForAsync();
        await page.GetByLabel("Most characters").FillAsync("400");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved", new() { Exact = true }).WaitForAsync();
        await AddFieldAsync(page, "Picture", "MediaField");

        await page.GotoAsync("/Admin/Contents/ContentTypes/Recipe/Create");
        await Dashboard.ReadyAsync(page);
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Bread of one day");
        await page.GetByLabel("Ingredients").FillAsync("Flour, water, salt, patience.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See it on the site" }).WaitForAsync();
        await using var reader = await browser.OpenAsync(server, javaScript: false);
        await reader.Page.GotoAsync("/bread-of-one-day");
        await reader.Page.GetByText("Flour, water, salt, patience.").WaitForAsync();

        await page.GotoAsync("/Admin/ContentTypes/Edit/Recipe");
        await Dashboard.ReadyAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Ingredients" }).ClickAsync();
        await page.GetByText("goes when you save").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("1 item holds data of it.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave it as it is" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep Ingredients" }).ClickAsync();
        await reader.Page.ReloadAsync();
        await reader.Page.GetByText("Flour, water, salt, patience.").WaitForAsync();
        Assert.Empty(editor.Complaints);
    }

    [SkippableFact]
    public async Task What_would_be_lost_is_said_in_nobodys_way()
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/ContentTypes/List", new() { ViewportSize = new() { Width = 1280, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        await editor.Page.GotoAsync("/Admin/ContentTypes/Edit/Article");
        await Dashboard.ReadyAsync(editor.Page);
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Remove Summary" }).ClickAsync();
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await editor.Page.GetByRole(AriaRole.Alertdialog).WaitForAsync();
        await Dashboard.AssertUsableAsync(editor.Page, "what would be lost");
        await editor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await editor.Page.SetViewportSizeAsync(390, 900);
        await Dashboard.AssertUsableAsync(editor.Page, "what would be lost, by night on a telephone");
        Assert.Empty(editor.Complaints);
    }

    private static async Task AddFieldAsync(IPage page, string name, string fieldType)
    {
        await page.GotoAsync("/Admin/ContentTypes/AddFieldsTo/Recipe");
        await Dashboard.ReadyAsync(page);
        await page.GetByLabel("Display name").FillAsync(name);
        await Assertions.Expect(page.GetByLabel("Technical name")).ToHaveValueAsync(name);
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new($"^{fieldType}") }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.ArriveAsync($"**/Admin/ContentParts/Recipe/Fields/{name}/Edit");
    }
}
