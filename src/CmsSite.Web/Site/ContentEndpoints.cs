using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Web.Site.Feeds;
using CmsSite.Web.Site.Sitemaps;

namespace CmsSite.Web.Site;

/// <summary>Content at its addresses: the home page, the paths that items chose, and any item by its id. Mapped last, it answers for whatever nobody else does.</summary>
public static class ContentEndpoints
{
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    public static IEndpointRouteBuilder MapContent(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/", _methods, HomeAsync);
        endpoints.MapMethods("/Contents/ContentItems/{contentItemId}", _methods, ByIdAsync);
        endpoints.MapMethods("/{**path}", _methods, ByPathAsync);
        return endpoints;
    }

    private static async Task HomeAsync(HttpContext http)
    {
        var renderer = PageResponses.CreateRenderer(http, http.RequestServices, isHomepage: true);
        await PageResponses.WriteAsync(http, await renderer.FindHomeAsync() is { } home ? await renderer.RenderContentAsync(home) : await renderer.RenderStatusAsync(StatusCodes.Status404NotFound));
    }

    private static async Task ByPathAsync(HttpContext http, PublishedItems items, PublicItems publicItems, FormerAddressResponses formerAddresses)
    {
        var path = http.Request.Path.Value!;
        var normalized = ContentRoute.Normalize(path);
        var route = await items.FindRouteAsync(normalized, http.RequestAborted);
        if (route is null || !publicItems.HasPages(route))
        {
            if (!await SitemapEndpoints.TryWriteAsync(http) && !await FeedEndpoints.TryWriteAsync(http) && (route is not null || !await formerAddresses.TryAnswerAsync(http, normalized)))
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        }
        else if (path != "/" + normalized)
        {
            // One page, one address: other spellings lead there for good.
            http.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            http.Response.Headers.Location = http.Request.PathBase + SiteUrls.Local(normalized) + http.Request.QueryString;
        }
        else
        {
            await PageResponses.WriteAsync(http, await PageResponses.CreateRenderer(http, http.RequestServices).RenderContentAsync(route));
        }
    }

    private static async Task ByIdAsync(string contentItemId, HttpContext http, ContentItems items, PublicItems publicItems, SiteSettings settings)
    {
        if (await items.GetAsync(contentItemId, VersionOptions.Published, http.RequestAborted) is not { } item || !publicItems.MayShow(item, http.User))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var isHome = settings.HomeContentItemId == item.ContentItemId;
        await PageResponses.WriteAsync(http, await PageResponses.CreateRenderer(http, http.RequestServices, isHome).RenderContentAsync(new ContentRoute(item, null)));
    }
}
