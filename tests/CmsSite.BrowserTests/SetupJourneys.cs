using System.Text.RegularExpressions;
using CmsSite.Tests;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

[Collection(Browser.Collection)]
public sealed partial class SetupJourneys(Browser browser, SetupJourneys.EmptySite server) : IClassFixture<SetupJourneys.EmptySite>
{
    [SkippableFact]
    public async Task Whoever_has_the_token_sets_the_site_up_and_reads_it()
    {
        await using var admin = await browser.OpenAsync(server, javaScript: false);
        var page = admin.Page;
        await page.GotoAsync("/");
        Assert.Equal("Set up this site", await admin.HeadingAsync());
        await page.GetByLabel("Token").FillAsync(server.Token);
        await admin.FollowAsync(page.GetByRole(AriaRole.Button, new() { Name = "Go on" }));
        Assert.DoesNotContain(server.Token, page.Url, StringComparison.Ordinal);

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("A shelf of notes");
        await page.Locator("input[name=Recipe][value=Notebook]").CheckAsync();
        await page.GetByLabel("User name").FillAsync("grace");
        await page.GetByLabel("E-mail").FillAsync("grace@example.org");
        await page.GetByLabel("Password").FillAsync("short");
        await admin.FollowAsync(page.Locator("form[method=post] button").Last);
        Assert.Contains("The site was not set up", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.Equal("A shelf of notes", await page.GetByLabel("Name", new() { Exact = true }).InputValueAsync());

        await page.GetByLabel("Password").FillAsync("eleven paper lanterns");
        await admin.FollowAsync(page.Locator("form[method=post] button").Last);
        await page.GotoAsync("/");
        Assert.Contains("A shelf of notes", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Contains("The Stove", await page.InnerTextAsync("main"), StringComparison.OrdinalIgnoreCase);
        // The refused form was answered 422, which the browser notes as an error of its own.
        Assert.DoesNotContain(admin.Complaints, complaint => !complaint.Contains("422", StringComparison.Ordinal));
    }

    public sealed partial class EmptySite : CmsServer
    {
        protected override string? Recipe => null;

        public string Token => Log.Lines.Select(line => TokenInLog().Match(line)).First(match => match.Success).Groups[1].Value;

        [GeneratedRegex(@"Open /setup in a browser.* ([0-9a-f]{32})")]
        private static partial Regex TokenInLog();
    }
}
