using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Features;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web.Account;

/// <summary>What people do about accounts by themselves: only where the settings of a recipe say so, and nobody learns from it who has an account.</summary>
public sealed partial class SelfServiceTests(SelfServiceTests.Site app) : IClassFixture<SelfServiceTests.Site>
{
    private const string Password = "nine slow ferries";

    [Fact]
    public async Task Without_the_settings_there_is_none_of_it()
    {
        await app.SettingsAsync("{}");
        using var client = app.CreateVisitor();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/ForgotPassword")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/Register")).StatusCode);
        var login = await client.GetStringAsync("/Login");
        Assert.DoesNotContain("ForgotPassword", login);
        Assert.DoesNotContain("Register", login);
        Assert.Contains("RememberMe", login);
        using var somebody = await app.SignInAsync("Author");
        Assert.Equal(HttpStatusCode.NotFound, (await somebody.GetAsync("/ChangeEmail")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await somebody.GetAsync("/ChangeUserName")).StatusCode);
    }

    [Fact]
    public async Task Who_forgot_a_password_gets_a_link_that_works_once_and_others_hear_the_same()
    {
        await app.SettingsAsync("""{ "ResetPasswordSettings": { "AllowResetPassword": true } }""");
        var (name, email) = await app.AccountAsync();
        using var client = app.CreateVisitor();
        Assert.Contains("href=\"ForgotPassword\"", await client.GetStringAsync("/Login"));

        var known = await AnswerAsync(client, "/ForgotPassword", "forgot", ("Input.Email", email));
        var unknown = await AnswerAsync(client, "/ForgotPassword", "forgot", ("Input.Email", "nobody@nowhere.example"));
        Assert.Contains("If there is an account", known);
        Assert.Equal(Plain(known), Plain(unknown));

        var link = await app.LinkToAsync(email, "ResetPassword");
        Assert.Contains("Your password is set", await AnswerAsync(client, link, "choose", ("Input.New", Password), ("Input.Again", Password)));
        Assert.Contains("does not hold any more", await client.GetStringAsync(link));
        (await app.SignInAsync(name, Password)).Dispose();
        Assert.Empty(app.MailsTo("nobody@nowhere.example"));

        // Asked again and again, it is one mail.
        await AnswerAsync(client, "/ForgotPassword", "forgot", ("Input.Email", email));
        await AnswerAsync(client, "/ForgotPassword", "forgot", ("Input.Email", email));
        Assert.Single(app.MailsTo(email));
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("two@a.example, b@c.example")]
    [InlineData("a@b.example\r\nBcc: c@d.example")]
    [InlineData("")]
    public async Task What_is_no_address_is_said(string given)
    {
        await app.SettingsAsync("""{ "ResetPasswordSettings": { "AllowResetPassword": true }, "RegistrationSettings": { "UsersCanRegister": 1 } }""");
        using var client = app.CreateVisitor();
        Assert.Contains("no address that mail can be sent to", await AnswerAsync(client, "/ForgotPassword", "forgot", ("Input.Email", given)));
        Assert.Contains("no address that mail can be sent to", await AnswerAsync(client, "/Register", "register", ("Input.Email", given)));
    }

    [Fact]
    public async Task A_visitor_makes_an_account_with_an_address_that_is_proved()
    {
        await app.SettingsAsync("""{ "RegistrationSettings": { "UsersCanRegister": 1, "UsersMustValidateEmail": true } }""");
        var email = $"new-{Guid.NewGuid():n}@reader.example";
        using var client = app.CreateVisitor();
        Assert.Contains("Look into your mail", await AnswerAsync(client, "/Register", "register", ("Input.Email", email)));
        var link = await app.LinkToAsync(email, "Users/Registration");
        Assert.False((await app.UserAsync(email))!.EmailConfirmed);

        Assert.Contains("You can sign in with it now", await AnswerAsync(client, link, "choose", ("Input.New", Password), ("Input.Again", Password)));
        var user = (await app.UserAsync(email))!;
        Assert.True(user.EmailConfirmed);
        using var signedIn = await app.SignInAsync(email, Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await signedIn.GetAsync("/Admin")).StatusCode);

        // Somebody else who tries it with the same address hears the same; its owner gets a mail that says more.
        foreach (var mail in app.MailsTo(email))
        {
            File.Delete(mail);
        }

        Assert.Contains("Look into your mail", await AnswerAsync(client, "/Register", "register", ("Input.Email", email)));
        Assert.EndsWith("/Login", await app.LinkToAsync(email, "Login"));
    }

    [Fact]
    public async Task A_moderated_account_opens_nothing_before_somebody_enabled_it()
    {
        await app.SettingsAsync("""{ "RegistrationSettings": { "UsersCanRegister": "AllowRegistration", "UsersAreModerated": true } }""");
        var email = $"slow-{Guid.NewGuid():n}@reader.example";
        using var client = app.CreateVisitor();
        await AnswerAsync(client, "/Register", "register", ("Input.Email", email));
        var link = await app.LinkToAsync(email, "Users/Registration");
        Assert.Contains("once somebody of this site has looked", await AnswerAsync(client, link, "choose", ("Input.New", Password), ("Input.Again", Password)));
        Assert.Contains("is not right", await AnswerAsync(client, "/Login", "login", ("Input.UserName", email), ("Input.Password", Password)));
    }

    [Theory]
    [InlineData("""{ "RegistrationSettings": { "UsersCanRegister": 0 } }""", false)]
    [InlineData("""{ "RegistrationSettings": { "UsersCanRegister": 2 } }""", false)]
    [InlineData("""{ "RegistrationSettings": { "UsersMustValidateEmail": true } }""", true)]
    public async Task Who_may_register_is_said_by_the_setting_or_by_the_feature(string settings, bool isOpen)
    {
        await app.SettingsAsync(settings);
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<SiteFeatures>().SwitchOnAsync("OrchardCore.Users.Registration");
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        using var client = app.CreateVisitor();
        Assert.Equal(isOpen ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await client.GetAsync("/Register")).StatusCode);
    }

    [Fact]
    public async Task An_address_is_changed_with_a_link_to_the_new_one_and_the_old_one_is_told()
    {
        await app.SettingsAsync("""{ "ChangeEmailSettings": { "AllowChangeEmail": true } }""");
        var (name, email) = await app.AccountAsync();
        var next = $"next-{Guid.NewGuid():n}@reader.example";
        using var client = await app.SignInAsync(name, Site.First);
        Assert.Contains("href=\"ChangeEmail\"", await client.GetStringAsync("/Account"));
        Assert.Contains("The password is not right", await AnswerAsync(client, "/ChangeEmail", "email", ("Input.Email", next), ("Input.Password", "no")));
        Assert.Contains("once you have followed the link", await AnswerAsync(client, "/ChangeEmail", "email", ("Input.Email", next), ("Input.Password", Site.First)));

        using var elsewhere = app.CreateVisitor();
        var link = await app.LinkToAsync(next, "ChangeEmail/Confirm");
        Assert.Contains($"<strong>{next}</strong>", await elsewhere.GetStringAsync(link));
        Assert.Equal(email, (await app.UserByNameAsync(name)).Email);
        var forged = link.Replace("email=next-", "email=other-", StringComparison.Ordinal);
        Assert.Contains("does not hold any more", await AnswerAsync(elsewhere, forged, "confirm"));
        Assert.Contains("has this address now", await AnswerAsync(elsewhere, link, "confirm"));
        var user = await app.UserByNameAsync(name);
        Assert.Equal((next, true), (user.Email, user.EmailConfirmed));
        Assert.Single(app.MailsTo(email));
        Assert.Contains("does not hold any more", await AnswerAsync(elsewhere, link, "confirm"));
    }

    [Fact]
    public async Task A_user_name_is_changed_and_nobody_stays_signed_in_for_long_where_the_settings_say_so()
    {
        await app.SettingsAsync("""{ "LoginSettings": { "AllowChangingUsername": true, "AllowRememberMe": false } }""");
        var (name, _) = await app.AccountAsync();
        using var client = app.CreateVisitor();
        Assert.DoesNotContain("RememberMe", await client.GetStringAsync("/Login"));
        var signedIn = await PostAsync(client, "/Login", "login", ("Input.UserName", name), ("Input.Password", Site.First), ("Input.RememberMe", "true"));
        Assert.DoesNotContain(signedIn.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("cmssite.application", StringComparison.Ordinal) && cookie.Contains("expires=", StringComparison.OrdinalIgnoreCase));

        Assert.Contains("already taken", await AnswerAsync(client, "/ChangeUserName", "name", ("Input.Name", CmsApplication.AdminName)));
        Assert.Contains("is changed", await AnswerAsync(client, "/ChangeUserName", "name", ("Input.Name", name + "-new")));
        Assert.Contains(name + "-new", await client.GetStringAsync("/Account"));
    }

    private static string Plain(string html) => Token().Replace(html, "");

    private async Task<string> AnswerAsync(HttpClient client, string address, string form, params (string Name, string Value)[] fields)
    {
        var response = await PostAsync(client, address, form, fields);
        Assert.True(response.StatusCode < HttpStatusCode.InternalServerError, $"{(int)response.StatusCode} for {address}: {string.Join('\n', app.Log.Lines.TakeLast(20))}");
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string form, params (string Name, string Value)[] fields)
    {
        var token = await CmsApplication.TokenOfAsync(client, address);
        using var content = new FormUrlEncodedContent([new("_handler", form), new("__RequestVerificationToken", token), .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))]);
        return await client.PostAsync(address, content);
    }

    [GeneratedRegex("""value="CfDJ8[^"]*" """)]
    private static partial Regex Token();

    public sealed partial class Site : CmsApplication
    {
        public const string First = "seven quiet harbours";
        private static readonly string[] _settings = ["ResetPasswordSettings", "RegistrationSettings", "ChangeEmailSettings", "LoginSettings"];

        /// <summary>These settings, and none of the others of accounts.</summary>
        public Task SettingsAsync(string json) => InScopeAsync(async services =>
        {
            var (session, given) = (services.GetRequiredService<SiteSession>(), (JsonObject)JsonNode.Parse(json)!);
            await session.BeginAsync();
            foreach (var name in _settings)
            {
                if (given[name] is { } value)
                {
                    await services.GetRequiredService<SiteSettings>().PutAsync(name, value.DeepClone());
                }
                else
                {
                    await session.DeleteAsync(SiteDocumentKinds.SiteSetting, name);
                }
            }

            await session.CommitAsync();
            return true;
        });

        public Task<(string Name, string Email)> AccountAsync() => InScopeAsync(async services =>
        {
            var name = $"user{Guid.NewGuid():n}"[..20];
            Assert.True((await services.GetRequiredService<UserManager<CmsUser>>().CreateAsync(new CmsUser { UserName = name, Email = $"{name}@example.org" }, First)).Succeeded);
            return (name, $"{name}@example.org");
        });

        public Task<CmsUser?> UserAsync(string email) => InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Users.AsNoTracking().FirstOrDefaultAsync(user => user.Email == email));

        public Task<CmsUser> UserByNameAsync(string name) => InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Users.AsNoTracking().SingleAsync(user => user.UserName == name));

        public IReadOnlyList<string> MailsTo(string email)
        {
            var folder = Path.Combine(AppData, "Mail");
            return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.eml").Where(file => File.ReadAllText(file).Contains($"To: {email}", StringComparison.Ordinal))] : [];
        }

        /// <summary>The link of the mail that comes when the answer is out.</summary>
        public async Task<string> LinkToAsync(string email, string path)
        {
            var since = System.Diagnostics.Stopwatch.StartNew();
            while (true)
            {
                foreach (var file in MailsTo(email))
                {
                    var mail = (await MimeKit.MimeMessage.LoadAsync(file)).TextBody;
                    if (Link().Match(mail ?? "") is { Success: true } link && link.Value.Contains(path, StringComparison.Ordinal))
                    {
                        return new Uri(link.Value).PathAndQuery;
                    }
                }

                Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), $"No mail with {path} has come to {email}.");
                await Task.Yield();
            }
        }

        [GeneratedRegex(@"https://\S+")]
        private static partial Regex Link();
    }
}
