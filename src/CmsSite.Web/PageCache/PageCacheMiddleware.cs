using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.PageCache;

/// <summary>
/// Answers anonymous visitors from memory, before anything else of the program runs. What it does not have it lets the program make, one at a time for each page, and keeps it
/// when its maker says that others may see it.
/// </summary>
internal sealed class PageCacheMiddleware
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(10);

    private readonly RequestDelegate _next;
    private readonly PageStore _pages;
    private readonly PageFlights _flights = new();
    private readonly PageCacheMetrics _metrics;
    private readonly PageCacheOptions _options;
    private readonly TimeProvider _clock;
    private readonly string[] _cookies;

    public PageCacheMiddleware(
        RequestDelegate next, PageStore pages, PageCacheMetrics metrics, IOptions<PageCacheOptions> options, TimeProvider clock,
        IOptions<AuthenticationOptions> authentication, IOptionsMonitor<CookieAuthenticationOptions> cookies)
    {
        (_next, _pages, _metrics, _options, _clock) = (next, pages, metrics, options.Value, clock);
        _cookies = [.. authentication.Value.Schemes.Select(scheme => cookies.Get(scheme.Name).Cookie.Name).OfType<string>().Distinct()];
    }

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isGet = HttpMethods.IsGet(request.Method);
        if ((!isGet && !HttpMethods.IsHead(request.Method)) || IsSomebodys(request.Headers) || PageAddress.Of(request) is not { } address)
        {
            return _next(context);
        }

        if (_pages.TryFind(address, request, out var page))
        {
            _metrics.Hit();
            return PageResponse.WriteAsync(context, page, _pages);
        }

        return isGet ? MakeAsync(context, address) : _next(context);
    }

    // Whoever may be signed in is somebody, and so is a program that names itself.
    private bool IsSomebodys(IHeaderDictionary headers)
    {
        if (headers.Authorization.Count > 0)
        {
            return true;
        }

        foreach (var header in headers.Cookie)
        {
            foreach (var name in _cookies)
            {
                if (header?.Contains(name, StringComparison.OrdinalIgnoreCase) == true)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private async Task MakeAsync(HttpContext context, PageAddress address)
    {
        _metrics.Miss();
        for (var attempt = 0; attempt < 3 && _flights.IsWorthWaiting(address); attempt++)
        {
            if (_pages.QueryOf(address).VariantOf(context.Request) is not { } variant)
            {
                break;
            }

            if (_flights.TryBegin(address, variant, out var flight))
            {
                await FlyAsync(context, address, flight);
                return;
            }

            if (!await WaitAsync(flight, context.RequestAborted))
            {
                break;
            }

            if (_pages.TryFind(address, context.Request, out var page))
            {
                await PageResponse.WriteAsync(context, page, _pages);
                return;
            }
        }

        if (!context.RequestAborted.IsCancellationRequested)
        {
            await FlyAsync(context, address, null);
        }
    }

    private async Task FlyAsync(HttpContext context, PageAddress address, PageFlight? flight)
    {
        var candidate = new PageCandidate();
        var reads = new QueryReads(context.Request.Query);
        var begunAt = _pages.Moment;
        var original = context.Features.Get<IQueryFeature>();
        context.Features.Set(candidate);
        context.Features.Set<IQueryFeature>(reads);
        if (flight is not null)
        {
            // An answer that begins without having been offered is not going to be kept: nobody needs to wait for its end.
            context.Response.OnStarting(() =>
            {
                if (candidate.Dependencies is null)
                {
                    flight.End();
                }

                return Task.CompletedTask;
            });
        }

        try
        {
            await _next(context);
            context.Features.Set(original);
            var isForOthers = false;
            if (candidate.Dependencies is { } dependencies && !context.Response.HasStarted && context.Response.StatusCode == StatusCodes.Status200OK)
            {
                var age = PageTags.MaxAgeOf(dependencies) is { } most && most < _options.MaxAge ? most : _options.MaxAge;
                var page = new CachedPage(candidate) { ExpiresAt = _clock.GetTimestamp() + (long)(age.TotalSeconds * _clock.TimestampFrequency) };
                await PageResponse.WriteNewAsync(context, page, ready =>
                {
                    isForOthers = _pages.HasRoomFor(ready);
                    if (isForOthers)
                    {
                        _pages.Keep(ready, address, context.Request, reads, begunAt);
                    }

                    flight?.End();
                });
            }

            _flights.Learn(address, isForOthers);
        }
        finally
        {
            flight?.End();
        }
    }

    private async Task<bool> WaitAsync(PageFlight flight, CancellationToken cancellationToken)
    {
        try
        {
            await flight.Done.WaitAsync(_longestWait, _clock, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
