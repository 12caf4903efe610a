using System.Text;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>An administrator brings a recipe.</summary>
[Collection(Dashboard.Collection)]
public sealed class RecipeJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    private const string Good = """
        { "name": "Harbour", "displayName": "The harbour page", "steps": [ { "name": "content", "data": [
          { "ContentItemId": "recharb0vr0000000000000000", "ContentType": "Page", "Published": true, "Latest": true, "DisplayText": "The harbour",
            "TitlePart": { "Title": "The harbour" }, "AutoroutePart": { "Path": "the-harbour" }, "HtmlBodyPart": { "Html": "<p>Three piers and a crane.</p>" } } ] } ] }
        """;

    [SkippableFact]
    public async Task A_broken_recipe_is_read_mended_planned_applied_says_nothing_new_and_is_undone()
    {
        await using var administrator = await Dashboard.SignInAsync(browser, server, "/Admin/Recipes", new() { ViewportSize = new() { Width = 1280, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var page = administrator.Page;
        await Dashboard.AssertUsableAsync(page, "the recipes");
        await BringAsync(page, "broken.recipe.json", Good.Replace("\"content\"", "\"contnet\"", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Heading, new() { Name = "broken.recipe.json cannot be applied" }).WaitForAsync();
        await page.GetByText("upload.recipe.json:1:").WaitForAsync();
        await Dashboard.AssertUsableAsync(page, "a refused recipe");

        await page.GotoAsync("/Admin/Recipes");
        await Dashboard.ReadyAsync(page);
        await BringAsync(page, "harbour.recipe.json", Good);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Plan of harbour.recipe.json" }).WaitForAsync();
        await page.GetByText("The harbour", new() { Exact = true }).WaitForAsync();
        Assert.Equal(404, (await page.Context.APIRequest.GetAsync($"{server.Url}/the-harbour")).Status);
        await Dashboard.AssertUsableAsync(page, "a plan");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply all of it" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "harbour.recipe.json is applied" }).WaitForAsync();
        Assert.Equal(200, (await page.Context.APIRequest.GetAsync($"{server.Url}/the-harbour")).Status);
        await page.GetByRole(AriaRole.Link, new() { Name = "What it changed" }).ClickAsync();
        await page.GetByText("1 × ContentItem created").WaitForAsync();
        await Dashboard.AssertUsableAsync(page, "a run");
        var run = page.Url;

        await page.GotoAsync("/Admin/Recipes");
        await Dashboard.ReadyAsync(page);
        await BringAsync(page, "harbour.recipe.json", Good);
        await page.GetByText("There is nothing to apply.").WaitForAsync();

        await page.GotoAsync(run);
        await Dashboard.ReadyAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo this import…" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Undo Harbour" }).WaitForAsync();
        await page.GetByText("The harbour", new() { Exact = true }).WaitForAsync();
        await Dashboard.AssertUsableAsync(page, "what undoing would change");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo it" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Harbour is undone" }).WaitForAsync();
        Assert.Equal(404, (await page.Context.APIRequest.GetAsync($"{server.Url}/the-harbour")).Status);
        Assert.Empty(administrator.Complaints);
    }

    [SkippableFact]
    public async Task Who_writes_a_recipe_is_offered_what_may_stand_there()
    {
        await using var administrator = await Dashboard.SignInAsync(browser, server, "/Admin/Recipes", new() { ViewportSize = new() { Width = 1280, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var page = administrator.Page;
        await page.GetByText("Or paste one").ClickAsync();
        var recipe = page.GetByLabel("Recipe (JSON)");
        await recipe.PressSequentiallyAsync("{ \"steps\": [ { \"name\": ");
        await recipe.PressSequentiallyAsync("\"sett");
        await page.GetByRole(AriaRole.Option, new() { Name = "settings", Exact = true }).WaitForAsync();
        await recipe.PressAsync("Enter");
        await recipe.PressSequentiallyAsync(", \"SiteN");
        await page.GetByRole(AriaRole.Option, new() { Name = "SiteName" }).WaitForAsync();
        await Dashboard.AssertUsableAsync(page, "a recipe with offers");
        await recipe.PressAsync("Enter");
        await recipe.PressSequentiallyAsync("\"Completed\" } ] }");

        Assert.Equal("{ \"steps\": [ { \"name\": \"settings\", \"SiteName\": \"Completed\" } ] }", await recipe.InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan it" }).ClickAsync();
        await page.GetByText("SiteName", new() { Exact = true }).First.WaitForAsync();
        Assert.Empty(administrator.Complaints);
    }

    [SkippableFact]
    public async Task Who_applies_much_sees_how_far_it_is()
    {
        const int pages = 6000;
        await using var administrator = await Dashboard.SignInAsync(browser, server, "/Admin/Recipes", new() { ViewportSize = new() { Width = 1280, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var page = administrator.Page;
        var items = Enumerable.Range(0, pages).Select(i => $$"""{ "ContentItemId": "recmany{{i:0000}}000000000000000", "ContentType": "Page", "Published": true, "Latest": true, "TitlePart": { "Title": "Pier {{i}}" }, "AutoroutePart": { "Path": "piers/{{i}}" } }""");
        await BringAsync(page, "piers.recipe.json", $$"""{ "name": "Piers", "steps": [ { "name": "content", "data": [ {{string.Join(',', items)}} ] } ] }""");
        var apply = page.GetByRole(AriaRole.Button, new() { Name = "Apply all of it" });
        await apply.WaitForAsync();
        // It may be over before a test can look: the page notes what it shows.
        await page.EvaluateAsync("() => { window.seen = []; new MutationObserver(() => document.querySelectorAll('main progress').forEach(bar => window.seen.push(bar.value))).observe(document.body, { subtree: true, childList: true, attributes: true }); }");
        await apply.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "piers.recipe.json is applied" }).WaitForAsync();
        var seen = await page.EvaluateAsync<double[]>("() => window.seen");
        Assert.Contains(seen, value => value is > 0 and < 1);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(200, (await page.Context.APIRequest.GetAsync($"{server.Url}/piers/{pages - 1}")).Status);
        Assert.Empty(administrator.Complaints);
    }

    private static Task BringAsync(IPage page, string name, string recipe) => Dashboard.ChooseAsync(page.GetByLabel("A recipe file, or a zip with one and its files"),
        new FilePayload { Name = name, MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(recipe) });
}
