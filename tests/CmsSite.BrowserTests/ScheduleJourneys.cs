using CmsSite.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>An editor says when, and the site does it.</summary>
[Collection(Dashboard.Collection)]
public sealed class ScheduleJourneys(Browser browser)
{
    [SkippableFact]
    public async Task An_article_that_was_scheduled_before_the_site_went_down_is_published_when_it_is_up_again()
    {
        await using var before = new Resting();
        await using (var editor = await Dashboard.SignInAsync(browser, before, "/Admin/Contents/ContentTypes/Article/Create"))
        {
            var page = editor.Page;
            await page.GetByLabel("Title", new() { Exact = true }).FillAsync("While nobody was there");
            await page.GetByLabel("Summary").FillAsync("A ship that sails by the clock.");
            await page.GetByLabel("Authors").FillAsync("hester");
            await page.GetByRole(AriaRole.Button, new() { Name = "Hester Quayle", Exact = true }).ClickAsync();
            await page.GetByLabel("Publish later", new() { Exact = true }).FillAsync("2026-01-02T03:04");
            await page.GetByText("Save the draft; it goes public at that time.").WaitForAsync();
            await page.ArriveAsync("**/Contents/ContentItems/*/Edit");
            await page.GetByText("Saved").First.WaitForAsync();
            await page.ReloadAsync();
            Assert.Equal("2026-01-02T03:04", await page.GetByLabel("Publish later", new() { Exact = true }).InputValueAsync());
            Assert.Equal(404, (await page.Context.APIRequest.GetAsync($"{before.Url}/articles/while-nobody-was-there")).Status);
        }

        await before.Services.GetRequiredService<IHost>().StopAsync();
        await using var after = new Again(before.AppData);
        await using var reader = await browser.OpenAsync(after, javaScript: false);
        var since = System.Diagnostics.Stopwatch.StartNew();
        while ((await reader.Page.GotoAsync("/articles/while-nobody-was-there"))!.Status == 404)
        {
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(1), "It is not published.");
        }

        Assert.Equal("While nobody was there", await reader.HeadingAsync());
    }

    [SkippableFact]
    public async Task Of_an_hour_that_the_clocks_skip_or_repeat_the_editor_chooses_what_is_meant()
    {
        await using var site = new CmsServer();
        await using var editor = await Dashboard.SignInAsync(browser, site, "/Admin/Contents/ContentTypes/Article/Create");
        var page = editor.Page;
        var date = page.GetByLabel("Publish later", new() { Exact = true });

        await date.FillAsync("2027-03-28T02:30");
        await page.GetByText("The clocks skip 02:30 on that day.").WaitForAsync();
        Assert.Equal("2027-03-28T03:30", await date.InputValueAsync());
        await page.GetByLabel("What is meant instead").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.WaitForFunctionAsync("() => document.querySelector('input[type=datetime-local]').value === '2027-03-28T01:30'");

        await date.FillAsync("2027-10-31T02:30");
        var which = page.GetByLabel("Which of the two");
        await which.WaitForAsync();
        Assert.Equal(["UTC+02:00", "UTC+01:00"], await which.Locator("option").AllInnerTextsAsync());
        await which.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByText("Europe/Berlin, UTC+01:00").WaitForAsync();
        Assert.Equal("2027-10-31T02:30", await date.InputValueAsync());
        Assert.Empty(editor.Complaints);
    }

    private sealed class Resting : CmsServer
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:BackgroundWork", "false")];
    }

    private sealed class Again(string appData) : CmsServer
    {
        protected override string? Recipe => null;

        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:AppData", appData)];
    }
}
