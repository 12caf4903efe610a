using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Somebody who reads with the keyboard only.</summary>
[Collection(Browser.Collection)]
public sealed class KeyboardJourneys(Browser browser, KitchenSink server)
{
    [SkippableFact]
    public async Task From_the_skip_link_through_the_menu_to_an_article_and_on()
    {
        await using var reader = await browser.OpenAsync(server);
        var page = reader.Page;
        await page.GotoAsync("/");

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("**/#content");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('main').contains(document.activeElement)"), "The skip link does not lead into the page.");

        await page.GotoAsync("/");
        await TabToAsync(page, "Kitchen sink");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "Figures and tables");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("**/articles/figures-and-tables");
        Assert.Equal("Figures and Tables", await reader.HeadingAsync());

        await page.GotoAsync("/articles/why-the-sea-is-never-flat");
        await TabToAsync(page, "In this article");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "What is left over");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("**#what-is-left-over");

        await page.GotoAsync("/");
        await TabToAsync(page, "Next →");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("**/?page=2");
    }

    [SkippableTheory]
    [InlineData("/")]
    [InlineData("/articles/every-element")]
    [InlineData("/archive")]
    public async Task Wherever_the_focus_is_it_can_be_seen(string address)
    {
        await using var reader = await browser.OpenAsync(server);
        await reader.Page.GotoAsync(address);
        var unseen = new List<string>();
        string? first = null;
        for (var presses = 0; presses < 120; presses++)
        {
            await reader.Page.Keyboard.PressAsync("Tab");
            var focus = await reader.Page.EvaluateAsync<string[]>("""
                () => {
                    const focused = document.activeElement, card = focused.closest('.card');
                    const ringed = element => element && getComputedStyle(element).outlineStyle !== 'none' && parseFloat(getComputedStyle(element).outlineWidth) >= 2;
                    const box = focused.getBoundingClientRect();
                    return [focused.outerHTML.slice(0, 120), String((ringed(focused) || ringed(card)) && box.width > 0 && box.bottom > 0 && box.top < innerHeight)];
                }
                """);
            if (focus[0].StartsWith("<body", StringComparison.Ordinal) || focus[0] == first)
            {
                break;
            }

            first ??= focus[0];
            if (focus[1] != "true")
            {
                unseen.Add(focus[0]);
            }
        }

        Assert.True(unseen.Count == 0, string.Join(Environment.NewLine, unseen));
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.innerText.trim()");

    private static async Task TabToAsync(IPage page, string text)
    {
        for (var presses = 0; presses < 200; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await FocusedAsync(page) == text)
            {
                return;
            }
        }

        Assert.Fail($"'{text}' was not reached with the tab key.");
    }
}
