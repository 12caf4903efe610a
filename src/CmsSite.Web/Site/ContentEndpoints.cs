using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Theming.Shapes;
using CmsSite.Web.Site.Feeds;
using CmsSite.Web.Site.Sitemaps;

namespace CmsSite.Web.Site;

/// <summary>Content at its addresses: the home page, the paths that items chose, and any item by its id. Mapped last, it answers for whatever nobody else does.</summary>
public static class ContentEndpoints
{
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly string[] _numbered = ["p", "page_id"];

    public static IEndpointRouteBuilder MapContent(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/", _methods, HomeAsync);
        endpoints.MapMethods("/Contents/ContentItems/{contentItemId}", _methods, ByIdAsync);
        endpoints.MapMethods("/{**path}", _methods, ByPathAsync);
        return endpoints;
    }

    private static async Task HomeAsync(HttpContext http, SiteSettings settings, FormerAddressResponses formerAddresses)
    {
        // Addresses that a blog of WordPress gave by number: /?p=12.
        if (http.Request.QueryString.HasValue && NumberOf(http.Request.Query) is { } number && await formerAddresses.TryAnswerAsync(http, $"?p={number}", keepsQuery: false))
        {
            return;
        }

        var renderer = PageResponses.CreateRenderer(http, http.RequestServices, isHomepage: true);
        if (await renderer.FindHomeAsync() is { } home)
        {
            await PageResponses.WriteAsync(http, await renderer.RenderContentAsync(home));
        }
        else if (settings.IsHomeDashboard)
        {
            http.Response.Redirect($"{http.Request.PathBase}/Admin");
        }
        else
        {
            // A site to which nobody has given a front page yet is no error; a front page that is gone is one.
            await PageResponses.WriteAsync(http, string.IsNullOrEmpty(settings.HomeContentItemId)
                ? await renderer.RenderShapeAsync(new Shape("NoHomePage")) : await renderer.RenderStatusAsync(StatusCodes.Status404NotFound));
        }
    }

    private static string? NumberOf(IQueryCollection query) => _numbered.Select(name => query[name].ToString()).FirstOrDefault(number => number.Length is > 0 and < 12 && number.All(char.IsAsciiDigit));

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
