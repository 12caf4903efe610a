using System.Security.Claims;
using CmsSite.Content.Items;
using CmsSite.Content.Redirects;
using CmsSite.Content.Settings;

namespace CmsSite.Web.Site;

/// <summary>
/// Answers at addresses that once led to an item: 301 to where it is now, 410 when it was removed. Whoever may not see the item hears what is said where nothing ever was.
/// </summary>
public sealed class FormerAddressResponses(MovedItems moved, PublicItems publicItems, SiteSettings settings, UrlRules rules, TimeProvider clock)
{
    // An editor who takes a new address back does so soon. A browser that has kept the way there would then run in a circle, so at first it asks each time.
    private static readonly TimeSpan _settled = TimeSpan.FromDays(1);

    /// <summary>Sets status and headers; false when there is nothing to say about the address.</summary>
    /// <param name="keepsQuery">False where the query is the old address, and says nothing at the new one.</param>
    public async Task<bool> TryAnswerAsync(HttpContext http, string path, bool keepsQuery = true)
    {
        switch (await moved.FindAsync(path, http.RequestAborted))
        {
            case FormerPlace.Moved(var route, var current, var since) when publicItems.HasPages(route) && MayShow(route, http.User):
                var address = AddressOf(route, current);
                if (rules.LeadBack("/" + address, UrlRewriting.ToRuleRequest(http.Request)))
                {
                    return false;
                }

                var isPublic = MayShow(route, PublicItems.Anybody);
                http.Response.StatusCode = StatusCodes.Status301MovedPermanently;
                http.Response.Headers.Location = http.Request.PathBase + SiteUrls.Local(address) + (keepsQuery ? http.Request.QueryString : QueryString.Empty);
                http.Response.Headers.CacheControl = !isPublic ? "private, no-store" : clock.GetUtcNow() - since < _settled ? "public, no-cache" : "public, max-age=86400";
                return true;

            case FormerPlace.Removed(var last) when publicItems.MayShow(AsPublished(last), http.User):
                http.Response.StatusCode = StatusCodes.Status410Gone;
                return true;

            default:
                return false;
        }
    }

    private string AddressOf(ContentRoute route, string? current) =>
        route.Container is null && route.Item.ContentItemId == settings.HomeContentItemId && settings.HomeJsonPath is null ? ""
        : current ?? SiteUrls.ById(route.Item.ContentItemId);

    private bool MayShow(ContentRoute route, ClaimsPrincipal user) => publicItems.MayShow(route.Container ?? route.Item, user);

    private static ContentItem AsPublished(ContentItem item)
    {
        var published = item.Copy();
        published.Published = true;
        return published;
    }
}
