using System.Net;
using System.Text.RegularExpressions;
using CmsSite.Content.Access;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Web.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

/// <summary>A program that has no site yet, in production.</summary>
public class NewSite : CmsApplication
{
    protected override string? Recipe => null;

    /// <summary>The form, opened by somebody who read the log.</summary>
    public async Task<HttpClient> OpenFormAsync()
    {
        var client = CreateVisitor();
        var page = await OpenFormAsync(client, Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("AdminPassword", await page.Content.ReadAsStringAsync());
        return client;
    }

    public static async Task<HttpResponseMessage> OpenFormAsync(HttpClient client, string token) => await client.PostAsync("/setup", new FormUrlEncodedContent(new Dictionary<string, string>
    {
        ["token"] = token,
        ["__RequestVerificationToken"] = await TokenOfAsync(client, "/setup"),
    }));

    public string Token
    {
        get
        {
            _ = Services;
            return Log.Lines.Select(line => Regex.Match(line, "Open /setup in a browser.* ([0-9a-f]{32})")).First(match => match.Success).Groups[1].Value;
        }
    }

    public async Task<HttpResponseMessage> SubmitAsync(HttpClient client, params (string Name, string Value)[] changes)
    {
        var form = new Dictionary<string, string>
        {
            ["token"] = Token,
            ["SiteName"] = "Tide & Quay",
            ["Recipe"] = "WebTest",
            ["TimeZone"] = "Europe/Lisbon",
            ["DatabaseProvider"] = Database.Provider,
            ["ConnectionString"] = IsPostgres ? Database.ConnectionString : "",
            ["AdminUserName"] = AdminName,
            ["AdminEmail"] = "ada@example.org",
            ["AdminPassword"] = AdminPassword,
            ["__RequestVerificationToken"] = await TokenOfAsync(client, "/setup"),
        };
        foreach (var (name, value) in changes)
        {
            form[name] = value;
        }

        return await client.PostAsync("/setup", new FormUrlEncodedContent(form));
    }

    /// <summary>Nothing of an attempt is left: no database (or no table in it), no media, no memory of a choice.</summary>
    public async Task AssertNothingIsLeftAsync()
    {
        await using var context = SiteDatabase.CreateContext(Database);
        Assert.False(await context.GetService<IRelationalDatabaseCreator>().ExistsAsync());
        var site = Path.Combine(AppData, "Sites", "Default");
        var files = Directory.Exists(site) ? Directory.GetFiles(site, "*", SearchOption.AllDirectories) : [];
        Assert.Empty(files);
    }
}

public class SetupTests
{
    [Fact]
    public async Task Until_it_is_set_up_every_address_leads_to_the_set_up_page()
    {
        await using var app = new NewSite();
        using var visitor = app.CreateClient();

        foreach (var address in new[] { "/", "/any/page", "/feed", "/Login", "/Admin" })
        {
            var response = await visitor.GetAsync(address);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            Assert.Equal("/setup", response.Headers.Location!.ToString());
        }

        var posted = await visitor.PostAsync("/Login", new StringContent(""));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, posted.StatusCode);
        Assert.NotNull(posted.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Without_the_token_from_the_log_there_is_no_form()
    {
        await using var app = new NewSite();
        using var visitor = app.CreateVisitor();

        var asked = await visitor.GetAsync("/setup");
        var inAddress = await visitor.GetAsync($"/setup?token={app.Token}");
        var guessed = await NewSite.OpenFormAsync(visitor, "00000000000000000000000000000000");

        foreach (var page in new[] { asked, inAddress })
        {
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.DoesNotContain("AdminPassword", await page.Content.ReadAsStringAsync());
            Assert.DoesNotContain(app.Token, await page.Content.ReadAsStringAsync());
            Assert.Equal((true, "same-origin"), (page.Headers.CacheControl!.NoStore, string.Join("", page.Headers.GetValues("Referrer-Policy"))));
        }

        Assert.Equal(HttpStatusCode.Forbidden, guessed.StatusCode);
        Assert.DoesNotContain("AdminPassword", await guessed.Content.ReadAsStringAsync());

        using var client = await app.OpenFormAsync();
        var submitted = await app.SubmitAsync(client, ("token", "00000000000000000000000000000000"));
        Assert.Equal(HttpStatusCode.Forbidden, submitted.StatusCode);
        await app.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Tokens_can_be_guessed_a_few_times_a_minute()
    {
        await using var app = new GuardedSite();
        using var visitor = app.CreateVisitor();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await NewSite.OpenFormAsync(visitor, $"{attempt:x32}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await NewSite.OpenFormAsync(visitor, app.Token)).StatusCode);
        // What the program writes about requests names no token.
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains($"{2:x32}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_that_was_not_ours_is_refused()
    {
        await using var app = new NewSite();
        using var client = await app.OpenFormAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await app.SubmitAsync(client, ("__RequestVerificationToken", "forged"))).StatusCode);
        await app.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task The_form_makes_the_site_and_the_administrator()
    {
        await using var app = new NewSite();
        using var client = await app.OpenFormAsync();

        var done = await app.SubmitAsync(client);

        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal("/", done.Headers.Location!.ToString());
        Assert.Contains("Tide &amp; Quay", await client.GetStringAsync("/"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/setup")).StatusCode);
        using var admin = await app.SignInAsync(CmsApplication.AdminName, CmsApplication.AdminPassword);

        await app.InScopeAsync(async services =>
        {
            var settings = services.GetRequiredService<SiteSettings>();
            Assert.Equal("Tide & Quay", settings.SiteName);
            Assert.Equal("Europe/Lisbon", settings.TimeZone.Id);
            var account = await services.GetRequiredService<IUserAccounts>().FindByNameAsync(CmsApplication.AdminName);
            Assert.Equal(["Administrator"], account!.Roles);
            // The recipe named the administrator as owner before the account was there.
            var database = services.GetRequiredService<CmsDbContext>();
            Assert.Equal(account.UserId, (await database.ContentItems.SingleAsync(item => item.ContentItemId == "webhome0000000000000000000")).Owner);
            Assert.Equal("Setup", (await database.Runs.SingleAsync()).Kind);
            return true;
        });
    }

    [Fact]
    public async Task What_was_chosen_is_remembered_in_a_file_that_only_the_owner_reads()
    {
        await using var app = new NewSite();
        using var client = await app.OpenFormAsync();
        await app.SubmitAsync(client);

        var file = Path.Combine(app.AppData, "Sites", "Default", "appsettings.json");
        var json = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(file))!;

        Assert.Equal(app.Database.Provider, (string?)json["DatabaseProvider"]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_set_up_that_fails_says_where_leaves_nothing_and_can_be_tried_again()
    {
        await using var app = new NewSite();
        using var client = await app.OpenFormAsync();

        var failed = await app.SubmitAsync(client, ("Recipe", "Broken"));

        var html = WebUtility.HtmlDecode(await failed.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, failed.StatusCode);
        Assert.Matches("broken\\.recipe\\.json:\\d+:\\d+ steps\\[2\\]", html);
        Assert.Contains("NobodyKnowsThisStep", html);
        Assert.Contains("value=\"Tide & Quay\"", html);
        Assert.Contains("value=\"ada@example.org\"", html);
        Assert.DoesNotContain(CmsApplication.AdminPassword, html);
        await app.AssertNothingIsLeftAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/")).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await app.SubmitAsync(client)).StatusCode);
        Assert.Contains("Tide &amp; Quay", await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task A_database_that_was_there_and_empty_is_there_and_empty_after_a_failure()
    {
        await using var app = new NewSite();
        await using var context = SiteDatabase.CreateContext(app.Database);
        var creator = context.GetService<IRelationalDatabaseCreator>();
        Directory.CreateDirectory(Path.Combine(app.AppData, "Sites", "Default"));
        await creator.CreateAsync();
        using var client = await app.OpenFormAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.SubmitAsync(client, ("Recipe", "Broken"))).StatusCode);

        Assert.True(await creator.ExistsAsync());
        Assert.Empty(await context.Database.SqlQueryRaw<string>(CmsApplication.IsPostgres
            ? "SELECT relname AS \"Value\" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'"
            : "SELECT name AS \"Value\" FROM sqlite_master WHERE name <> 'sqlite_sequence'").ToListAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await app.SubmitAsync(client)).StatusCode);
    }

    [Theory]
    [InlineData("AdminPassword", "short", "at least 10 characters")]
    [InlineData("AdminPassword", "password1234", "too easy to guess")]
    [InlineData("AdminEmail", "not an address", "e-mail address")]
    [InlineData("AdminUserName", " ", "user name")]
    [InlineData("AdminUserName", "with spaces in it", "can only contain")]
    [InlineData("TimeZone", "Mars/Olympus", "not a time zone")]
    [InlineData("Recipe", "Nothing", "no recipe")]
    [InlineData("DatabaseProvider", "Oracle", "not known")]
    [InlineData("ConnectionString", "Host=127.0.0.1;Port=1;Database=x;Timeout=1", "database")]
    public async Task A_mistake_is_shown_and_nothing_is_kept(string field, string value, string message)
    {
        await using var app = new NewSite();
        using var client = await app.OpenFormAsync();

        var response = await app.SubmitAsync(client, field == "ConnectionString" ? [("DatabaseProvider", "Postgres"), (field, value)] : [(field, value)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains(message, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
        await app.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Two_people_who_set_it_up_at_once_make_one_site()
    {
        await using var app = new NewSite();
        using var one = await app.OpenFormAsync();
        using var other = await app.OpenFormAsync();

        await Task.WhenAll(app.SubmitAsync(one), app.SubmitAsync(other));

        await app.InScopeAsync(async services =>
        {
            Assert.Equal(1, await services.GetRequiredService<CmsDbContext>().Runs.CountAsync());
            Assert.Equal(1, await services.GetRequiredService<CmsDbContext>().Users.CountAsync());
            return true;
        });
    }

    [Fact]
    public async Task A_second_program_on_the_same_data_serves_the_site_that_is_there()
    {
        await using var app = new NewSite();
        using var waiting = app.CreateVisitor();
        Assert.Equal(HttpStatusCode.Redirect, (await waiting.GetAsync("/")).StatusCode);

        // As the command line does it, beside the running program.
        await using (var other = new SecondProgram(app.AppData))
        {
            Assert.IsType<SetupResult.Done>(await other.Services.GetRequiredService<SiteSetup>().RunAsync(new SetupRequest
            {
                SiteName = "Made elsewhere",
                Recipe = "WebTest",
                DatabaseProvider = app.Database.Provider,
                ConnectionString = CmsApplication.IsPostgres ? app.Database.ConnectionString : "",
                AdminUserName = CmsApplication.AdminName,
                AdminEmail = "ada@example.org",
                AdminPassword = CmsApplication.AdminPassword,
            }, null, CancellationToken.None));
        }

        // The running program looks at most once a second whether there is a site by now.
        var since = System.Diagnostics.Stopwatch.StartNew();
        var answer = await waiting.GetAsync("/");
        while (answer.StatusCode == HttpStatusCode.Redirect && since.Elapsed < TimeSpan.FromSeconds(30))
        {
            answer = await waiting.GetAsync("/");
        }

        Assert.Contains("Made elsewhere", await answer.Content.ReadAsStringAsync());
    }

    private sealed class GuardedSite : NewSite
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:Http:AttemptsPerMinute", "3")];
    }

    private sealed class SecondProgram(string appData) : CmsApplication
    {
        protected override string? Recipe => null;

        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:AppData", appData)];
    }
}
