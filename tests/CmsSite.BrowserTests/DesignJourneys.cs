using System.Text.RegularExpressions;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Many items at once, layers, rules for addresses, shortcodes, placements and templates: one site, one administrator, one sign-in for all of them.</summary>
[Collection(Dashboard.Collection)]
public sealed class DesignJourneys(Browser browser, DesignDesk desk) : IClassFixture<DesignDesk>
{
    [SkippableFact]
    public async Task All_that_match_are_published_while_nobody_waits_and_taken_back()
    {
        await desk.CreateDraftsAsync("Flotsam", 60);
        var page = await desk.OpenAsync(browser, "/Admin/Contents/ContentItems?q=flotsam");
        await page.GetByText("More filters").ClickAsync();
        await page.GetByLabel("From").FillAsync("2020-01-01");
        await page.ArriveAsync("**from=2020-01-01*");
        await page.GetByText("Saved filters").ClickAsync();
        await page.GetByLabel("Name for what is filtered now").FillAsync("What the sea brought");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save filter" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename What the sea brought" }).ClickAsync();
        await page.GetByLabel("New name of What the sea brought").FillAsync("Washed ashore");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Washed ashore" }).WaitForAsync();

        await page.GetByLabel("Select this page").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Select all that match" }).ClickAsync();
        await page.GetByText("All 60 items that match").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish, really: 60 items" }).ClickAsync();
        await page.GotoAsync("/Admin");
        await page.GotoAsync("/Admin/Contents/ContentItems");
        await page.GetByText("Publish 60 items: Finished (60 done)").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Item by item" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Publish 60 items", Level = 1 }).WaitForAsync();
        Assert.Equal(50, await page.GetByText("is published", new() { Exact = true }).CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "First page" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByText("Take back what was done to 60 items: Finished (60 done)").WaitForAsync();

        await page.GotoAsync("/Admin/Contents/ContentItems");
        await Dashboard.ReadyAsync(page);
        await page.GetByText(new Regex("^Saved filters")).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Washed ashore" }).ClickAsync();
        await page.ArriveAsync("**q=flotsam*");
        Assert.Equal(50, await page.GetByRole(AriaRole.Cell, new() { Name = "Draft", Exact = true }).CountAsync());
        desk.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task What_another_node_does_is_seen_while_it_is_done()
    {
        var page = await desk.OpenAsync(browser, "/Admin");
        var id = await RunAsync(null, "Running", 10);
        await page.GotoAsync("/Admin/Contents/ContentItems");
        await Dashboard.ReadyAsync(page);
        var run = page.GetByRole(AriaRole.Region, new() { Name = "Publish 60 items" }).First;
        await run.GetByText("Working… (10 done)").WaitForAsync();
        await RunAsync(id, "Running", 35);
        await run.GetByText("Working… (35 done)").WaitForAsync();
        await RunAsync(id, "Finished", 60);
        await run.GetByText("Finished (60 done)").WaitForAsync();
        await run.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        desk.AssertNoComplaints();
    }

    // As a node writes it that shares the database and nothing else.
    private Task<long> RunAsync(long? id, string state, int done) => desk.InScopeAsync(async services =>
    {
        var database = services.GetRequiredService<CmsDbContext>();
        var user = await database.Users.SingleAsync(account => account.UserName == CmsApplication.AdminName);
        var now = DateTime.UtcNow;
        var result = $$"""{"UserId":"{{user.Id}}","Action":"Publish","StartedUtc":"{{now:O}}","UpdatedUtc":"{{now:O}}","Ids":["x"],"Total":60,"Done":{{done}},"State":"{{state}}","Batches":[]}""";
        var run = id is null ? new Run { Kind = Run.Bulk, Name = "Publish", Who = user.UserName, StartedUtc = now, Result = result } : await database.Runs.SingleAsync(row => row.Id == id);
        run.Result = result;
        _ = id is null ? database.Runs.Add(run) : database.Runs.Update(run);
        await database.SaveChangesAsync();
        return run.Id;
    });

    [SkippableFact]
    public async Task The_calendar_and_the_recycle_bin_have_their_keys_and_the_help_names_them()
    {
        var page = await desk.OpenAsync(browser, "/Admin/Contents/Calendar");
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        var month = await heading.InnerTextAsync();
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(heading).Not.ToHaveTextAsync(month);
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(heading).ToHaveTextAsync(month);
        await page.Keyboard.PressAsync("?");
        await page.GetByRole(AriaRole.Dialog).GetByText("Recycle bin").WaitForAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("Calendar; there").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");

        await desk.CreateDraftsAsync("Jetsam", 2);
        await desk.InScopeAsync(async services =>
        {
            var (manager, session) = (services.GetRequiredService<ContentManager>(), services.GetRequiredService<SiteSession>());
            foreach (var id in await session.Database.ContentItems.Where(item => item.Latest && item.DisplayText!.StartsWith("Jetsam")).Select(item => item.ContentItemId).ToListAsync())
            {
                await manager.RemoveAsync(id);
            }

            await session.CommitAsync();
            return true;
        });
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("b");
        await page.ArriveAsync("**/Admin/Contents/RecycleBin");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Restore Jetsam") }).First.WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Restore ") }).First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("r");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit it" }).WaitForAsync();
        desk.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task A_tag_is_given_to_what_is_selected_and_taken_back()
    {
        var page = await desk.OpenAsync(browser, "/Admin/Contents/ContentItems/Article");
        var rows = page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex("^Select (?!this page)") });
        await rows.Nth(0).CheckAsync();
        await rows.Nth(1).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Tags and author" }).ClickAsync();
        var panel = page.GetByRole(AriaRole.Group, new() { Name = "Tags and author" });
        await panel.GetByLabel("What is done").SelectOptionAsync("Set the author");
        await panel.GetByRole(AriaRole.Searchbox, new() { Name = "Author" }).FillAsync("Hester");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Hester Quayle" }).ClickAsync();
        await panel.GetByText("Make “Hester Quayle” the author of 2 items").WaitForAsync();
        await Dashboard.AssertUsableAsync(page, "Tags and author");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Make “Hester Quayle” the author of 2 items" }).PressAsync("Enter");
        var run = page.GetByRole(AriaRole.Region, new() { Name = "Make “Hester Quayle” the author of 2 items" });
        await run.GetByText("Finished").WaitForAsync();
        await run.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByText(new Regex("Take back what was done to .* Finished")).WaitForAsync();
        desk.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task A_layer_is_made_and_widgets_find_their_places_by_keyboard()
    {
        var page = await desk.OpenAsync(browser, "/Admin/Layers/Create");
        await page.GetByLabel("Name").FillAsync("About page");
        await page.GetByText("Add a condition").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Address", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Say what it is compared with.").First.WaitForAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Address", Exact = true }).FillAsync("~/about");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ArriveAsync("**/Admin/Layers/Edit/About%20page");

        await page.GotoAsync("/Admin/Layers");
        await Dashboard.ReadyAsync(page);
        await page.GetByText("Add a widget to Footer").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Paragraph", Exact = true }).ClickAsync();
        await page.ArriveAsync("**/Contents/ContentItems/*/Edit");
        await Dashboard.ReadyAsync(page);
        await page.Locator("[contenteditable=true]").FillAsync("Written for the foot of a page.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByText("Published", new() { Exact = true }).First.WaitForAsync();

        await page.GotoAsync("/Admin/Layers");
        await Dashboard.ReadyAsync(page);
        var row = page.GetByRole(AriaRole.Region, new() { Name = "Footer" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Paragraph" });
        await row.GetByLabel("Layer").SelectOptionAsync("About page");
        await row.GetByRole(AriaRole.Button, new() { Name = "Move Paragraph up" }).PressAsync("Enter");
        await page.GetByText("Paragraph is number 1 of Footer.").WaitForAsync();
        await page.WaitForFunctionAsync("() => document.activeElement?.closest('li')?.innerText.includes('Paragraph')");

        await using var reader = await browser.OpenAsync(desk, javaScript: false);
        await reader.Page.GotoAsync("/about");
        await reader.Page.GetByText("Written for the foot of a page.").WaitForAsync();
        await reader.Page.GotoAsync("/");
        Assert.Equal(0, await reader.Page.GetByText("Written for the foot of a page.").CountAsync());

        await page.GotoAsync("/Admin/Layers/Edit/About%20page");
        await Dashboard.ReadyAsync(page);
        await page.GetByLabel("Name").FillAsync("Homepage");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("There is a layer Homepage already.").WaitForAsync();
        await page.GetByLabel("Name").FillAsync("Page about us");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ArriveAsync("**/Admin/Layers/Edit/Page%20about%20us");
        await reader.Page.GotoAsync("/about");
        await reader.Page.GetByText("Written for the foot of a page.").WaitForAsync();
        await page.GotoAsync("/Admin/Layers");
        await Dashboard.ReadyAsync(page);
        await Assertions.Expect(row.GetByLabel("Layer")).ToHaveValueAsync("Page about us");
        await row.GetByRole(AriaRole.Button, new() { Name = "Remove Paragraph" }).ClickAsync();
        await page.GetByText("is removed.").WaitForAsync();
        await reader.Page.GotoAsync("/about");
        Assert.Equal(0, await reader.Page.GetByText("Written for the foot of a page.").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await row.WaitForAsync();
        desk.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task A_rule_is_tried_and_saved_and_a_former_address_leads_on()
    {
        var page = await desk.OpenAsync(browser, "/Admin/UrlRewriting/Create/Redirect");
        await page.GetByLabel("Name").FillAsync("The old section");
        var pattern = page.GetByLabel("Addresses (a regular expression)");
        await pattern.FillAsync("^/section/(");
        await page.GetByText("no regular expression").WaitForAsync();
        await pattern.FillAsync("^/section/(.*)$");
        await page.GetByLabel("Lead to").FillAsync("/$1");
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync("/section/about?x=1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try" }).ClickAsync();
        await page.GetByText("/about?x=1", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ArriveAsync("**/Admin/UrlRewriting/Edit/*");

        await page.GotoAsync("/Admin/UrlRewriting");
        await Dashboard.ReadyAsync(page);
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync("/section/about");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try" }).ClickAsync();
        await page.GetByRole(AriaRole.Listitem).GetByText("redirects it to").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Former addresses" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Former addresses", Level = 1 }).WaitForAsync();
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync("/who-we-were");
        await page.GetByLabel("Leads to").FillAsync("about");
        await page.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Button, new() { Name = "About", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByText("/who-we-were leads to “About” from now on.").WaitForAsync();

        await using var reader = await browser.OpenAsync(desk, javaScript: false);
        foreach (var old in new[] { "/section/about", "/who-we-were" })
        {
            await reader.Page.GotoAsync(old);
            Assert.EndsWith("/about", reader.Page.Url);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete /who-we-were" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete /who-we-were" }).ClickAsync();
        await page.GetByText("/who-we-were leads nowhere any more.").WaitForAsync();
        desk.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task A_shortcode_is_tried_and_a_placement_says_where_its_json_is_wrong()
    {
        var page = await desk.OpenAsync(browser, "/Admin/Shortcodes/Create");
        await page.GetByLabel("Name").FillAsync("loud");
        var liquid = page.GetByLabel("Liquid", new() { Exact = true });
        await liquid.FillAsync("<strong>{{ Content | upcase }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText(new Regex("line [0-9]+, column [0-9]+")).WaitForAsync();
        await liquid.FillAsync("<strong>{{ Content | upcase }}</strong>");
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("[loud]hear hear[/loud]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try" }).ClickAsync();
        await page.GetByText("<strong>HEAR HEAR</strong>").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ArriveAsync("**/Admin/Shortcodes/Edit/loud");

        await page.GotoAsync("/Admin/Placements/Create");
        await Dashboard.ReadyAsync(page);
        await page.GetByLabel("Shape type").FillAsync("HtmlBodyPart");
        var json = page.GetByLabel("Rules (JSON)");
        await json.FillAsync("[\n  { \"plaice\": \"Content:5\" }\n]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("line 2, column 5").WaitForAsync();
        await json.FillAsync("[\n  { \"place\": \"Content:5\" }\n]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ArriveAsync("**/Admin/Placements/Edit/HtmlBodyPart");
        desk.AssertNoComplaints();
    }

    [SkippableFact]
    public async Task A_template_is_seen_on_a_page_before_it_is_saved_and_goes_back_to_what_it_said()
    {
        var page = await desk.OpenAsync(browser, "/Admin/Templates/Create?name=Content__Page");
        var liquid = page.GetByLabel("Liquid", new() { Exact = true });
        await liquid.FillAsync("<p>The first of two {{ Model.ContentItem.Content.Paeg.Text }}</p>");
        await page.GetByText("No content type has a part 'Paeg'").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await page.FrameLocator(".preview-frames iframe:not(.next)").GetByText("The first of two").WaitForAsync();
        await using var reader = await browser.OpenAsync(desk, javaScript: false);
        await reader.Page.GotoAsync("/about");
        Assert.Equal(0, await reader.Page.GetByText("The first of two").CountAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.ArriveAsync("**/Admin/Templates/Edit/Content__Page");
        await liquid.FillAsync("<p>The second of two</p>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved; pages show it from now on").WaitForAsync();
        await page.GetByText("Earlier versions (2)").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Show the version of") }).ClickAsync();
        await page.GetByText("Save it to go back to it").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved; pages show it from now on").WaitForAsync();
        await reader.Page.ReloadAsync();
        await reader.Page.GetByText("The first of two").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Delete, really") }).ClickAsync();
        await page.ArriveAsync("**/Admin/Templates");
        desk.AssertNoComplaints();
    }
}

/// <summary>The site that ships, and its administrator, signed in once.</summary>
public sealed class DesignDesk : CmsServer
{
    private Visitor? _visitor;
    private int _heard;

    public async Task<IPage> OpenAsync(Browser browser, string address)
    {
        if (_visitor is null)
        {
            _visitor = await Dashboard.SignInAsync(browser, this, address);
            return _visitor.Page;
        }

        // What was complained of in one journey is not said of the next.
        _heard = _visitor.Complaints.Count;
        await _visitor.Page.GotoAsync(address);
        await Dashboard.ReadyAsync(_visitor.Page);
        return _visitor.Page;
    }

    /// <summary>Nothing but that the theme's scripts do not run in the frame of a preview, which is meant.</summary>
    public void AssertNoComplaints() => Assert.DoesNotContain(_visitor!.Complaints.Skip(_heard), complaint => !complaint.Contains("sandboxed", StringComparison.Ordinal));

    public Task CreateDraftsAsync(string word, int count) => InScopeAsync(async services =>
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Empty(await services.GetRequiredService<ContentManager>().SaveDraftAsync(A.ContentItem("Page").Titled($"{word} {i}")));
        }

        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });
}
