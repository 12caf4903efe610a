using System.Threading.RateLimiting;
using CmsSite.Content.Access;
using CmsSite.Search;
using CmsSite.Search.Indexes;
using CmsSite.Web.Security;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Site;

/// <summary><c>/search?q=…</c>, for everybody; with the name of an index behind it, for whoever may query that one.</summary>
public static class SearchEndpoints
{
    private const string Limit = "search";

    public static IServiceCollection AddSearchPages(this IServiceCollection services)
    {
        services.AddScoped<SearchPage>();
        services.AddHealthChecks().AddCheck<SearchCheck>("search");
        return services.Configure<RateLimiterOptions>(limiter => limiter.AddPolicy(Limit, context =>
            context.RequestServices.GetRequiredService<IOptions<SearchOptions>>().Value.RequestsPerMinute is > 0 and var most
                ? RateLimitPartition.GetSlidingWindowLimiter(RateLimits.Client(context), _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = most, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6,
                })
                : RateLimitPartition.GetNoLimiter("")));
    }

    public static IEndpointRouteBuilder MapSearch(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/search/{index?}", [HttpMethods.Get, HttpMethods.Head], SearchAsync).RequireRateLimiting(Limit);
        return endpoints;
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
        var shape = await http.RequestServices.GetRequiredService<SearchPage>().BuildAsync(profile, index, http);
        // Questions are as many as readers, and the index is a moment behind the commit that would drop a kept page.
        await PageResponses.WriteAsync(http, await renderer.RenderShapeAsync(shape), isKept: false);
    }
}
