using CmsSite.Tests;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>An administrator with accounts, roles and the audit trail; a writer with links and hints. In the site that ships.</summary>
[Collection(Dashboard.Collection)]
public sealed class PeopleJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    [SkippableFact]
    public async Task Somebody_is_invited_chooses_a_password_and_is_seen_in_the_audit_trail()
    {
        await using var administrator = await SignInAsync("/Admin/Users");
        var page = administrator.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Invite somebody" }).ClickAsync();
        await page.GetByLabel("User name").FillAsync("nell");
        await page.GetByLabel("E-mail address").FillAsync("nell@example.org");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Author" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account and an invitation" }).ClickAsync();
        var link = await page.GetByLabel("The link is on its way to nell by mail.").InputValueAsync();

        await using var nell = await browser.OpenAsync(server, javaScript: false);
        await nell.Page.GotoAsync(link);
        await nell.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("nine new lanterns");
        await nell.Page.GetByLabel("Password again").FillAsync("nine new lanterns");
        await nell.Page.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
        await nell.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await nell.Page.GetByLabel("User name or e-mail address").FillAsync("nell");
        await nell.Page.GetByLabel("Password").FillAsync("nine new lanterns");
        await nell.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await nell.Page.GetByText("You are signed in as nell").WaitForAsync();

        // What she is signed in with is ended by the administrator, and holds no longer.
        await page.GotoAsync("/Admin/Users?q=nell");
        await page.GetByRole(AriaRole.Link, new() { Name = "nell", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^End this") }).ClickAsync();
        await page.GetByText("No device.").WaitForAsync();
        await nell.Page.GotoAsync("/Account");
        Assert.Contains("/Login", nell.Page.Url);

        await page.GotoAsync("/Admin/AuditTrail?who=nell");
        await page.GetByRole(AriaRole.Cell, new() { NameRegex = new("nell signed in") }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Details") }).First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        Assert.Empty(administrator.Complaints);
    }

    [SkippableFact]
    public async Task A_role_is_made_with_the_keyboard_alone()
    {
        await using var administrator = await SignInAsync("/Admin");
        var page = administrator.Page;
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("r");
        await page.ArriveAsync("**/Admin/Roles");
        await page.GetByLabel("Name of a new role").FocusAsync();
        await page.Keyboard.TypeAsync("Proofreader");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Role Proofreader" }).WaitForAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("EditContent");
        await page.GetByText("No permission is called like that.").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("EditContent$") }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Control+s");
        await page.GetByText("Saved.").WaitForAsync();
        await page.ReloadAsync();
        await page.GetByText("comes with EditContent").First.WaitForAsync();
        Assert.Empty(administrator.Complaints);
    }

    [SkippableFact]
    public async Task A_link_is_chosen_by_title_and_a_hint_leads_to_its_place()
    {
        await using var writer = await SignInAsync("/Admin/Contents/ContentTypes/Page/Create");
        var page = writer.Page;
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("A page with a link");
        var text = page.Locator(".rich-text").First;
        await text.ClickAsync();
        await page.Keyboard.TypeAsync("See the ferry, or go here");
        await page.Keyboard.DownAsync("Shift");
        for (var i = 0; i < 4; i++)
        {
            await page.Keyboard.PressAsync("ArrowLeft");
        }

        await page.Keyboard.UpAsync("Shift");
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByLabel("Search this site").FillAsync("last ferry");
        await page.GetByRole(AriaRole.Button, new() { Name = "The Last Ferry Is Always Late" }).ClickAsync();
        var link = text.GetByRole(AriaRole.Link, new() { Name = "here" });
        await link.WaitForAsync();
        Assert.StartsWith("/Contents/ContentItems/", await link.GetAttributeAsync("href"));

        await page.GetByText("Writing help").ClickAsync();
        await page.GetByText("The link “here” does not say where it leads.").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Jump to it.*“here”") }).ClickAsync();
        Assert.Equal("here", await page.EvaluateAsync<string>("() => getSelection().toString().trim()"));
        Assert.Empty(writer.Complaints);
    }

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
}
