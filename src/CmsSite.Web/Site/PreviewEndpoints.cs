using CmsSite.Admin;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Theming;
using CmsSite.Web.Account;

namespace CmsSite.Web.Site;

/// <summary>The latest version of an item in the real theme, for those who may see what is not published yet.</summary>
public static class PreviewEndpoints
{
    public static IEndpointRouteBuilder MapPreview(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/Admin/Contents/ContentItems/{contentItemId}/Display", ShowAsync)
            .RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy).WithMetadata(new ResponseIsPrivate());
        return endpoints;
    }

    private static async Task ShowAsync(string contentItemId, HttpContext http, ContentItems items, PermissionChecker permissions)
    {
        var item = await items.GetAsync(contentItemId, VersionOptions.Latest, http.RequestAborted);
        if (item is null || !(permissions.Has(http.User, Permissions.PreviewContent, item) || permissions.Has(http.User, Permissions.EditContent, item)))
        {
            http.Response.StatusCode = item is null ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
            return;
        }

        var renderer = PageResponses.CreateRenderer(http, http.RequestServices);
        http.RequestServices.GetRequiredService<DisplayContext>().IsPreview = true;
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        await PageResponses.WriteAsync(http, await renderer.RenderContentAsync(new ContentRoute(item, null)));
    }
}
