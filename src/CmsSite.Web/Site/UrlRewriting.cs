using CmsSite.Content.Redirects;
using CmsSite.Web.Setup;

namespace CmsSite.Web.Site;

/// <summary>Lets the site's rules for addresses (recipe step <c>UrlRewriting</c>) have their say before an endpoint is looked for.</summary>
public static class UrlRewriting
{
    // No rule, however broad, locks anybody out of the dashboard, of signing in, or of what programs ask for.
    private static readonly string[] _reserved =
        ["/Admin", "/api", "/media", "/Login", "/Users", "/Account", "/ChangePassword", "/setup", "/health", "/_blazor", "/_framework", "/_content", "/cmssite", "/CmsSiteTheme"];

    public static IApplicationBuilder UseUrlRewriting(this IApplicationBuilder app)
    {
        var state = app.ApplicationServices.GetRequiredService<SiteState>();
        var rules = app.ApplicationServices.GetRequiredService<UrlRules>();
        return app.Use((http, next) =>
        {
            if (!state.IsOpen || _reserved.Any(prefix => http.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
                || rules.IsEmpty || rules.Apply(ToRuleRequest(http.Request)) is not { } outcome)
            {
                return next(http);
            }

            if (outcome.RedirectStatus is { } status)
            {
                http.Response.StatusCode = status;
                http.Response.Headers.Location = outcome.Location.StartsWith('/') ? http.Request.PathBase + outcome.Location : outcome.Location;
                // Rules are edited; a redirect that a browser keeps for ever cannot be.
                http.Response.Headers.CacheControl = status is StatusCodes.Status301MovedPermanently or StatusCodes.Status308PermanentRedirect ? "public, max-age=3600" : "no-cache";
                return Task.CompletedTask;
            }

            var mark = outcome.Location.IndexOf('?', StringComparison.Ordinal);
            http.Request.Path = mark < 0 ? outcome.Location : outcome.Location[..mark];
            http.Request.QueryString = mark < 0 ? QueryString.Empty : new QueryString(outcome.Location[mark..]);
            return next(http);
        });
    }

    public static UrlRuleRequest ToRuleRequest(HttpRequest request) => new(request.Path.Value ?? "/", request.QueryString.Value ?? "", request.Scheme, request.Host.Value ?? "");
}
