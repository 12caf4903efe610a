using System.Globalization;
using CmsSite.Content.Features;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Web.Site.Feeds;

namespace CmsSite.Web.Site.Sitemaps;

/// <summary><c>/sitemap.xml</c>: every public address, an index of several files where they are many; the sitemaps that a recipe defined, at their paths; and the news.</summary>
public static class SitemapEndpoints
{
    public const string Main = "sitemap.xml";
    public const string News = "sitemap-news.xml";

    /// <summary>The feature without which there are none.</summary>
    public const string Feature = "OrchardCore.Sitemaps";
    private const string CacheControl = "public, max-age=300";

    public static IServiceCollection AddSitemaps(this IServiceCollection services) => services.AddScoped<SitemapPages>().AddScoped<NewsSitemap>();

    public static IEndpointRouteBuilder MapSitemaps(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/" + Main, [HttpMethods.Get, HttpMethods.Head], (Delegate)((HttpContext http) => AnswerAsync(http, Main)));
        return endpoints;
    }

    /// <summary>Answers with the sitemap that a recipe defined at this path, or with the news; false when there is none.</summary>
    internal static async Task<bool> TryWriteAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!.Trim('/');
        if (!path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || !http.RequestServices.GetRequiredService<SiteFeatures>().IsOn(Feature))
        {
            return false;
        }

        var isDefined = Sitemap.Find(http.RequestServices.GetRequiredService<SiteSession>(), path) is not null;
        if (!isDefined && (path != News || !http.RequestServices.GetRequiredService<NewsSitemap>().IsKept))
        {
            return false;
        }

        await (isDefined ? await AnswerAsync(http, path) : await NewsAsync(http)).ExecuteAsync(http);
        return true;
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, string path)
    {
        var services = http.RequestServices;
        if (!services.GetRequiredService<SiteFeatures>().IsOn(Feature))
        {
            return TypedResults.NotFound();
        }

        var session = services.GetRequiredService<SiteSession>();
        var urls = services.GetRequiredService<SiteUrls>();
        var sitemap = Sitemap.Find(session, path) ?? Sitemap.Everything;
        if (sitemap.Contained.Count > 0)
        {
            var contained = sitemap.Contained.Select(id => Sitemap.FindPath(session, id)).OfType<string>();
            return Document(SitemapXml.Index(contained.Select(inner => (urls.Absolute(inner), (DateTime?)null))), []);
        }

        var given = http.Request.Query["after"].ToString();
        var pages = services.GetRequiredService<SitemapPages>();
        if (given.Length > 0)
        {
            return long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var after) && await pages.ReadAsync(sitemap, after, http.RequestAborted) is { Count: > 0 } page
                ? Document(SitemapXml.Page(page), pages.Dependencies(sitemap))
                : TypedResults.NotFound();
        }

        var stretches = await pages.StretchesAsync(sitemap, http.RequestAborted);
        if (stretches.Count <= 1)
        {
            return Document(SitemapXml.Page(await pages.ReadAsync(sitemap, 0, http.RequestAborted)), pages.Dependencies(sitemap));
        }

        var files = stretches.Select(stretch => ($"{urls.Absolute(path)}?after={stretch.After.ToString(CultureInfo.InvariantCulture)}", stretch.Modified));
        var news = ReferenceEquals(sitemap, Sitemap.Everything) && services.GetRequiredService<NewsSitemap>().IsKept;
        return Document(SitemapXml.Index(news ? files.Append((urls.Absolute(News), null)) : files), pages.Dependencies(sitemap));
    }

    private static async Task<IResult> NewsAsync(HttpContext http)
    {
        var news = http.RequestServices.GetRequiredService<NewsSitemap>();
        return Document(await news.WriteAsync(http.RequestAborted), news.Dependencies());
    }

    private static TaggedResult Document(byte[] xml, IEnumerable<string> dependencies) =>
        new(xml, "application/xml; charset=utf-8", CacheControl, new HashSet<string>(dependencies, StringComparer.Ordinal) { $"document:{SiteDocumentKinds.Sitemap}" });
}
