using System.Text.RegularExpressions;
using CmsSite.Search.Statistics;
using Microsoft.Extensions.DependencyInjection;
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
        await page.ArriveAsync("**/search?terms=moons");
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
        Assert.Empty(await Axe.FindAsync(page, "open suggestions"));
        await box.PressAsync("Enter");
        await page.ArriveAsync("**/articles/the-last-ferry-is-always-late");
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
                found.AddRange(await Axe.FindAsync(reader.Page, address));
                if (await reader.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") > width)
                {
                    found.Add($"{address} is wider than {width}");
                }
            }
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [SkippableFact]
    public async Task An_editor_sees_what_nobody_found_gives_it_a_synonym_pins_something_and_asks_why()
    {
        await using var reader = await OpenAsync(false, 1280);
        for (var i = 0; i < 3; i++)
        {
            await reader.Page.GotoAsync("/search?terms=paddlesteamer");
        }

        await reader.Page.GetByText("Nothing found for").WaitForAsync();
        await server.Services.GetRequiredService<SearchCounting>().WriteAsync(default);
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/Search/Statistics", new() { ViewportSize = new() { Width = 1280, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var page = editor.Page;
        await Dashboard.AssertUsableAsync(page, "what is searched for");

        // By keyboard: the words are there already, what is as good as they are is typed behind them.
        await page.GetByRole(AriaRole.Link, new() { Name = "Add synonym for paddlesteamer" }).First.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Synonyms" }).WaitForAsync();
        var rules = page.GetByLabel("Rules, one a line");
        await Assertions.Expect(rules).ToHaveValueAsync(new Regex("paddlesteamer => $"));
        await rules.PressAsync("Control+End");
        await rules.PressSequentiallyAsync("ferry");
        await rules.PressAsync("Tab");
        await page.GetByText("or ferry").WaitForAsync();
        await Dashboard.AssertUsableAsync(page, "synonyms");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).PressAsync("Enter");
        await page.GetByText("Saved; the next search uses them").WaitForAsync();
        await reader.Page.ReloadAsync();
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "The Last Ferry Is Always Late" }).First.WaitForAsync();

        await page.GotoAsync("/Admin/Search/Statistics");
        await Dashboard.ReadyAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Pin something for paddlesteamer" }).First.ClickAsync();
        await Assertions.Expect(page.GetByLabel("What somebody searches for")).ToHaveValueAsync("paddlesteamer");
        await page.GetByPlaceholder("Search by title").FillAsync("Learning the Swifts");
        await page.GetByPlaceholder("Search by title").PressAsync("Enter"); // asks, and does not save
        var first = page.Locator("ul.found").GetByRole(AriaRole.Button).First;
        var title = await first.InnerTextAsync();
        await first.PressAsync("Enter");
        await Dashboard.AssertUsableAsync(page, "a pin");
        await Assertions.Expect(page.GetByText("Not saved yet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Pinned for “paddlesteamer”" }).WaitForAsync();
        await reader.Page.ReloadAsync();
        Assert.Contains("Editor’s pick", await reader.Page.GetByRole(AriaRole.Article).First.InnerTextAsync());

        await page.GotoAsync("/Admin/Search/Try?q=paddlesteamer");
        await Dashboard.ReadyAsync(page);
        await page.GetByText("a synonym of “paddlesteamer”").First.WaitForAsync();
        var hit = page.GetByRole(AriaRole.Listitem).Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = title }) });
        Assert.Contains("Pinned for this search", await hit.First.InnerTextAsync());
        await Dashboard.AssertUsableAsync(page, "why it is found");
        Assert.Empty(editor.Complaints);
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
