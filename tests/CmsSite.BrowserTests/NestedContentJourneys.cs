using System.Text.RegularExpressions;
using CmsSite.Content.Items;
using CmsSite.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Items inside items: widgets of a page, entries of a menu, terms of a taxonomy.</summary>
[Collection(Dashboard.Collection)]
public sealed class NestedContentJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    private static readonly Regex _saved = new("^Saved [0-9]");

    [SkippableFact]
    public async Task A_page_is_built_of_widgets_put_in_order_and_one_of_them_taken_back()
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/Contents/ContentTypes/Page/Create");
        var page = editor.Page;
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Built of pieces");
        await AddAsync(page, "Paragraph");
        await page.Keyboard.TypeAsync("The first piece.");
        await AddAsync(page, "Blockquote");
        await page.Keyboard.TypeAsync("The second piece.");
        await page.GetByText(_saved).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Move The second piece.* up") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Copy The first") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Remove The second") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByLabel("Width").First.SelectOptionAsync("50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See it on the site" }).WaitForAsync();

        await using var reader = await browser.OpenAsync(server, javaScript: false);
        await reader.Page.GotoAsync("/built-of-pieces");
        Assert.Equal(["The second piece.", "The first piece.", "The first piece."], (await reader.Page.GetByText(new Regex("^The (first|second) piece\\.$")).AllInnerTextsAsync()).Select(text => text.Trim('“', '”', ' ', '\n')));
        Assert.Empty(editor.Complaints);
    }

    [SkippableFact]
    public async Task A_menu_is_made_a_tree_with_the_keyboard_and_what_is_missing_in_an_entry_is_jumped_to()
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/Contents/ContentTypes/Menu/Create");
        var page = editor.Page;
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Harbour Menu");
        await AddAsync(page, "Link Menu Item");
        await page.Keyboard.TypeAsync("Boats");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Address" }).Last.FillAsync("~/boats");
        await AddAsync(page, "Link Menu Item");
        await page.Keyboard.TypeAsync("Ferries");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Address" }).Last.FillAsync("javascript:alert(1)");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Ferries"), Expanded = true }).FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowRight");
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).First.ClickAsync();
        Assert.Equal("javascript:alert(1)", await page.EvaluateAsync<string>("document.activeElement.value"));
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("~/ferries");
        await page.GetByText(_saved).WaitForAsync();
        await page.ReloadAsync();
        await Dashboard.ReadyAsync(page);

        var stored = await server.InScopeAsync(async services => (await services.GetRequiredService<ContentItems>().GetAsync(new Uri(page.Url).Segments[^2].TrimEnd('/'), VersionOptions.Latest))!);
        var boats = stored.Part("MenuItemsListPart")!["MenuItems"].AsObjects().Single();
        Assert.Equal("Boats", boats["DisplayText"].AsText());
        Assert.Equal("Ferries", boats["MenuItemsListPart"]!["MenuItems"].AsObjects().Single()["DisplayText"].AsText());
        Assert.Empty(editor.Complaints);
    }

    [SkippableFact]
    public async Task An_entry_is_dragged_to_another_place()
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/Contents/ContentItems/Menu");
        var page = editor.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Footer Menu" }).ClickAsync();
        var names = page.Locator(".block-name");
        await names.First.WaitForAsync();
        var before = await names.AllInnerTextsAsync();
        await page.Locator(".grip").First.DragToAsync(page.Locator(".block-head").Nth(2), new() { TargetPosition = new() { X = 60, Y = 30 } });
        await Assertions.Expect(names.Nth(2)).ToHaveTextAsync(before[0]);
        await page.GetByText(_saved).WaitForAsync();
        Assert.Empty(editor.Complaints);
    }

    [SkippableFact]
    public async Task A_term_that_items_carry_is_removed_only_after_a_question()
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/Contents/ContentItems/Taxonomy");
        var page = editor.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Categories" }).ClickAsync();
        var cities = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^▸ Cities|Cities$"), Expanded = false });
        await cities.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Cities" }).ClickAsync();
        await page.GetByText(new Regex("items carry this term")).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await cities.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Cities" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove all the same" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await cities.WaitForAsync();
        Assert.Empty(editor.Complaints);
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task None_of_it_is_in_anybodys_way(ColorScheme scheme, int width)
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/Contents/ContentItems/Taxonomy", new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var page = editor.Page;
        foreach (var (type, title) in new[] { ("Taxonomy", "Categories"), ("Menu", "Main Menu"), ("Page", "About") })
        {
            await page.GotoAsync($"/Admin/Contents/ContentItems/{type}");
            await Dashboard.ReadyAsync(page);
            await page.GetByRole(AriaRole.Link, new() { NameRegex = new($"^{title}") }).First.ClickAsync();
            await page.Locator(".block-open").First.ClickAsync();
            await page.Locator(".block-body").First.WaitForAsync();
            await Dashboard.AssertUsableAsync(page, $"{type} {title}");
        }

        Assert.Empty(editor.Complaints);
    }

    private static async Task AddAsync(IPage page, string type)
    {
        await page.GetByText(new Regex("^Add to ")).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = type, Exact = true }).ClickAsync();
        // The first input of what is new has the focus.
        await Assertions.Expect(page.Locator(".block-body").Last.Locator(":focus")).ToHaveCountAsync(1);
    }
}
