using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Readers who look for something, with and without scripts, and by keyboard.</summary>
[Collection(Browser.Collection)]
public sealed class SearchJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    private static readonly Regex _results = new("^[0-9]+ results?$");

    [SkippableTheory]
    [InlineData(true, 1280)]
    [InlineData(false, 1280)]
    [InlineData(false, 390)]
    public async Task A_reader_asks_narrows_and_reads(bool javaScript, int width)
    {
        await using var reader = await OpenAsync(javaScript, width);
        var page = reader.Page;
        await page.GotoAsync("/about");
        await page.GetByRole(AriaRole.Searchbox).Or(page.GetByRole(AriaRole.Combobox)).First.FillAsync("moons");
        await page.Locator("form[role=search] button").First.ClickAsync();
        await page.WaitForURLAsync("**/search?terms=moons");
        Assert.Equal("Search", await reader.HeadingAsync());
        var before = await CountAsync(page);

        if (width < 768)
        {
            await page.GetByText("Filters").First.ClickAsync();
        }

        await reader.FollowAsync(page.GetByRole(AriaRole.Complementary, new() { Name = "Filters" }).GetByRole(AriaRole.Link, new() { Name = "Cities" }));
        Assert.True(await CountAsync(page) < before, "Choosing a category narrowed nothing.");
        await reader.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "The Last Ferry Is Always Late" }).First);
        Assert.Equal("The Last Ferry Is Always Late", await reader.HeadingAsync());
        Assert.Empty(reader.Complaints);
        Assert.Empty(await reader.CookiesAsync());
    }

    [SkippableFact]
    public async Task Suggestions_are_chosen_by_keyboard_and_closed_by_it()
    {
        await using var reader = await OpenAsync(true, 1280);
        var page = reader.Page;
        await page.GotoAsync("/about");
        var box = page.GetByRole(AriaRole.Combobox);
        await box.PressSequentiallyAsync("ferr");
        var option = page.GetByRole(AriaRole.Option, new() { Name = "The Last Ferry Is Always Late" });
        await option.WaitForAsync();
        Assert.Equal("true", await box.GetAttributeAsync("aria-expanded"));

        await box.PressAsync("Escape");
        Assert.False(await option.IsVisibleAsync());
        Assert.Equal("ferr", await box.InputValueAsync());

        await box.PressSequentiallyAsync("y");
        await option.WaitForAsync();
        await box.PressAsync("ArrowDown");
        Assert.Equal(await option.GetAttributeAsync("id"), await box.GetAttributeAsync("aria-activedescendant"));
        var open = await page.RunAxe(Axe.Violations);
        Assert.True(open.Violations.Length == 0, string.Join("; ", open.Violations.Select(violation => violation.Help)));
        await box.PressAsync("Enter");
        await page.WaitForURLAsync("**/articles/the-last-ferry-is-always-late");
        Assert.Empty(reader.Complaints);
    }

    [SkippableFact]
    public async Task Nothing_of_the_search_is_in_anybodys_way_and_it_fits_a_phone()
    {
        var found = new List<string>();
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (1280, ColorScheme.Dark), (320, ColorScheme.Light) })
        {
            await using var reader = await browser.OpenAsync(server, new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
            await UntilItSearchesAsync(reader.Page);
            foreach (var address in new[] { "/search", "/search?terms=moon", "/search?terms=moon&category=nothing", "/search?terms=qwxyz", "/search?terms=lighthose", $"/search?terms={new string('w', 200)}" })
            {
                await reader.Page.GotoAsync(address);
                var result = await reader.Page.RunAxe(Axe.Violations);
                found.AddRange(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{address}: {violation.Id} ({violation.Help}) {node.Html}")));
                if (await reader.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") > width)
                {
                    found.Add($"{address} is wider than {width}");
                }
            }
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    // The index of a new site is made in background: the journeys begin when it is there.
    private async Task<Visitor> OpenAsync(bool javaScript, int width)
    {
        var reader = await browser.OpenAsync(server, javaScript, width);
        await UntilItSearchesAsync(reader.Page);
        return reader;
    }

    private static async Task UntilItSearchesAsync(IPage page)
    {
        do
        {
            await page.GotoAsync("/search?terms=moon");
        }
        while (await page.GetByText(_results).CountAsync() == 0);
    }

    private static async Task<int> CountAsync(IPage page) => int.Parse((await page.GetByText(_results).InnerTextAsync()).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
