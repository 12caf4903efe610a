using System.Text.Json;
using System.Threading.RateLimiting;
using CmsSite.Content.Access;
using CmsSite.Search;
using CmsSite.Search.Indexes;
using CmsSite.Theming;
using CmsSite.Web.PageCache;
using CmsSite.Web.Security;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Site;

/// <summary><c>/search?q=…</c>, for everybody; with the name of an index behind it, for whoever may query that one.</summary>
public static class SearchEndpoints
{
    private const string Limit = "search";
    private const string SuggestLimit = "search suggestions";

    // A word is several questions when each letter asks again.
    private const int LettersInAWord = 4;

    public static IServiceCollection AddSearchPages(this IServiceCollection services)
    {
        services.AddScoped<FoundItems>();
        services.AddScoped<SearchPage>();
        services.AddScoped<SearchSuggestions>();
        services.AddHealthChecks().AddCheck<SearchCheck>("search");
        return services.Configure<RateLimiterOptions>(limiter =>
        {
            AddLimit(limiter, Limit, 1);
            AddLimit(limiter, SuggestLimit, LettersInAWord);
        });
    }

    public static IEndpointRouteBuilder MapSearch(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/search/suggest", SuggestAsync).RequireRateLimiting(SuggestLimit);
        endpoints.MapMethods("/search/{index?}", [HttpMethods.Get, HttpMethods.Head], SearchAsync).RequireRateLimiting(Limit);
        return endpoints;
    }

    private static void AddLimit(RateLimiterOptions limiter, string name, int times) => limiter.AddPolicy(name, context =>
        context.RequestServices.GetRequiredService<IOptions<SearchOptions>>().Value.RequestsPerMinute is > 0 and var most
            ? RateLimitPartition.GetSlidingWindowLimiter(RateLimits.Client(context), _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = most * times, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6,
            })
            : RateLimitPartition.GetNoLimiter(""));

    // The same for everybody, and what begins alike is typed by many: kept like a page of results.
    private static async Task<IResult> SuggestAsync(string? q, HttpContext http, SearchSuggestions suggestions, DisplayContext display)
    {
        var suggested = await suggestions.FindAsync(q ?? "", http);
        return new TaggedResult(
            JsonSerializer.SerializeToUtf8Bytes(suggested, JsonSerializerOptions.Web), "application/json; charset=utf-8", "public, max-age=30", new HashSet<string>(display.Dependencies) { PageTags.Search });
    }

    private static async Task SearchAsync(string? index, HttpContext http, SearchProfiles profiles, PermissionChecker permissions)
    {
        var standard = profiles.Default();
        var profile = index is null ? standard : profiles.All().FirstOrDefault(profile => profile.Name.Equals(index, StringComparison.OrdinalIgnoreCase));
        if (profile is null || (profile.Name != standard.Name && !permissions.Has(http.User, $"QueryIndex_{profile.Name}")))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var renderer = PageResponses.CreateRenderer(http, http.RequestServices);
        var (shape, isKept) = await http.RequestServices.GetRequiredService<SearchPage>().BuildAsync(profile, index, http);
        await PageResponses.WriteAsync(http, await renderer.RenderShapeAsync(shape), isKept);
    }
}
