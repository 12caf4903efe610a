using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Content.Recipes;
using CmsSite.Content.Settings;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Web.Mail;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

/// <summary>Settings and limits that recipes bring for what surrounds the pages: they act, from the next request on.</summary>
public sealed class RecipeSettingsTests(RecipeSettingsTests.Site app) : IClassFixture<RecipeSettingsTests.Site>
{
    [Fact]
    public async Task The_server_for_mail_comes_from_a_recipe_and_its_password_is_in_no_table()
    {
        await ApplyAsync("""
            { "name": "settings", "SmtpSettings": { "DefaultSender": "site@harbour.example", "Host": "mail.harbour.example", "Port": 465, "RequireCredentials": true, "EncryptionMethod": 1,
              "UserName": "harbour", "Password": "salt and rope" } }
            """);
        var server = await app.Services.GetRequiredService<MailServers>().FindAsync();
        Assert.Equal(new MailServer("mail.harbour.example", 465, "harbour", "salt and rope", "site@harbour.example", SecureSocketOptions.SslOnConnect), server);
        Assert.True(await app.Services.GetRequiredService<MailOutbox>().HasServerAsync());
        var stored = await app.InScopeAsync(services => Task.FromResult(services.GetRequiredService<SiteSettings>().Find("SmtpSettings")!.ToJsonString()));
        Assert.DoesNotContain("salt and rope", stored);

        await ApplyAsync("""{ "name": "settings", "SmtpSettings": { "DefaultSender": "sender@example.com" } }""");
        Assert.False(await app.Services.GetRequiredService<MailOutbox>().HasServerAsync());
        await app.Services.GetRequiredService<MailOutbox>().WriteAsync(new OutgoingMail("from-a-recipe", "somebody@example.org", "Hello", "Hello", null));
        Assert.Contains("From: sender@example.com", await File.ReadAllTextAsync(Path.Combine(app.AppData, "Mail", "from-a-recipe.eml")));
    }

    [Fact]
    public async Task Pages_of_other_sites_read_the_API_where_the_default_policy_lets_them_and_nothing_else()
    {
        using var client = app.CreateClient();
        Assert.Null(await AllowedAsync(client, "/api/queries/x", "https://app.example"));

        await ApplyAsync("""
            { "name": "settings", "CorsSettings": { "Policies": [
              { "Name": "other", "AllowAnyOrigin": true, "AllowAnyHeader": true, "AllowAnyMethod": true },
              { "Name": "app", "AllowedOrigins": [ "https://app.example" ], "AllowedMethods": [ "GET" ], "AllowedHeaders": [ "authorization" ], "AllowCredentials": true, "IsDefaultPolicy": true } ] } }
            """);
        Assert.Equal("https://app.example", await AllowedAsync(client, "/api/queries/x", "https://app.example"));
        Assert.Null(await AllowedAsync(client, "/api/queries/x", "https://evil.example"));
        Assert.Null(await AllowedAsync(client, "/", "https://app.example"));
        Assert.Null(await AllowedAsync(client, "/Login", "https://app.example"));
        var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/queries/x") { Headers = { { "Origin", "https://app.example" }, { "Access-Control-Request-Method", "GET" } } };
        var answer = await client.SendAsync(preflight);
        Assert.Equal((HttpStatusCode.NoContent, "GET"), (answer.StatusCode, answer.Headers.GetValues("Access-Control-Allow-Methods").Single()));

        // From anywhere and as whoever it is: not both.
        await ApplyAsync("""{ "name": "settings", "CorsSettings": { "Policies": [ { "Name": "all", "AllowAnyOrigin": true, "AllowCredentials": true, "IsDefaultPolicy": true } ] } }""");
        Assert.Null(await AllowedAsync(client, "/api/queries/x", "https://evil.example"));
    }

    [Fact]
    public async Task A_policy_limits_the_requests_of_an_address_also_to_pages_in_memory_and_health_is_always_told()
    {
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Add(FromAddress.Header, "203.0.113.7");
        await ApplyAsync("""
            { "name": "CreateOrUpdateRateLimitPolicies", "policies": [
              { "Name": "Few", "Scope": "Endpoint", "Path": "/login", "IsEnabled": true, "Limiters": [ { "Source": "FixedWindow", "Properties": { "FixedWindowRateLimiterData": { "PermitLimit": 2, "WindowSeconds": 3600 } } } ] },
              { "Name": "Off", "Scope": "Global", "IsEnabled": false, "Limiters": [ { "Source": "FixedWindow", "Properties": { "FixedWindowRateLimiterData": { "PermitLimit": 1, "WindowSeconds": 3600 } } } ] } ] }
            """);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], [await StatusAsync(client, "/Login"), await StatusAsync(client, "/Login"), await StatusAsync(client, "/Login")]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/"));
        using var other = app.CreateClient();
        other.DefaultRequestHeaders.Add(FromAddress.Header, "203.0.113.8");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, "/Login"));

        await ApplyAsync("""
            { "name": "CreateOrUpdateRateLimitPolicies", "policies": [ { "Name": "Few", "IsEnabled": false, "Limiters": [] },
              { "Name": "All", "Scope": "Global", "Limiters": [ { "Source": "TokenBucket", "Properties": { "TokenBucketRateLimiterData": { "TokenLimit": 3, "TokensPerPeriod": 1, "ReplenishmentPeriodSeconds": 3600 } } } ] } ] }
            """);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], [await StatusAsync(client, "/"), await StatusAsync(client, "/"), await StatusAsync(client, "/Login")]);
        var refused = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/live"));
        await ApplyAsync("""{ "name": "CreateOrUpdateRateLimitPolicies", "policies": [ { "Name": "All", "IsEnabled": false, "Limiters": [] } ] }""");
    }

    [Fact]
    public async Task A_limit_that_cannot_be_is_refused_with_its_place()
    {
        var outcome = await RunAsync("""
            { "name": "CreateOrUpdateRateLimitPolicies", "policies": [ { "Name": "Wrong", "Scope": "Endpoint", "Limiters": [ { "Source": "Leaky" }, { "Source": "FixedWindow", "Properties": { "FixedWindowRateLimiterData": { "PermitLimit": 0, "WindowSeconds": 60 } } } ] } ] }
            """);
        Assert.Equal(["steps[0].policies[0].Limiters[0].Source", "steps[0].policies[0].Limiters[1].Properties", "steps[0].policies[0].Path"], outcome.Result.Errors.Select(error => error.Path));
    }

    [Fact]
    public async Task The_bar_of_the_dashboard_is_as_the_settings_say()
    {
        using var client = await app.SignInAsync("Administrator");
        Assert.Contains("data-scheme-switch", await client.GetStringAsync("/Admin"));
        await ApplyAsync("""{ "name": "settings", "AdminSettings": { "DisplayThemeToggler": false, "DisplayNewMenu": true } }""");
        var html = await client.GetStringAsync("/Admin");
        Assert.DoesNotContain("data-scheme-switch", html);
        Assert.Contains("<summary>New</summary>", html);
        Assert.Contains("/Create\"", html);
        await ApplyAsync("""{ "name": "settings", "AdminSettings": {} }""");
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path) => (await client.GetAsync(path)).StatusCode;

    private static async Task<string?> AllowedAsync(HttpClient client, string path, string origin)
    {
        var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", origin } } });
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
    }

    private async Task ApplyAsync(string step)
    {
        var outcome = await RunAsync(step);
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Result.Problems));
    }

    private Task<RecipeOutcome> RunAsync(string step) => app.InScopeAsync(services => services.GetRequiredService<RecipeRunner>().ApplyAsync(
        RecipePackage.FromText($$"""{ "name": "Settings", "steps": [ {{step}} ] }""", "settings.recipe.json"), new RecipeRunRequest { Who = "ada" }));

    public sealed class Site : CmsApplication;
}
