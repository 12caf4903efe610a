using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Web.Account;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CmsSite.Tests.Web.Account;

public sealed partial class AccountTests(CmsApplication app) : IClassFixture<CmsApplication>
{
    private const string Password = "seven quiet harbours";

    [Theory]
    [InlineData("nobody-at-all")]
    [InlineData(CmsApplication.AdminName)]
    public async Task A_wrong_password_says_no_more_than_that_and_gives_the_name_back(string name)
    {
        using var client = app.CreateVisitor();
        var response = await PostAsync(client, "/Login", "login", ("Input.UserName", name), ("Input.Password", "not the right one"));
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("The user name or the password is not right.", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{name}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("not the right one", html, StringComparison.Ordinal);
        Assert.False(await IsSignedInAsync(client));
    }

    [Theory]
    [InlineData("https://evil.example/", "/Account")]
    [InlineData("//evil.example/", "/Account")]
    [InlineData("/\\evil.example/", "/Account")]
    [InlineData("javascript:alert(1)", "/Account")]
    [InlineData("/about", "/about")]
    public async Task After_signing_in_the_way_leads_only_to_this_site(string returnUrl, string expected)
    {
        using var client = app.CreateVisitor();
        var response = await PostAsync(client, $"/Login?ReturnUrl={Uri.EscapeDataString(returnUrl)}", "login", ("Input.UserName", CmsApplication.AdminName), ("Input.Password", CmsApplication.AdminPassword));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(expected, new Uri(app.ClientOptions.BaseAddress, response.Headers.Location!).PathAndQuery);
        Assert.Equal("localhost", new Uri(app.ClientOptions.BaseAddress, response.Headers.Location!).Host);
    }

    /// <summary>The other tests hash with fewer rounds (<see cref="CmsApplication"/>), so this asks for what a site is given.</summary>
    [Fact]
    public void A_password_is_hashed_with_as_many_rounds_as_is_advised()
    {
        var services = new ServiceCollection();
        services.AddAccounts();

        using var provider = services.BuildServiceProvider();

        Assert.InRange(provider.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount, 210_000, int.MaxValue);
    }

    [Fact]
    public async Task The_cookie_of_a_signed_in_user_is_out_of_reach_of_scripts_and_of_plain_http()
    {
        using var client = app.CreateVisitor();
        var response = await PostAsync(client, "/Login", "login", ("Input.UserName", CmsApplication.AdminName), ("Input.Password", CmsApplication.AdminPassword));
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("cmssite.application=", StringComparison.Ordinal));
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var client = app.CreateVisitor();
        using var form = new FormUrlEncodedContent([new("_handler", "login"), new("Input.UserName", "ada"), new("Input.Password", "x")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/Login", form)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/Account/Passkeys/RequestOptions", null)).StatusCode);
    }

    [Theory]
    [InlineData("/Account")]
    [InlineData("/ChangePassword")]
    [InlineData("/Account/TwoFactor")]
    [InlineData("/Account/Passkeys")]
    public async Task Pages_of_an_account_ask_strangers_to_sign_in(string page)
    {
        using var client = app.CreateVisitor();
        var response = await client.GetAsync(page);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith("/Login", new Uri(app.ClientOptions.BaseAddress, response.Headers.Location!).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_wrong_passwords_lock_the_account_even_for_the_right_one()
    {
        var name = await CreateUserAsync();
        using var client = app.CreateVisitor();
        await app.InScopeAsync(async services =>
        {
            var users = services.GetRequiredService<UserManager<CmsUser>>();
            var user = (await users.FindByNameAsync(name))!;
            for (var i = 0; i < users.Options.Lockout.MaxFailedAccessAttempts; i++)
            {
                await users.AccessFailedAsync(user);
            }

            return true;
        });
        var response = await PostAsync(client, "/Login", "login", ("Input.UserName", name), ("Input.Password", Password));
        Assert.Contains("locked for a few minutes", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await IsSignedInAsync(client));
    }

    [Fact]
    public async Task A_changed_password_ends_every_other_session_at_once_and_is_logged_without_the_password()
    {
        var name = await CreateUserAsync();
        using var here = await app.SignInAsync(name, Password);
        using var elsewhere = await app.SignInAsync(name, Password);
        var wrong = await PostAsync(here, "/ChangePassword", "password", ("Input.Current", "wrong"), ("Input.New", "nine new lanterns"), ("Input.Again", "nine new lanterns"));
        Assert.Contains("Incorrect password", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var right = await PostAsync(here, "/ChangePassword", "password", ("Input.Current", Password), ("Input.New", "nine new lanterns"), ("Input.Again", "nine new lanterns"));
        Assert.Contains("Your password is changed", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.True(await IsSignedInAsync(here));
        Assert.False(await IsSignedInAsync(elsewhere));
        using var again = await app.SignInAsync(name, "nine new lanterns");
        await app.InScopeAsync(async services =>
        {
            var database = services.GetRequiredService<CmsDbContext>();
            var change = await database.Changes.Where(change => change.Kind == SiteChange.UserKind && change.DisplayText == name && change.Who == name).SingleAsync();
            Assert.Contains("password", change.After, StringComparison.Ordinal);
            Assert.DoesNotContain("lanterns", change.After, StringComparison.Ordinal);
            return true;
        });
    }

    [Fact]
    public async Task A_switched_off_account_is_signed_out_and_cannot_come_back()
    {
        var name = await CreateUserAsync();
        using var client = await app.SignInAsync(name, Password);
        await app.InScopeAsync(async services =>
        {
            var users = services.GetRequiredService<UserManager<CmsUser>>();
            var user = (await users.FindByNameAsync(name))!;
            user.IsEnabled = false;
            return (await users.UpdateAsync(user)).Succeeded;
        });
        Assert.False(await IsSignedInAsync(client));
        using var other = app.CreateVisitor();
        await PostAsync(other, "/Login", "login", ("Input.UserName", name), ("Input.Password", Password));
        Assert.False(await IsSignedInAsync(other));
    }

    [Fact]
    public async Task Signing_out_takes_a_click_on_a_form()
    {
        var name = await CreateUserAsync();
        using var client = await app.SignInAsync(name, Password);
        await client.GetAsync("/Users/LogOff");
        Assert.True(await IsSignedInAsync(client));
        await PostAsync(client, "/Users/LogOff", "logoff");
        Assert.False(await IsSignedInAsync(client));
    }

    [Fact]
    public async Task With_two_factors_the_password_alone_opens_nothing()
    {
        var name = await CreateUserAsync();
        using var client = await app.SignInAsync(name, Password);
        var page = await client.GetStringAsync("/Account/TwoFactor");
        var key = SharedKey().Match(WebUtility.HtmlDecode(page)).Groups[1].Value;
        var wrong = await PostAsync(client, "/Account/TwoFactor", "on", ("On.Code", "000000"));
        Assert.Contains("That code is not right", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var on = await PostAsync(client, "/Account/TwoFactor", "on", ("On.Code", Totp(key)));
        var codes = RecoveryCode().Matches(await on.Content.ReadAsStringAsync()).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(10, codes.Count);

        using var withCode = await PasswordOnlyAsync(name);
        Assert.False(await IsSignedInAsync(withCode));
        await PostAsync(withCode, "/Login/TwoFactor", "code", ("Input.Code", Totp(key)));
        Assert.True(await IsSignedInAsync(withCode));

        using var withRecovery = await PasswordOnlyAsync(name);
        await PostAsync(withRecovery, "/Login/TwoFactor", "code", ("Input.Code", codes[0]));
        Assert.True(await IsSignedInAsync(withRecovery));

        using var reused = await PasswordOnlyAsync(name);
        await PostAsync(reused, "/Login/TwoFactor", "code", ("Input.Code", codes[0]));
        Assert.False(await IsSignedInAsync(reused));

        var off = await PostAsync(client, "/Account/TwoFactor", "off", ("Off.Password", Password));
        Assert.Contains("Scan this picture", await off.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var plain = await PasswordOnlyAsync(name);
        Assert.True(await IsSignedInAsync(plain));
    }

    [Fact]
    public async Task A_passkey_dialogue_gets_its_options_with_a_token_and_nothing_that_says_who_exists()
    {
        using var client = app.CreateVisitor();
        var token = await CmsApplication.TokenOfAsync(client, "/Login");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/Account/Passkeys/RequestOptions") { Headers = { { "RequestVerificationToken", token } } };
        var response = await client.SendAsync(request);
        var options = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True(((string)options["challenge"]!).Length >= 22);
        Assert.Empty(options["allowCredentials"]?.AsArray() ?? []);

        var nonsense = await PostAsync(client, "/Login", "passkey", ("Passkey.Credential", "{\"id\":\"x\"}"));
        Assert.Contains("That passkey did not work here", await nonsense.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpClient> PasswordOnlyAsync(string name)
    {
        var client = app.CreateVisitor();
        await PostAsync(client, "/Login", "login", ("Input.UserName", name), ("Input.Password", Password));
        return client;
    }

    private async Task<string> CreateUserAsync()
    {
        var name = $"user{Guid.NewGuid():n}"[..20];
        await app.InScopeAsync(async services =>
        {
            var result = await services.GetRequiredService<UserManager<CmsUser>>().CreateAsync(new CmsUser { UserName = name, Email = $"{name}@example.org" }, Password);
            Assert.True(result.Succeeded, string.Join(' ', result.Errors.Select(error => error.Description)));
            return true;
        });
        return name;
    }

    private static async Task<bool> IsSignedInAsync(HttpClient client) => (await client.GetAsync("/Account")).StatusCode == HttpStatusCode.OK;

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string form, params (string Name, string Value)[] fields)
    {
        var token = await CmsApplication.TokenOfAsync(client, address);
        using var content = new FormUrlEncodedContent([new("_handler", form), new("__RequestVerificationToken", token), .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))]);
        return await client.PostAsync(address, content);
    }

    // RFC 6238 with the defaults that authenticator apps use: SHA-1, 30 seconds, 6 digits.
    private static string Totp(string key)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.ToUpperInvariant().Where(alphabet.Contains).Select(letter => Convert.ToString(alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // RFC 6238 and every authenticator app say SHA-1
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        return ((BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & 0x7fffffff) % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("secret=([A-Z2-7]+)")]
    private static partial Regex SharedKey();

    [GeneratedRegex("<li><code>([^<]+)</code></li>")]
    private static partial Regex RecoveryCode();
}
