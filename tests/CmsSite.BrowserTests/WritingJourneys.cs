using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Storage;
using CmsSite.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>An editor at work, with the site that ships.</summary>
[Collection(Dashboard.Collection)]
public sealed class WritingJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    private static readonly Regex _saved = new("^Saved [0-9]");

    [SkippableFact]
    public async Task An_article_is_written_saved_by_itself_completed_and_published()
    {
        await using var editor = await SignInAsync("/Admin");
        var page = editor.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "New Article" }).ClickAsync();
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("The lamp room");
        var text = page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true });
        await text.ClickAsync();
        await page.Keyboard.TypeAsync("Every evening somebody climbs the stairs.");
        page.Dialog += (_, question) => question.AcceptAsync("A ferry at night");
        await page.GetByRole(AriaRole.Button, new() { Name = "Picture", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "the-last-ferry-is-always-late.jpg" }).ClickAsync();
        await page.GetByRole(AriaRole.Img, new() { Name = "A ferry at night" }).WaitForAsync();
        await page.ArriveAsync("**/Contents/ContentItems/*/Edit");
        await page.GetByText(_saved).WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link, new() { NameRegex = new("Summary") }).ClickAsync();
        await page.Keyboard.TypeAsync("Who keeps the light, and why.");
        await page.GetByLabel("Authors").FillAsync("hester");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hester Quayle", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See it on the site" }).WaitForAsync();
        Assert.Equal("articles/the-lamp-room", await page.GetByLabel("Address", new() { Exact = true }).InputValueAsync());

        await using var reader = await browser.OpenAsync(server, javaScript: false);
        await reader.Page.GotoAsync("/articles/the-lamp-room");
        await reader.Page.GetByText("Every evening somebody climbs the stairs.").WaitForAsync();
        await reader.Page.GetByRole(AriaRole.Img, new() { Name = "A ferry at night" }).WaitForAsync();

        // Its address is changed, and the old one leads on until that is taken back.
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync("articles/up-the-stairs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GetByText("comes to the new address from now on").WaitForAsync();
        await reader.Page.GotoAsync("/articles/the-lamp-room");
        Assert.EndsWith("/articles/up-the-stairs", reader.Page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await page.GetByText("comes to the new address from now on").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal(404, (await reader.Page.GotoAsync("/articles/the-lamp-room"))!.Status);
        Assert.Empty(editor.Complaints);
    }

    [SkippableFact]
    public async Task An_event_gets_its_host_and_place_and_its_translation_is_an_item_of_its_own()
    {
        await DefineEventAsync();
        await using var editor = await SignInAsync("/Admin/Contents/ContentTypes/Event/Create");
        var page = editor.Page;
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("A talk on tides");
        await page.GetByLabel("Host", new() { Exact = true }).FillAsync(CmsApplication.AdminName);
        await page.GetByRole(AriaRole.Button, new() { Name = CmsApplication.AdminName, Exact = true }).ClickAsync();
        await page.GetByLabel("Latitude of Place").FillAsync("52.5163, 13.3777");
        await page.Keyboard.PressAsync("Tab");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show it on a map" }).WaitForAsync();
        await page.GetByText(_saved).WaitForAsync();
        await page.ReloadAsync();
        await Dashboard.ReadyAsync(page);
        Assert.Equal("13.3777", await page.GetByLabel("Longitude of Place").InputValueAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Translate into Deutsch" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "A talk on tides" }).WaitForAsync();
        Assert.Equal("de", await page.GetByLabel("Language").InputValueAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Translate into Deutsch" }).CountAsync());
        Assert.Equal("52.5163", await page.GetByLabel("Latitude of Place").InputValueAsync());
        Assert.Empty(editor.Complaints);
    }

    [SkippableFact]
    public async Task What_was_typed_is_there_after_the_page_was_killed_in_the_middle_of_a_sentence()
    {
        await using var editor = await SignInAsync("/Admin/Contents/ContentTypes/Article/Create");
        var page = editor.Page;
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Killed in the middle");
        var text = page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true });
        await text.ClickAsync();
        await page.Keyboard.TypeAsync("The sentence that nobody");
        await page.GetByText(_saved).WaitForAsync();
        await page.Keyboard.TypeAsync(" ever finished, because");
        // Two seconds are the promise; then the tab dies without being asked.
        await page.WaitForTimeoutAsync(2000);
        await page.CloseAsync(new() { RunBeforeUnload = false });

        var again = await page.Context.NewPageAsync();
        await again.GotoAsync("/Admin");
        await again.GetByRole(AriaRole.Link, new() { Name = "Killed in the middle" }).First.ClickAsync();
        await again.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true }).GetByText("The sentence that nobody ever finished, because").WaitForAsync();
        Assert.Equal(404, (await again.Context.APIRequest.GetAsync($"{server.Url}/articles/killed-in-the-middle")).Status);
    }

    [SkippableFact]
    public async Task What_is_typed_while_the_connection_is_lost_is_saved_when_it_is_back()
    {
        await using var editor = await SignInAsync("/Admin/Contents/ContentTypes/Article/Create");
        var page = editor.Page;
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Between two masts");
        await page.ArriveAsync("**/Contents/ContentItems/*/Edit");
        var before = await page.GetByText(_saved).InnerTextAsync();
        await LoseConnectionAsync(page);
        await page.GetByLabel("Subtitle").FillAsync("written with nobody listening");
        await page.GetByText("The connection was lost.").WaitForAsync();
        await page.Context.SetOfflineAsync(false);
        await page.GetByText("The connection was lost.").WaitForAsync(new() { State = WaitForSelectorState.Hidden, Timeout = 60_000 });
        await page.GetByText(_saved).Filter(new() { HasNotText = before }).WaitForAsync(); // saved again, that is
        await page.ReloadAsync();
        Assert.Equal("written with nobody listening", await page.GetByLabel("Subtitle").InputValueAsync());
    }

    [SkippableFact]
    public async Task What_is_typed_before_a_slow_server_answers_stays()
    {
        await using var editor = await SignInAsync("/Admin");
        var page = editor.Page;
        var (held, isHeld, heard) = (new List<Action>(), false, 0);
        await page.RouteWebSocketAsync("**/_blazor*", socket =>
        {
            var server = socket.ConnectToServer();
            socket.OnMessage(frame => { Interlocked.Increment(ref heard); Pass(frame, server.Send, server.Send); });
            server.OnMessage(frame =>
            {
                lock (held)
                {
                    if (isHeld)
                    {
                        held.Add(() => Pass(frame, socket.Send, socket.Send));
                        return;
                    }
                }

                Pass(frame, socket.Send, socket.Send);
            });
        });
        await page.GotoAsync("/Admin/Contents/ContentTypes/Article/Create");
        await Dashboard.ReadyAsync(page);
        var title = page.GetByLabel("Title", new() { Exact = true });
        await title.PressSequentiallyAsync("The lamp");
        await page.GetByText(_saved).WaitForAsync();

        Hold(true);
        await SayAsync(" room");
        await SayAsync(" at");
        await title.PressSequentiallyAsync(" night");
        Hold(false);
        for (var patience = 200; patience > 0 && await StoredAsync() != "The lamp room at night"; patience--)
        {
            await page.EvaluateAsync("() => new Promise(done => setTimeout(done, 50))");
        }

        Assert.Equal("The lamp room at night", await StoredAsync());
        Assert.Equal("The lamp room at night", await title.InputValueAsync());

        Task<string?> StoredAsync() => server.InScopeAsync(async services =>
            await services.GetRequiredService<SiteSession>().Database.ContentItems.Where(item => item.Latest).OrderByDescending(item => item.ModifiedUtc).Select(item => item.DisplayText).FirstAsync());

        // Typed, and on its way to the server; its answer is not.
        async Task SayAsync(string text)
        {
            var before = Volatile.Read(ref heard);
            await title.PressSequentiallyAsync(text);
            while (Volatile.Read(ref heard) == before)
            {
                await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
            }
        }

        void Hold(bool on)
        {
            lock (held)
            {
                isHeld = on;
                held.ForEach(pass => pass());
                held.Clear();
            }
        }

        static void Pass(IWebSocketFrame frame, Action<byte[]> binary, Action<string> text)
        {
            if (frame.Binary is { } bytes)
            {
                binary(bytes);
            }
            else
            {
                text(frame.Text!);
            }
        }
    }

    [SkippableFact]
    public async Task What_never_reached_the_server_is_offered_again_by_the_browser()
    {
        await using var editor = await SignInAsync("/Admin/Contents/ContentTypes/Article/Create");
        var page = editor.Page;
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Kept in the browser");
        await page.ArriveAsync("**/Contents/ContentItems/*/Edit");
        await page.GetByText(_saved).WaitForAsync();
        await LoseConnectionAsync(page);
        var text = page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true });
        await text.ClickAsync();
        await page.Keyboard.TypeAsync("Nobody heard this.");
        var address = page.Url;
        await page.CloseAsync(new() { RunBeforeUnload = false });

        await editor.Page.Context.SetOfflineAsync(false);
        var again = await editor.Page.Context.NewPageAsync();
        await again.GotoAsync(address);
        await again.GetByRole(AriaRole.Button, new() { Name = "Put it back" }).ClickAsync();
        await again.GetByText(_saved).WaitForAsync();
        await again.ReloadAsync();
        await again.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true }).GetByText("Nobody heard this.").WaitForAsync();
        await ReadyAsync(again);
        Assert.False(await again.GetByRole(AriaRole.Button, new() { Name = "Put it back" }).IsVisibleAsync());
    }

    [SkippableFact]
    public async Task Of_two_editors_the_second_to_save_is_told_and_keeps_the_text()
    {
        await using var first = await SignInAsync("/Admin/Contents/ContentTypes/Article/Create");
        await first.Page.GetByLabel("Title", new() { Exact = true }).FillAsync("Two at one desk");
        await first.Page.ArriveAsync("**/Contents/ContentItems/*/Edit");
        await using var second = await SignInAsync(new Uri(first.Page.Url).AbsolutePath);
        await second.Page.GetByLabel("Subtitle").FillAsync("by the second");
        await second.Page.GetByText(_saved).WaitForAsync();

        await first.Page.GetByLabel("Subtitle").FillAsync("by the first");
        await first.Page.GetByText("Not saved: changed by somebody else").WaitForAsync();
        Assert.Equal("by the first", await first.Page.GetByLabel("Subtitle").InputValueAsync());
    }

    [SkippableFact]
    public async Task The_list_is_worked_with_the_keyboard_and_a_deletion_is_taken_back()
    {
        await using var editor = await SignInAsync("/Admin/Contents/ContentTypes/Article/Create");
        var page = editor.Page;
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Thrown away by mistake");
        await page.ArriveAsync("**/Contents/ContentItems/*/Edit");
        await page.GotoAsync("/Admin/Contents/ContentItems/Article");
        await ReadyAsync(page);
        await page.Keyboard.PressAsync("?");
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("thrown away");
        await page.ArriveAsync("**?q=thrown*");
        await page.GetByLabel("Select Thrown away by mistake").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByText("Nothing matches.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Thrown away by mistake" }).WaitForAsync();
        Assert.Empty(editor.Complaints);
    }

    private static async Task LoseConnectionAsync(IPage page)
    {
        await page.Context.SetOfflineAsync(true);
        await page.EvaluateAsync("Blazor._internal.forceCloseConnection()");
    }

    // Before the connection stands a screen can be read, and no more.
    private static Task ReadyAsync(IPage page) => page.Locator(".shell[data-ready]").WaitForAsync();

    private async Task<Visitor> SignInAsync(string address, BrowserNewContextOptions? options = null)
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

    private Task DefineEventAsync() => server.InScopeAsync(async services =>
    {
        var session = services.GetRequiredService<SiteSession>();
        await session.PutAsync(SiteDocumentKinds.SiteSetting, "LocalizationSettings", JsonNode.Parse("""{ "DefaultCulture": "en", "SupportedCultures": ["en", "de"] }""")!);
        await session.PutAsync(SiteDocumentKinds.ContentPart, "Event", JsonNode.Parse("""
            { "Name": "Event", "Settings": {}, "ContentPartFieldDefinitionRecords": [
              { "FieldName": "UserPickerField", "Name": "Host", "Settings": {} }, { "FieldName": "GeoPointField", "Name": "Place", "Settings": {} }] }
            """)!);
        await session.PutAsync(SiteDocumentKinds.ContentType, "Event", JsonNode.Parse("""
            { "Name": "Event", "DisplayName": "Event", "Settings": { "ContentTypeSettings": { "Creatable": true, "Listable": true, "Draftable": true } }, "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} }, { "PartName": "Event", "Name": "Event", "Settings": {} },
              { "PartName": "LocalizationPart", "Name": "LocalizationPart", "Settings": {} }] }
            """)!);
        await session.CommitAsync();
        return true;
    });
}
