using System.Text.RegularExpressions;
using CmsSite.Tests;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Several people at one article, and one article through its versions.</summary>
[Collection(Dashboard.Collection)]
public sealed class TogetherJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    private static readonly Regex _saved = new("^Saved [0-9]");

    [SkippableFact]
    public async Task Two_editors_in_different_fields_lose_nothing_and_are_asked_nothing()
    {
        await using var first = await WriteAsync("Two at two fields");
        await using var second = await SignInAsync(new Uri(first.Page.Url).AbsolutePath);
        await second.Page.GetByLabel("Subtitle").FillAsync("by the second");
        // Shown to the first as soon as the second types, not when they look.
        await first.Page.GetByText("are writing here too").WaitForAsync(new() { Timeout = 3000 });
        await second.Page.GetByText(_saved).WaitForAsync();
        await first.Page.GetByLabel("Title", new() { Exact = true }).FillAsync("Two at two fields, indeed");
        await first.Page.GetByText(new Regex("changed this meanwhile: Subtitle")).WaitForAsync();
        Assert.Equal("by the second", await first.Page.GetByLabel("Subtitle").InputValueAsync());
        await first.Page.ReloadAsync();
        Assert.Equal("by the second", await first.Page.GetByLabel("Subtitle").InputValueAsync());
        Assert.Equal("Two at two fields, indeed", await first.Page.GetByLabel("Title", new() { Exact = true }).InputValueAsync());
        Assert.Empty(first.Complaints);
    }

    [SkippableFact]
    public async Task Two_editors_of_one_text_see_both_and_merge_them()
    {
        await using var first = await WriteAsync("Two at one text");
        await TypeTextAsync(first.Page, "The ferry is late.");
        await SavedAsync(first.Page);
        await using var second = await SignInAsync(new Uri(first.Page.Url).AbsolutePath);
        await second.Page.GetByLabel("Subtitle").FillAsync("second");
        await TypeTextAsync(second.Page, " Nobody minds.");
        await SavedAsync(second.Page);
        await TypeTextAsync(first.Page, " Again.");
        await first.Page.GetByRole(AriaRole.Heading, new() { Name = "saved this item while you were writing" }).WaitForAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Merge and go on" }).ClickAsync();
        await first.Page.GetByText(_saved).WaitForAsync();
        var text = await first.Page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true }).InnerTextAsync();
        Assert.Contains("Again.", text);
        Assert.Contains("Nobody minds.", text);
        Assert.Equal("second", await first.Page.GetByLabel("Subtitle").InputValueAsync());
        Assert.Empty(first.Complaints);
    }

    [SkippableFact]
    public async Task A_version_is_compared_restored_and_taken_back()
    {
        await using var editor = await WriteAsync("Version the first");
        var page = editor.Page;
        var address = new Uri(page.Url).AbsolutePath;
        // A link to it makes the next change a version of its own.
        await page.GetByText("Share a preview").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await page.GetByLabel("Preview link").InputValueAsync();
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Version the second");
        await SavedAsync(page);

        await using var stranger = await browser.OpenAsync(server, javaScript: false);
        await stranger.Page.GotoAsync(link);
        Assert.Equal("Version the first", await stranger.HeadingAsync());

        await page.GotoAsync(address.Replace("/Edit", "/Versions", StringComparison.Ordinal));
        await ReadyAsync(page);
        await page.Locator("del", new() { HasText = "first" }).First.WaitForAsync();
        await page.Locator("ins", new() { HasText = "second" }).First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Restore as draft") }).ClickAsync();
        await page.GetByText("The version is the draft now").WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "History of “Version the first”" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "History of “Version the second”" }).WaitForAsync();
        Assert.Empty(editor.Complaints);
    }

    [SkippableFact]
    public async Task The_preview_beside_the_editor_follows_the_typing_and_stays_where_it_was_scrolled_to()
    {
        await using var editor = await WriteAsync("Beside the editor");
        var page = editor.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview", Exact = true }).ClickAsync();
        var frame = page.FrameLocator(".preview-frames iframe:not(.next)");
        await frame.GetByRole(AriaRole.Heading, new() { Name = "Beside the editor" }).First.WaitForAsync();
        await TypeTextAsync(page, string.Join(' ', Enumerable.Repeat("A long walk along the quay.", 80)));
        await frame.GetByText("along the quay.").First.WaitForAsync();
        const string scrolled = "document.querySelector('.preview-frames iframe:not(.next)').contentWindow";
        await page.EvaluateAsync($"{scrolled}.scrollTo(0, 400)");
        await TypeTextAsync(page, " The end of it.");
        await frame.GetByText("The end of it.").WaitForAsync();
        Assert.Equal(400, await page.EvaluateAsync<int>($"Math.round({scrolled}.scrollY)"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Tablet" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close preview" }).ClickAsync();
        await page.Locator("[data-preview]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        // That the theme's scripts do not run in it is meant.
        Assert.DoesNotContain(editor.Complaints, complaint => !complaint.Contains("Blocked script execution", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task The_calendar_is_worked_with_the_keyboard()
    {
        await using var editor = await WriteAsync("Planned by key");
        var page = editor.Page;
        await page.GotoAsync("/Admin/Contents/Calendar");
        await ReadyAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Schedule Planned by key for tomorrow, 9:00" }).PressAsync("Enter");
        await page.GetByText("is to be published").WaitForAsync();
        var entry = page.Locator(".entry", new() { HasText = "Planned by key" });
        // Tomorrow may be in the next month, which shows its first days here only when the week has them.
        if (!await entry.IsVisibleAsync())
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Next month" }).PressAsync("Enter");
        }

        await entry.FocusAsync();
        var first = await page.Locator(".notice.good").InnerTextAsync();
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await page.WaitForFunctionAsync("before => { const now = document.querySelector('.notice.good')?.innerText; return now && now !== before; }", first);
        Assert.True(await entry.EvaluateAsync<bool>("entry => entry === document.activeElement"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).PressAsync("Enter");
        await page.WaitForFunctionAsync("before => document.querySelector('.notice.good')?.innerText.startsWith(before.replace(/\\s*Undo$/, '').trim())", first);
        Assert.Empty(editor.Complaints);
    }

    // What was typed last, not what was saved before it.
    private static async Task SavedAsync(IPage page)
    {
        await page.GetByText("Saving soon…").Or(page.GetByText("Saving…")).First.WaitForAsync();
        await page.GetByText(_saved).WaitForAsync();
    }

    private static async Task TypeTextAsync(IPage page, string text)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true }).ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.InsertTextAsync(text);
    }

    private static Task ReadyAsync(IPage page) => page.Locator(".shell[data-ready]").WaitForAsync();

    private async Task<Visitor> WriteAsync(string title)
    {
        var visitor = await SignInAsync("/Admin/Contents/ContentTypes/Article/Create");
        await visitor.Page.GetByLabel("Title", new() { Exact = true }).FillAsync(title);
        await visitor.Page.ArriveAsync("**/Contents/ContentItems/*/Edit");
        await visitor.Page.GetByText(_saved).WaitForAsync();
        return visitor;
    }

    private async Task<Visitor> SignInAsync(string address)
    {
        var visitor = await browser.OpenAsync(server);
        await visitor.Page.GotoAsync(address);
        await visitor.Page.GetByLabel("User name or e-mail address").FillAsync(CmsApplication.AdminName);
        await visitor.Page.GetByLabel("Password").FillAsync(CmsApplication.AdminPassword);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visitor.Page.ArriveAsync($"**{address}");
        await ReadyAsync(visitor.Page);
        return visitor;
    }
}
