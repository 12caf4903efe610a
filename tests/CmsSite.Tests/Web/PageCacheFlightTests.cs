using CmsSite.Storage.Changes;
using CmsSite.Web.PageCache;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CmsSite.Tests.Web;

/// <summary>What happens while pages are made: many ask for one, something changes, it fails, there is no room.</summary>
public sealed class PageCacheFlightTests : IDisposable
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<IOptionsMonitor<CookieAuthenticationOptions>, OptionsMonitor<CookieAuthenticationOptions>>().AddOptions().BuildServiceProvider();
    private readonly PageCacheOptions _options = new();
    private readonly StepClock _clock = new();
    private PageStore? _pages;
    private int _made;

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Many_who_ask_for_one_page_wait_for_one_making()
    {
        var finish = new TaskCompletionSource();
        var cache = Cache(async http =>
        {
            await finish.Task;
            Offer(http, "made once");
        });

        var asking = Enumerable.Range(0, 20).Select(_ => GetAsync(cache, "/page")).ToList();
        finish.SetResult();

        Assert.All(await Task.WhenAll(asking).WaitAsync(_soon), body => Assert.Equal("made once", body));
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task A_making_that_fails_spoils_nothing_for_those_who_waited()
    {
        var finish = new TaskCompletionSource();
        var cache = Cache(async http =>
        {
            if (_made == 1)
            {
                await finish.Task;
                throw new InvalidOperationException("the first one fails");
            }

            Offer(http, "second");
        });

        var first = GetAsync(cache, "/page");
        var second = GetAsync(cache, "/page");
        finish.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        Assert.Equal("second", await second.WaitAsync(_soon));
        Assert.Equal("second", await GetAsync(cache, "/page"));
        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task A_visitor_who_goes_away_stops_waiting()
    {
        var finish = new TaskCompletionSource();
        var cache = Cache(async http =>
        {
            await finish.Task;
            Offer(http, "late");
        });
        using var leaves = new CancellationTokenSource();

        var first = GetAsync(cache, "/page");
        var second = GetAsync(cache, "/page", aborted: leaves.Token);
        await leaves.CancelAsync();
        await second.WaitAsync(_soon);
        Assert.Equal(1, _made);

        finish.SetResult();
        Assert.Equal("late", await first.WaitAsync(_soon));
    }

    [Fact]
    public async Task Nobody_waits_for_the_end_of_an_answer_that_is_not_kept()
    {
        var end = new TaskCompletionSource();
        var cache = Cache(async http =>
        {
            await ((Starting)http.Features.Get<IHttpResponseFeature>()!).StartAsync();
            await end.Task;
        });

        var asking = new[] { GetAsync(cache, "/film"), GetAsync(cache, "/film"), GetAsync(cache, "/film") };
        while (Volatile.Read(ref _made) < 3)
        {
            await Task.Yield();
        }

        end.SetResult();
        await Task.WhenAll(asking).WaitAsync(_soon);
    }

    [Fact]
    public async Task A_page_that_was_begun_before_a_change_is_not_kept_after_it()
    {
        var cache = Cache(http =>
        {
            Offer(http, $"version {_made}", "contentitemid:a");
            if (_made == 1)
            {
                _pages!.Drop([Published("a", "Article")]);
            }

            return Task.CompletedTask;
        });

        Assert.Equal("version 1", await GetAsync(cache, "/page"));
        Assert.Equal("version 2", await GetAsync(cache, "/page"));
        Assert.Equal("version 2", await GetAsync(cache, "/page"));
    }

    [Fact]
    public async Task A_change_of_something_else_meanwhile_does_not_matter()
    {
        var cache = Cache(http =>
        {
            Offer(http, $"version {_made}", "contentitemid:a");
            _pages!.Drop([Published("b", "Article")]);
            return Task.CompletedTask;
        });

        Assert.Equal("version 1", await GetAsync(cache, "/page"));
        Assert.Equal("version 1", await GetAsync(cache, "/page"));
    }

    [Fact]
    public async Task A_page_is_made_anew_when_it_is_old_and_sooner_when_it_shows_the_time()
    {
        var cache = Cache(http =>
        {
            Offer(http, $"version {_made}", http.Request.Path == "/clock" ? "clock" : "contentitemid:a");
            return Task.CompletedTask;
        });
        Assert.Equal("version 1", await GetAsync(cache, "/page"));
        Assert.Equal("version 2", await GetAsync(cache, "/clock"));

        _clock.Elapsed = TimeSpan.FromMinutes(2);
        Assert.Equal("version 1", await GetAsync(cache, "/page"));
        Assert.Equal("version 3", await GetAsync(cache, "/clock"));

        _clock.Elapsed = TimeSpan.FromMinutes(11);
        Assert.Equal("version 4", await GetAsync(cache, "/page"));
    }

    [Fact]
    public async Task Memory_is_bounded_and_what_is_read_stays_while_a_crawler_passes()
    {
        _options.MaxBytes = 1_000_000;
        var page = new string('x', 20_000);
        var cache = Cache(http =>
        {
            Offer(http, page);
            return Task.CompletedTask;
        });
        await GetAsync(cache, "/favourite");

        for (var i = 0; i < 500; i++)
        {
            await GetAsync(cache, $"/visited-once/{i}");
            await GetAsync(cache, "/favourite");
            Assert.InRange(_pages!.Bytes, 1, _options.MaxBytes);
        }

        Assert.Equal(501, _made);
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_sent_and_not_kept()
    {
        _options.MaxBytes = 1_000_000;
        var cache = Cache(http =>
        {
            Offer(http, new string('x', 200_000));
            return Task.CompletedTask;
        });

        Assert.Equal(200_000, (await GetAsync(cache, "/giant")).Length);
        Assert.Equal(200_000, (await GetAsync(cache, "/giant")).Length);
        Assert.Equal((2, 0L), (_made, _pages!.Bytes));
    }

    [Fact]
    public async Task Compressed_forms_count_and_nothing_is_left_when_everything_goes()
    {
        var cache = Cache(http =>
        {
            Offer(http, string.Join(' ', Enumerable.Range(0, 5000)));
            return Task.CompletedTask;
        });
        await GetAsync(cache, "/page");
        var plain = _pages!.Bytes;

        await GetAsync(cache, "/page", encoding: "gzip");
        Assert.True(_pages.Bytes > plain + 1000);

        _pages.Drop([new SiteChange { Kind = "SiteSetting", Subject = "SiteName" }]);
        Assert.Equal((0, 0L), (_pages.Pages, _pages.Bytes));
    }

    private static SiteChange Published(string id, string type) => new()
    {
        Kind = SiteChange.ContentItemKind,
        Subject = id,
        Before = new ItemState(type, "1", "1").ToJson(),
        After = new ItemState(type, "2", "2").ToJson(),
    };

    private static void Offer(HttpContext http, string text, params string[] dependencies)
    {
        http.Response.Headers.CacheControl = "public, no-cache";
        http.Features.Get<PageCandidate>()!.Offer(System.Text.Encoding.UTF8.GetBytes(text), "text/plain", $"W/\"{text.GetHashCode(StringComparison.Ordinal)}\"", dependencies.ToHashSet());
    }

    private PageCacheMiddleware Cache(RequestDelegate make)
    {
        var metrics = new PageCacheMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        _pages = new PageStore(Options.Create(_options), _clock, metrics);
        return new PageCacheMiddleware(
            http =>
            {
                Interlocked.Increment(ref _made);
                return make(http);
            },
            _pages, metrics, Options.Create(_options), _clock, Options.Create(new AuthenticationOptions()), _services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>());
    }

    private static async Task<string> GetAsync(PageCacheMiddleware cache, string path, string? encoding = null, CancellationToken aborted = default)
    {
        var http = new DefaultHttpContext { RequestAborted = aborted };
        http.Features.Set<IHttpResponseFeature>(new Starting());
        (http.Request.Method, http.Request.Scheme, http.Request.Host, http.Request.Path) = ("GET", "https", new HostString("example.org"), path);
        http.Request.Headers.AcceptEncoding = encoding;
        using var body = new MemoryStream();
        http.Response.Body = body;
        await cache.InvokeAsync(http);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }

    /// <summary>Calls what is to be called when the answer begins, as servers do.</summary>
    private sealed class Starting : HttpResponseFeature
    {
        private readonly List<Func<Task>> _callbacks = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _callbacks.Add(() => callback(state));

        public async Task StartAsync()
        {
            foreach (var callback in _callbacks)
            {
                await callback();
            }
        }
    }

    private sealed class StepClock : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
