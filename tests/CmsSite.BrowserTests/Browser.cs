using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>A real Chromium, one for all tests of a collection. Where it is missing they are skipped.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>What visitors meet.</summary>
    public const string Collection = "browser";

    // Chromium without its windows is the same engine for two thirds of the work.
    private static readonly string _executable = Environment.GetEnvironmentVariable("CMSSITE_TEST_CHROMIUM") is { Length: > 0 } configured ? configured
        : File.Exists("/usr/bin/chromium-headless-shell") ? "/usr/bin/chromium-headless-shell" : "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (File.Exists(_executable))
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = _executable,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Somebody with a browser of their own: no cookies, nothing cached.</summary>
    public Task<Visitor> OpenAsync(CmsServer server, bool javaScript = true, int width = 1280) =>
        OpenAsync(server, new() { JavaScriptEnabled = javaScript, ViewportSize = new() { Width = width, Height = 900 } });

    public async Task<Visitor> OpenAsync(CmsServer server, BrowserNewContextOptions options)
    {
        Skip.If(_browser is null, $"No Chromium at {_executable}: install Debian's package chromium-headless-shell or chromium, or set CMSSITE_TEST_CHROMIUM to another one.");
        options.BaseURL = server.Url;
        var context = await _browser!.NewContextAsync(options);
        return new Visitor(context, await context.NewPageAsync(), server.Url);
    }
}

/// <summary>A page in a browser that notes what a page of this site must never do.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Visitor(IBrowserContext context, IPage page, string url)
    {
        (_context, Page) = (context, page);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _complaints.Add($"The page asked another server: {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !response.Request.IsNavigationRequest)
            {
                _complaints.Add($"{response.Url} answered {response.Status}.");
            }
        };
        page.PageError += (_, error) => _complaints.Add($"A script failed: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Add($"The browser complains: {message.Text}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Requests to other servers, failed scripts, violations of the content security policy, missing files.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public async Task<IReadOnlyList<string>> CookiesAsync() => [.. (await _context.CookiesAsync()).Select(cookie => cookie.Name)];

    public async Task FollowAsync(ILocator link)
    {
        await link.ClickAsync();
        await Page.LoadedAsync();
    }

    public Task<string> HeadingAsync() => Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}

[CollectionDefinition(Browser.Collection)]
public sealed class BrowserCollection : ICollectionFixture<Browser>, ICollectionFixture<KitchenSink>;

// A collection of its own runs beside the other one: editors wait a lot.
[CollectionDefinition(Dashboard.Collection)]
public sealed class DashboardCollection : ICollectionFixture<Browser>;
