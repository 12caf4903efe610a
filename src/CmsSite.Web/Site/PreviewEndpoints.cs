using System.Security.Claims;
using CmsSite.Admin;
using CmsSite.Admin.Contents.Preview;
using CmsSite.Admin.Templates;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Theming;
using CmsSite.Theming.Templates;
using CmsSite.Web.Account;

namespace CmsSite.Web.Site;

/// <summary>
/// Items that are not published, in the real theme: for those who may see them, for the frame beside the editor, and for whoever has a link to one version. None is kept by any cache
/// or search engine.
/// </summary>
public static class PreviewEndpoints
{
    // Inside the dashboard's frame nothing of the page acts: no scripts, no forms.
    private const string InFrame =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; form-action 'none'; base-uri 'self'; frame-ancestors 'self'";

    public static IEndpointRouteBuilder MapPreview(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/Admin/Contents/ContentItems/{contentItemId}/Display", ShowAsync)
            .RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy).WithMetadata(new ResponseIsPrivate());
        endpoints.MapGet("/Admin/Contents/LivePreview/{token}", LiveAsync)
            .RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy).WithMetadata(new ResponseIsPrivate());
        endpoints.MapGet($"/{TemplateAddresses.List}/Preview/{{token}}", TemplateAsync)
            .RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy).WithMetadata(new ResponseIsPrivate());
        endpoints.MapGet("/Contents/Preview/{token}", SharedAsync).WithMetadata(new ResponseIsPrivate());
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

        await WriteAsync(http, item);
    }

    private static async Task LiveAsync(string token, HttpContext http, LivePreviews previews)
    {
        if (previews.Find(token, http.User.FindFirstValue(ClaimTypes.NameIdentifier)) is not { } item)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.Headers.ContentSecurityPolicy = InFrame;
        await WriteAsync(http, item);
    }

    // A page as its readers would see it with a template that is still being written.
    private static async Task TemplateAsync(
        string token, HttpContext http, TemplatePreviews previews, PermissionChecker permissions, TemplateTable templates, PublishedItems items, PublicItems publicItems, DisplayContext context)
    {
        if (!permissions.Has(http.User, Permissions.ManageTemplates) || previews.Find(token, http.User.FindFirstValue(ClaimTypes.NameIdentifier)) is not { } tried)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        templates.Try(tried.Name, tried.Content);
        var path = ContentRoute.Normalize(tried.Path);
        var renderer = PageResponses.CreateRenderer(http, http.RequestServices, isHomepage: path.Length == 0);
        // What layers and views ask of the address is about the page that is looked at, not about the frame.
        context.Request = context.Request with { Path = "/" + path, QueryString = "", Query = new Dictionary<string, string>() };
        http.Response.Headers.ContentSecurityPolicy = InFrame;
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        var route = path.Length == 0 ? await renderer.FindHomeAsync() : await items.FindRouteAsync(path, http.RequestAborted);
        var page = route is null || !publicItems.HasPages(route) ? await renderer.RenderStatusAsync(StatusCodes.Status404NotFound) : await renderer.RenderContentAsync(route);
        await PageResponses.WriteAsync(http, page, isKept: false);
    }

    private static async Task SharedAsync(string token, HttpContext http, PreviewLinks links)
    {
        // The address is the secret: no other site is told it.
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        if (await links.FindAsync(token, http.RequestAborted) is not { } item)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await WriteAsync(http, item);
    }

    private static async Task WriteAsync(HttpContext http, ContentItem item)
    {
        var renderer = PageResponses.CreateRenderer(http, http.RequestServices);
        http.RequestServices.GetRequiredService<DisplayContext>().IsPreview = true;
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        await PageResponses.WriteAsync(http, await renderer.RenderContentAsync(new ContentRoute(item, null)), isKept: false);
    }
}
