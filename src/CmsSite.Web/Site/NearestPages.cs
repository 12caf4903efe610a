using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Redirects;
using CmsSite.Content.Settings;
using CmsSite.Theming;
using CmsSite.Theming.Shapes;

namespace CmsSite.Web.Site;

/// <summary>What the page of a 404 offers instead: pages that anybody may see, at addresses like the one that was asked for.</summary>
internal static class NearestPages
{
    private const int Most = 5;
    private const int Considered = 12;

    // Programs ask there, and whatever is a file is no page misspelt.
    private static readonly string[] _noPages = ["/media", "/api", "/Admin", "/Contents", "/CmsSiteTheme"];

    /// <summary>Gives the shape a list <c>Nearest</c> of <c>Title</c> and <c>Url</c>.</summary>
    public static async Task LoadAsync(Shape shape, DisplayContext context, HttpContext http)
    {
        if (!_noPages.Any(prefix => http.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            shape["Nearest"] = new JsonArray([.. (await FindAsync(context, http)).Select(page => new JsonObject { ["Title"] = page.Title, ["Url"] = page.Url })]);
        }
    }

    private static async Task<IEnumerable<(string Title, string Url)>> FindAsync(DisplayContext context, HttpContext http)
    {
        var services = context.Services;
        var publicItems = services.GetRequiredService<PublicItems>();
        var near = await services.GetRequiredService<NearestAddresses>().FindAsync(http.Request.Path.Value!, publicItems.PublicTypes(), Considered, context.Cancellation);
        var items = (await context.PageItems.GetAsync(near.Select(address => address.ContentItemId), context.Cancellation)).ToDictionary(item => item.ContentItemId);
        var settings = services.GetRequiredService<SiteSettings>();
        return (from address in near
                let outer = items.GetValueOrDefault(address.ContentItemId)
                where outer is not null && publicItems.MayShow(outer, PublicItems.Anybody)
                let route = RouteOf(outer, address.JsonPath)
                where route is not null && publicItems.HasPages(route) && !string.IsNullOrEmpty(route.Item.DisplayText)
                let isHome = route.Item.ContentItemId == settings.HomeContentItemId && settings.HomeJsonPath is null
                select (route.Item.DisplayText, http.Request.PathBase + SiteUrls.Local(isHome ? "" : address.Path))).Take(Most);
    }

    private static ContentRoute? RouteOf(ContentItem outer, string? jsonPath) => jsonPath is null ? new ContentRoute(outer, null)
        : JsonPaths.Find(outer.Content, jsonPath) is JsonObject inside ? new ContentRoute(ContentItem.Embedded(inside), outer)
        : null;
}
