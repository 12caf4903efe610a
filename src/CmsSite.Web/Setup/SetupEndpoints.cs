using CmsSite.Web.Hosting;
using CmsSite.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Setup;

/// <summary>The set-up page at <c>/setup</c>, and the gate that leads everybody there until the site is set up.</summary>
public static class SetupEndpoints
{
    public const string Path = "/setup";

    // Served at any time: the page's own style sheet, and what monitoring asks.
    private static readonly string[] _open = [Path, "/cmssite/setup.css", "/health"];

    /// <summary>Leads readers to the set-up page, and tells everything else to come back later, until there is a site.</summary>
    public static IApplicationBuilder UseSetupGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var state = context.RequestServices.GetRequiredService<SiteState>();
        var isOpenAnyway = _open.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
        if (state.IsOpen || isOpenAnyway)
        {
            await next(context);
        }
        else if (await context.RequestServices.GetRequiredService<SiteOpening>().TryOpenNowAndThenAsync(context.RequestAborted))
        {
            // Set up by the command line, or by another node.
            await next(context);
        }
        else if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Redirect(context.Request.PathBase + Path);
        }
        else
        {
            context.Response.Headers.RetryAfter = "60";
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    });

    public static IEndpointRouteBuilder MapSetup(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Path);
        group.RequireRateLimiting(RateLimits.Secrets).DisableRequestTimeout();
        group.MapGet("", Show);
        group.MapPost("", SubmitAsync);
        return endpoints;
    }

    // A token in the query is not looked at: addresses end up in histories and in the logs of proxies.
    private static IResult Show(HttpContext http, SiteState state)
    {
        if (state.IsOpen)
        {
            return TypedResults.NotFound();
        }

        KeepToItself(http);
        return Page(http, new SetupForm());
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext http, IAntiforgery antiforgery, SetupToken expected, SetupRecipes recipes, SiteSetup setup, SiteState state, IOptions<CmsSiteOptions> options, IHostApplicationLifetime lifetime)
    {
        if (state.IsOpen)
        {
            return TypedResults.NotFound();
        }

        KeepToItself(http);
        if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http))
        {
            return TypedResults.BadRequest("The form is too old, or was not sent from this site. Open the page again.");
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!expected.Matches(form["token"]))
        {
            return Page(http, new SetupForm { WrongToken = true }, StatusCodes.Status403Forbidden);
        }

        var offered = recipes.Offered();
        if (!form.ContainsKey(nameof(SetupRequest.AdminUserName)))
        {
            // The token alone: it opens the form, which carries it on.
            return Page(http, Trusted(expected.Value, offered.Items, options.Value) with { Request = new SetupRequest { Recipe = offered.Preselected ?? "", TimeZone = "UTC" } });
        }

        var request = new SetupRequest
        {
            SiteName = form["SiteName"].ToString().Trim(),
            TimeZone = form["TimeZone"].ToString(),
            Recipe = form["Recipe"].ToString(),
            DatabaseProvider = form["DatabaseProvider"].ToString(),
            ConnectionString = form["ConnectionString"].ToString().Trim(),
            AdminUserName = form["AdminUserName"].ToString().Trim(),
            AdminEmail = form["AdminEmail"].ToString().Trim(),
            AdminPassword = form["AdminPassword"].ToString(),
        };
        // A browser that goes away must not leave a set-up half done: only the end of the process stops it.
        return await setup.RunAsync(request, null, lifetime.ApplicationStopping) is SetupResult.Refused refused
            ? Page(http, Trusted(expected.Value, offered.Items, options.Value) with { Request = request, Problems = refused.Problems }, StatusCodes.Status422UnprocessableEntity)
            : TypedResults.Redirect(http.Request.PathBase + "/");
    }

    private static void KeepToItself(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
    }

    private static SetupForm Trusted(string token, IReadOnlyList<Recipes.RecipeDescriptor> recipes, CmsSiteOptions options) => new()
    {
        IsTrusted = true,
        Token = token,
        Recipes = recipes,
        IsDatabaseConfigured = !string.IsNullOrEmpty(options.Database.Provider),
    };

    private static RazorComponentResult Page(HttpContext http, SetupForm form, int status = StatusCodes.Status200OK) =>
        new RazorComponentResult<SetupPage>(new { Form = form with { PathBase = http.Request.PathBase } }) { StatusCode = status };
}
