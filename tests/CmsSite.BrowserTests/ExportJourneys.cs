using CmsSite.Recipes;
using CmsSite.Tests;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>A site goes from one program to another.</summary>
[Collection(Dashboard.Collection)]
public sealed class ExportJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    private sealed class OtherServer : CmsServer
    {
        protected override string Recipe => "WebTest";
    }

    [SkippableFact]
    public async Task The_whole_site_is_exported_with_a_click_and_its_article_is_found_on_another_site()
    {
        await using var administrator = await Dashboard.SignInAsync(browser, server, "/Admin/DeploymentPlan", new() { ViewportSize = new() { Width = 1280, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var page = administrator.Page;
        await server.CreateAsync(A.ContentItem("Page").Titled("Carried over").At("carried-over"));
        await Dashboard.AssertUsableAsync(page, "exports");
        await page.SetViewportSizeAsync(390, 800);
        await page.GetByText("Choose", new() { Exact = true }).ClickAsync();
        await Dashboard.AssertUsableAsync(page, "a choice on a phone");
        await page.SetViewportSizeAsync(1280, 900);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Export the whole site" }).ClickAsync());
        Assert.EndsWith(".zip", download.SuggestedFilename);
        var file = Path.Combine(server.AppData, "carried.zip");
        await download.SaveAsAsync(file);

        await page.GetByRole(AriaRole.Link, new() { Name = "New plan" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Pages only");
        await page.GetByLabel("Another step").SelectOptionAsync(new SelectOptionValue { Label = "Content of types" });
        await page.GetByLabel("Content types, one a line").FillAsync("Page");
        await Dashboard.AssertUsableAsync(page, "a plan");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Deployment plan Pages only" }).WaitForAsync();
        await page.GotoAsync("/Admin/DeploymentPlan");
        await Dashboard.ReadyAsync(page);
        var planned = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export Pages only" }).ClickAsync());
        await planned.SaveAsAsync(file + ".plan.zip");
        using (var package = RecipePackage.Open(file + ".plan.zip"))
        {
            Assert.Equal(["content"], package.Document.Steps.Select(step => step.Name));
        }

        Assert.Empty(administrator.Complaints);
        await using var other = new OtherServer();
        await using var there = await Dashboard.SignInAsync(browser, other, "/Admin/Recipes", new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await Dashboard.ChooseAsync(there.Page.GetByLabel("A recipe file, or a zip with one and its files"), new FilePayload { Name = "carried.zip", MimeType = "application/zip", Buffer = await File.ReadAllBytesAsync(file) });
        await there.Page.GetByRole(AriaRole.Button, new() { Name = "Apply all of it" }).ClickAsync(new() { Timeout = 60_000 });
        await there.Page.GetByRole(AriaRole.Heading, new() { Name = "is applied" }).WaitForAsync(new() { Timeout = 60_000 });
        await there.Page.GotoAsync("/carried-over");
        await there.Page.GetByRole(AriaRole.Heading, new() { Name = "Carried over" }).First.WaitForAsync();
    }
}
