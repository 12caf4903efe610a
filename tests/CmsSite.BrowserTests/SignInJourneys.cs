using CmsSite.Tests;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

[Collection(Browser.Collection)]
public sealed class SignInJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    [SkippableFact]
    public async Task An_admin_signs_in_adds_a_passkey_and_comes_back_with_it()
    {
        await using var admin = await browser.OpenAsync(server);
        var page = admin.Page;

        // A security key made of software, as Chromium's developer tools offer it.
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });

        await page.GotoAsync("/Account");
        await page.GetByLabel("User name or e-mail address").FillAsync(CmsApplication.AdminName);
        await page.GetByLabel("Password").FillAsync(CmsApplication.AdminPassword);
        await admin.FollowAsync(page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }));
        Assert.Equal("Your account", await admin.HeadingAsync());

        await admin.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "Passkeys" }));
        await page.GetByLabel("A name for it").FillAsync("Test key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await page.GetByText("Test key, added").WaitForAsync();

        await page.GotoAsync("/Users/LogOff");
        await admin.FollowAsync(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }));
        await page.GotoAsync("/Login");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your account" }).WaitForAsync();
        Assert.Empty(admin.Complaints);
    }
}
