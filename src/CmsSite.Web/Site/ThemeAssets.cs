using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Web.Hosting;
using CmsSite.Web.Setup;
using Microsoft.Extensions.FileProviders;

namespace CmsSite.Web.Site;

/// <summary>The theme's files at <c>/CmsSiteTheme/…</c>, and below the name of the theme that the recipe chose, so that an imported site's addresses hold.</summary>
public static class ThemeAssets
{
    private const string Root = "/" + SiteFolders.ThemeId;

    public static WebApplication UseThemeAssets(this WebApplication app)
    {
        var folder = Path.Combine(app.Services.GetRequiredService<SiteFolders>().Theme, "wwwroot");
        if (!Directory.Exists(folder))
        {
            return app;
        }

        app.Use((context, next) =>
        {
            if (Path.HasExtension(context.Request.Path.Value) && IsBelowChosenTheme(context, out var rest))
            {
                context.Request.Path = Root + rest;
            }

            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = Root,
            FileProvider = new PhysicalFileProvider(folder),
            // With a version in its address a file never changes; without one it may.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
        });
        return app;
    }

    private static bool IsBelowChosenTheme(HttpContext context, out PathString rest)
    {
        rest = default;
        return context.RequestServices.GetRequiredService<SiteState>().IsOpen
            && context.RequestServices.GetRequiredService<SiteSettings>().Find("CurrentThemeName").AsText() is { Length: > 0 } name
            && name != SiteFolders.ThemeId
            && context.Request.Path.StartsWithSegments("/" + name, StringComparison.OrdinalIgnoreCase, out rest);
    }
}
