using System.Text;
using CmsSite.Content.Features;
using CmsSite.Content.Settings;
using CmsSite.Web.Site.Sitemaps;

namespace CmsSite.Web.Site;

/// <summary>Orchard's site setting of that name.</summary>
public sealed class RobotsSettings
{
    public bool AllowAllAgents { get; set; } = true;
    public bool DisallowAdmin { get; set; } = true;
    public string? AdditionalRules { get; set; }
}

public static class RobotsEndpoints
{
    public static IEndpointRouteBuilder MapRobots(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/robots.txt", [HttpMethods.Get, HttpMethods.Head], Get);
        return endpoints;
    }

    // Nothing for searchers is behind these, and each address tried costs both sides something.
    private static readonly string[] _closed = ["/Admin", "/Login", "/Account"];

    private static TaggedResult Get(HttpContext http, SiteSettings settings, SiteUrls urls, NewsSitemap news, SiteFeatures features)
    {
        var robots = settings.Get<RobotsSettings>();
        var text = new StringBuilder("User-agent: *\n");
        text.Append(robots.AllowAllAgents ? "" : "Disallow: /\n");
        text.Append(robots is { AllowAllAgents: true, DisallowAdmin: true } ? string.Concat(_closed.Select(path => $"Disallow: {http.Request.PathBase}{path}\n")) : "");
        if (!string.IsNullOrWhiteSpace(robots.AdditionalRules))
        {
            text.Append(robots.AdditionalRules.ReplaceLineEndings("\n").Trim()).Append('\n');
        }

        if (features.IsOn(SitemapEndpoints.Feature))
        {
            text.Append("\nSitemap: ").Append(urls.Absolute(SitemapEndpoints.Main)).Append('\n');
            text.Append(news.IsKept ? $"Sitemap: {urls.Absolute(SitemapEndpoints.News)}\n" : "");
        }

        return new TaggedResult(Encoding.UTF8.GetBytes(text.ToString()), "text/plain; charset=utf-8", "public, max-age=300", new HashSet<string>());
    }
}
