using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Readers talk back, and moderators decide: with and without scripts, on one site.</summary>
[Collection(Browser.Collection)]
public sealed class CommentJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    private const string Article = "/articles/the-last-ferry-is-always-late";

    [SkippableFact]
    public async Task A_reader_without_scripts_previews_and_sends_a_moderator_approves_by_keyboard_and_all_read_it()
    {
        await using var reader = await browser.OpenAsync(server, javaScript: false);
        await reader.Page.GotoAsync(Article);
        await WriteAsync(reader.Page, "Nora Plain", "The *22:50* waited for me too.");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        Assert.Equal("22:50", await reader.Page.Locator(".comment-preview em").InnerTextAsync());
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Post Comment" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your comment has arrived");
        Assert.Equal(0, await reader.Page.GetByText("waited for me too").CountAsync());
        Assert.Empty(await reader.CookiesAsync());

        await using var moderator = await Dashboard.SignInAsync(browser, server, "/Admin/Comments", new() { ViewportSize = new() { Width = 1280, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var card = moderator.Page.Locator("[data-comment]", new() { HasText = "waited for me too" });
        await card.WaitForAsync();
        await Dashboard.AssertUsableAsync(moderator.Page, "the moderation screen");
        await Assertions.Expect(card).ToContainTextAsync("nora.plain@reader.example");
        await card.FocusAsync();
        await moderator.Page.Keyboard.PressAsync("a");
        await Assertions.Expect(moderator.Page.GetByText("“Nora Plain”: published.")).ToBeVisibleAsync();
        await Assertions.Expect(card).ToHaveCountAsync(0);

        await reader.Page.GotoAsync(Article);
        await Assertions.Expect(reader.Page.GetByText("waited for me too")).ToBeVisibleAsync();
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Reply to Nora Plain" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Name = "Reply to Nora Plain" })).ToBeVisibleAsync();
        Assert.Empty(reader.Complaints);
        Assert.Empty(moderator.Complaints);
    }

    [SkippableFact]
    public async Task With_the_script_an_answer_is_sent_in_place_and_the_page_is_in_nobodys_way()
    {
        await using var reader = await browser.OpenAsync(server, new() { ViewportSize = new() { Width = 390, Height = 800 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        await reader.Page.GotoAsync(Article);
        await Dashboard.AssertUsableAsync(reader.Page, "an article with comments");
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Reply to G. Pellow" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByLabel("Comment *")).ToBeFocusedAsync();
        await WriteAsync(reader.Page, "Olaf Script", "I learned the timetable.");
        await Dashboard.AssertUsableAsync(reader.Page, "an answer that is being written");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Post Comment" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your comment has arrived");
        Assert.EndsWith(Article, reader.Page.Url);
        Assert.Empty(reader.Complaints);
        Assert.Empty(await reader.CookiesAsync());
    }

    private static async Task WriteAsync(IPage page, string name, string text)
    {
        await page.GetByLabel("Comment *").FillAsync(text);
        await page.GetByLabel("Name *").FillAsync(name);
        await page.GetByLabel("E-mail *").FillAsync($"{name.ToLowerInvariant().Replace(' ', '.')}@reader.example");
    }
}
