using System.Text;
using CmsSite.Content.Settings;

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

    private static TaggedResult Get(SiteSettings settings, SiteUrls urls)
    {
        var robots = settings.Get<RobotsSettings>();
        var text = new StringBuilder("User-agent: *\n");
        text.Append(robots.AllowAllAgents ? "" : "Disallow: /\n");
        text.Append(robots is { AllowAllAgents: true, DisallowAdmin: true } ? "Disallow: /Admin\n" : "");
        if (!string.IsNullOrWhiteSpace(robots.AdditionalRules))
        {
            text.Append(robots.AdditionalRules.ReplaceLineEndings("\n").Trim()).Append('\n');
        }

        text.Append("\nSitemap: ").Append(urls.Absolute("sitemap.xml")).Append('\n');
        return new TaggedResult(Encoding.UTF8.GetBytes(text.ToString()), "text/plain; charset=utf-8", "public, max-age=300");
    }
}
