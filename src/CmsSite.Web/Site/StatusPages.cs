using CmsSite.Theming.Display;
using CmsSite.Web.Setup;

namespace CmsSite.Web.Site;

/// <summary>The theme's pages for what went wrong.</summary>
internal static class StatusPages
{
    /// <summary>False when there is no site to have a theme.</summary>
    public static async Task<bool> TryWriteAsync(HttpContext http, int status)
    {
        if (!http.RequestServices.GetRequiredService<SiteState>().IsOpen)
        {
            return false;
        }

        // A scope of its own: whatever failed has perhaps left the request's in a state.
        await using var scope = http.RequestServices.CreateAsyncScope();
        RenderedPage page;
        try
        {
            page = await PageResponses.CreateRenderer(http, scope.ServiceProvider).RenderStatusAsync(
                status, status == StatusCodes.Status404NotFound ? (shape, context) => NearestPages.LoadAsync(shape, context, http) : null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            http.RequestServices.GetRequiredService<ILogger<PageRenderer>>().LogError(exception, "The page for the status {Status} could not be made.", status);
            return false;
        }

        await PageResponses.WriteAsync(http, page);
        return true;
    }
}
