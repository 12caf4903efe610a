using System.Net;
using System.Text.RegularExpressions;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CmsSite.Tests;

/// <summary>
/// The whole program in memory, on a site of its own in a temporary folder. Derived fixtures say which recipe and settings. The database is SQLite, or a PostgreSQL
/// database of its own when <c>CMSSITE_TEST_PROVIDER=Postgres</c> (see docs/development.md): the same tests then say whether both keep the same promises.
/// </summary>
public partial class CmsApplication : WebApplicationFactory<Program>
{
    public const string AdminName = "ada";
    public const string AdminPassword = "brackish tide tables";

    private readonly string? _postgresDatabase;

    public CmsApplication()
    {
        ClientOptions.BaseAddress = new Uri("https://localhost");
        ClientOptions.AllowAutoRedirect = false;
        ClientOptions.HandleCookies = false;
        if (IsPostgres)
        {
            _postgresDatabase = $"cmssite_web_{Guid.NewGuid():n}";
        }
    }

    public static bool IsPostgres => Environment.GetEnvironmentVariable("CMSSITE_TEST_PROVIDER") == DatabaseOptions.Postgres;

    public string AppData { get; } = Directory.CreateTempSubdirectory("cmssite-web-").FullName;

    /// <summary>What the site's database is, when it is said by configuration.</summary>
    public DatabaseOptions Database => _postgresDatabase is null
        ? DatabaseOptions.File(Path.Combine(AppData, "Sites", "Default", "cmssite.db"))
        : new(DatabaseOptions.Postgres, new NpgsqlConnectionStringBuilder(PostgresServer) { Database = _postgresDatabase, MaxPoolSize = 10 }.ToString());

    /// <summary>Lines of the log, as the operator reads them.</summary>
    public LogLines Log { get; } = new();

    /// <summary>The recipe the site is set up from at its start; null starts a program that has no site.</summary>
    protected virtual string? Recipe => "WebTest";

    protected virtual string EnvironmentName => "Production";

    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    protected virtual void ConfigureServices(IServiceCollection services)
    {
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        builder.UseSetting("CmsSite:AppData", AppData);
        builder.UseSetting("CmsSite:RecipeFolders:0", Path.Combine(Repository.Root, "tests", "CmsSite.Tests", "Recipes"));
        // All tests come from one address.
        builder.UseSetting("CmsSite:Http:AttemptsPerMinute", "10000");
        builder.UseSetting("Search:RequestsPerMinute", "0");
        builder.UseSetting("CmsSite:BackgroundDelaySeconds", "0");
        if (Recipe is { } recipe)
        {
            const string tenant = "OrchardCore:OrchardCore_AutoSetup:Tenants:0:";
            builder.UseSetting(tenant + "SiteName", "Test site");
            builder.UseSetting(tenant + "SiteTimeZone", "Europe/Berlin");
            builder.UseSetting(tenant + "RecipeName", recipe);
            builder.UseSetting(tenant + "AdminUsername", AdminName);
            builder.UseSetting(tenant + "AdminEmail", "ada@example.org");
            builder.UseSetting(tenant + "AdminPassword", AdminPassword);
            builder.UseSetting(tenant + "DatabaseProvider", Database.Provider);
            builder.UseSetting(tenant + "DatabaseConnectionString", _postgresDatabase is null ? "" : Database.ConnectionString);
        }

        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        builder.ConfigureServices(services =>
        {
            services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(() => new NoNetwork()));
            services.AddSingleton<IStartupFilter, Web.FromAddress>();
            // What makes a stolen password list useless takes a tenth of a second; the tests sign in a thousand times.
            services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 1000);
            ConfigureServices(services);
        });
    }

    /// <summary>A visitor with cookies and without an account.</summary>
    public HttpClient CreateVisitor(bool followRedirects = false) => CreateClient(new WebApplicationFactoryClientOptions
    {
        BaseAddress = ClientOptions.BaseAddress,
        AllowAutoRedirect = followRedirects,
        HandleCookies = true,
    });

    /// <summary>A scope of the site, to look at it from inside or to change it.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider);
    }

    /// <summary>Saves the item as published, or as a draft, and commits.</summary>
    public Task<ContentItem> CreateAsync(ContentItem item, bool publish = true) => InScopeAsync(async services =>
    {
        var manager = services.GetRequiredService<ContentManager>();
        var problems = publish ? await manager.PublishAsync(item) : await manager.SaveDraftAsync(item);
        Assert.Empty(problems);
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return item;
    });

    /// <summary>The path at which the item is published, with a slash in front; null when it has none.</summary>
    public Task<string?> PathOfAsync(ContentItem item) => InScopeAsync(async services =>
        await services.GetRequiredService<ContentItems>().PathOfAsync(item.ContentItemId) is { } path ? "/" + path : null);

    /// <summary>Somebody who has signed in at the form, with an account of that role made for the purpose.</summary>
    public async Task<HttpClient> SignInAsync(string role)
    {
        var name = $"{role.ToLowerInvariant()}-{Guid.NewGuid():n}"[..20];
        const string password = "seven quiet harbours";
        await InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<SiteSession>();
            await session.BeginAsync();
            Assert.Empty(await services.GetRequiredService<IUserAccounts>().CreateAsync(
                new UserAccount(RecipeIds.New(), name, $"{name}@example.org") { EmailConfirmed = true, Roles = [role] }, password));
            await session.RecordAsync(SiteChange.UserKind, name, name, null, "{}");
            await session.CommitAsync();
            return true;
        });
        return await SignInAsync(name, password);
    }

    public async Task<HttpClient> SignInAsync(string name, string password)
    {
        var client = CreateVisitor();
        var response = await client.PostAsync("/Login", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "login",
            ["Input.UserName"] = name,
            ["Input.Password"] = password,
            ["__RequestVerificationToken"] = await TokenOfAsync(client, "/Login"),
        }));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return client;
    }

    /// <summary>The antiforgery token of the form on a page.</summary>
    public static async Task<string> TokenOfAsync(HttpClient client, string address)
    {
        var html = await client.GetStringAsync(address);
        var match = AntiforgeryToken().Match(html);
        Assert.True(match.Success, $"{address} has no form with a token.");
        return WebUtility.HtmlDecode(match.Groups[1].Value);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !Directory.Exists(AppData))
        {
            return;
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(AppData, recursive: true);
        if (_postgresDatabase is not null)
        {
            NpgsqlConnection.ClearAllPools();
            using var connection = new NpgsqlConnection(PostgresServer);
            connection.Open();
            using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {_postgresDatabase} WITH (FORCE)", connection);
            drop.ExecuteNonQuery();
        }
    }

    private static string PostgresServer => Tests.Storage.StorageTestDatabase.PostgresServer
        ?? throw new InvalidOperationException("CMSSITE_TEST_PROVIDER=Postgres needs CMSSITE_TEST_POSTGRES, the connection string of a server (scripts/start-postgres starts one).");

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex AntiforgeryToken();

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"A test asked {request.RequestUri}: tests ask nothing of other servers.");
    }
}
