using CmsSite.Tests;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Markdown in the editor, with a site whose types have it.</summary>
[Collection(Dashboard.Collection)]
public sealed class MarkdownJourneys(Browser browser, KitchenSink server) : IClassFixture<KitchenSink>
{
    [SkippableFact]
    public async Task A_picture_is_chosen_for_a_Markdown_text_and_described_before_it_is_published()
    {
        await using var editor = await Dashboard.SignInAsync(browser, server, "/Admin/Contents/ContentTypes/BlogPost/Create");
        var page = editor.Page;
        var answer = "";
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync(answer);
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Pictures in Markdown");
        var text = page.Locator("textarea.rich-source:not([hidden])").First;
        await text.FillAsync("Before ");
        answer = "Two [small] boats";
        await ChooseAsync();
        await Assertions.Expect(text).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"^Before !\[Two \\\[small\\\] boats\]\(/media/[^)]+\)$"));
        answer = "";
        await ChooseAsync();
        await Assertions.Expect(text).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"!\[\]\(/media/[^)]+\)\{role=presentation\}$"));

        var written = await text.InputValueAsync();
        await text.FillAsync(written + "\n\n![](/media/no-words.jpg)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link, new() { NameRegex = new("no-words.jpg has no description") }).ClickAsync();
        Assert.Equal("![](/media/no-words.jpg)", await text.EvaluateAsync<string>("area => area.value.slice(area.selectionStart, area.selectionEnd)"));
        await page.Keyboard.TypeAsync("![A third boat](/media/no-words.jpg)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See it on the site" }).WaitForAsync();
        Assert.True(editor.Complaints.Count == 0, string.Join(Environment.NewLine, editor.Complaints));

        async Task ChooseAsync()
        {
            await page.Locator(".rich").Filter(new() { Has = text }).GetByRole(AriaRole.Button, new() { Name = "Picture" }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Listitem).First.GetByRole(AriaRole.Button).ClickAsync();
        }
    }
}
