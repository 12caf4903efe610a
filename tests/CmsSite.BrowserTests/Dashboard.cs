using CmsSite.Tests;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>What journeys through the dashboard have in common.</summary>
public static class Dashboard
{
    /// <summary>What those meet who work on the site.</summary>
    public const string Collection = "dashboard";

    /// <summary>The administrator, signed in and at an address.</summary>
    public static async Task<Visitor> SignInAsync(Browser browser, CmsServer server, string address, BrowserNewContextOptions? options = null)
    {
        var visitor = await browser.OpenAsync(server, options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await visitor.Page.GotoAsync(address);
        await visitor.Page.GetByLabel("User name or e-mail address").FillAsync(CmsApplication.AdminName);
        await visitor.Page.GetByLabel("Password").FillAsync(CmsApplication.AdminPassword);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visitor.Page.ArriveAsync($"**{address}");
        await ReadyAsync(visitor.Page);
        return visitor;
    }

    /// <summary>Waits for the connection: before it stands a screen can be read, and no more.</summary>
    public static Task ReadyAsync(IPage page) => page.Locator(".shell[data-ready]").WaitForAsync();

    /// <summary>Chooses a file as soon as the screen listens to its file chooser, which is disabled before.</summary>
    public static async Task ChooseAsync(ILocator chooser, FilePayload file)
    {
        await Assertions.Expect(chooser).ToBeEnabledAsync();
        await chooser.SetInputFilesAsync(file);
    }

    /// <summary>axe-core finds nothing, and nothing makes the screen scroll sideways.</summary>
    public static async Task AssertUsableAsync(IPage page, string what)
    {
        var found = await ProblemsAsync(page, what);
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    /// <summary>What axe-core finds, and whether the screen scrolls sideways; a line each.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(IPage page, string what) =>
    [
        .. await Axe.FindAsync(page, what),
        .. await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth") ? [$"{what} scrolls sideways."] : Array.Empty<string>(),
    ];
}
