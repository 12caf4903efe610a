using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Web.Site;

/// <summary><c>/sitemap.xml</c>: every public address, streamed, in pages that the protocol allows; and the sitemaps that a recipe defined, at their paths.</summary>
public static class SitemapEndpoints
{
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Main = "sitemap.xml";

    // The protocol allows 50,000 addresses in a file; some room is left for the home page and for addresses beyond content.
    private const int PageSize = 49_000;

    public static IEndpointRouteBuilder MapSitemaps(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/" + Main, [HttpMethods.Get, HttpMethods.Head], (HttpContext http, int? page) => WriteAsync(http, Main, page));
        return endpoints;
    }

    /// <summary>Answers with the sitemap that a recipe defined at this path; false when there is none.</summary>
    internal static async Task<bool> TryWriteAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (!path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || Sitemap.Find(http.RequestServices.GetRequiredService<SiteSession>(), path) is null)
        {
            return false;
        }

        await (await WriteAsync(http, path.Trim('/'), int.TryParse(http.Request.Query["page"], CultureInfo.InvariantCulture, out var page) ? page : null)).ExecuteAsync(http);
        return true;
    }

    private static async Task<IResult> WriteAsync(HttpContext http, string path, int? page)
    {
        var services = http.RequestServices;
        var session = services.GetRequiredService<SiteSession>();
        var urls = services.GetRequiredService<SiteUrls>();
        var sitemap = Sitemap.Find(session, path) ?? Sitemap.Everything;
        var entries = Entries(services, sitemap);
        var count = sitemap.Contained.Count > 0 ? 0 : await entries.CountAsync(http.RequestAborted);
        var pages = (count + PageSize - 1) / PageSize;
        if (page is < 1 || page > Math.Max(1, pages))
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=300";
        http.Response.ContentType = "application/xml; charset=utf-8";
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return Results.Empty;
        }

        await using var xml = XmlWriter.Create(http.Response.Body, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false) });
        await xml.WriteStartDocumentAsync();
        if (sitemap.Contained.Count > 0)
        {
            await IndexAsync(xml, sitemap.Contained.Select(id => Sitemap.FindPath(session, id)).OfType<string>().Select(urls.Absolute));
        }
        else if (pages > 1 && page is null)
        {
            await IndexAsync(xml, Enumerable.Range(1, pages).Select(number => $"{urls.Absolute(path)}?page={number.ToString(CultureInfo.InvariantCulture)}"));
        }
        else
        {
            await PageAsync(xml, sitemap, entries, page ?? 1, services, http.RequestAborted);
        }

        await xml.WriteEndDocumentAsync();
        return Results.Empty;
    }

    private static async Task IndexAsync(XmlWriter xml, IEnumerable<string> addresses)
    {
        await xml.WriteStartElementAsync(null, "sitemapindex", Namespace);
        foreach (var address in addresses)
        {
            await xml.WriteStartElementAsync(null, "sitemap", Namespace);
            await xml.WriteElementStringAsync(null, "loc", Namespace, address);
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task PageAsync(XmlWriter xml, Sitemap sitemap, IQueryable<Entry> entries, int page, IServiceProvider services, CancellationToken cancellationToken)
    {
        var urls = services.GetRequiredService<SiteUrls>();
        var home = services.GetRequiredService<SiteSettings>().HomeContentItemId;
        await xml.WriteStartElementAsync(null, "urlset", Namespace);
        if (page == 1)
        {
            if (home is not null && sitemap.Types is null)
            {
                await UrlAsync(xml, urls.Absolute(""), null, SitemapHint.None);
            }

            foreach (var (path, hint) in sitemap.Paths)
            {
                await UrlAsync(xml, urls.Absolute(path), null, hint);
            }
        }

        await foreach (var entry in entries.Skip((page - 1) * PageSize).Take(PageSize).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (entry.IsContained || entry.ContentItemId != home)
            {
                var part = entry.Json is null ? null : JsonNode.Parse(entry.Json);
                if (Includes(part))
                {
                    var own = part?["SitemapPart"] is JsonObject given && given["OverrideSitemapConfig"].AsFlag() == true ? Sitemap.Hint(given) : null;
                    await UrlAsync(xml, urls.Absolute(entry.Path), entry.ModifiedUtc ?? entry.PublishedUtc, own ?? sitemap.Types?.GetValueOrDefault(entry.ContentType) ?? SitemapHint.None);
                }
            }
        }

        await xml.WriteEndElementAsync();
    }

    // An item can keep itself out, and one that asks search engines not to list it does not belong here either.
    private static bool Includes(JsonNode? content) =>
        content is null
        || !((content["SitemapPart"] as JsonObject)?["Exclude"].AsFlag() == true
            || (content["SeoMetaPart"] as JsonObject)?["MetaRobots"].AsText()?.Contains("noindex", StringComparison.OrdinalIgnoreCase) == true);

    private static async Task UrlAsync(XmlWriter xml, string address, DateTime? modified, SitemapHint hint)
    {
        await xml.WriteStartElementAsync(null, "url", Namespace);
        await xml.WriteElementStringAsync(null, "loc", Namespace, address);
        if (modified is { } moment)
        {
            await xml.WriteElementStringAsync(null, "lastmod", Namespace, moment.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }

        if (hint.Frequency is not null)
        {
            await xml.WriteElementStringAsync(null, "changefreq", Namespace, hint.Frequency);
        }

        if (hint.Priority is { } priority)
        {
            await xml.WriteElementStringAsync(null, "priority", Namespace, priority.ToString("0.0", CultureInfo.InvariantCulture));
        }

        await xml.WriteEndElementAsync();
    }

    private static IQueryable<Entry> Entries(IServiceProvider services, Sitemap sitemap)
    {
        var types = services.GetRequiredService<PublicItems>().PublicTypes().Where(type => sitemap.Types is null || sitemap.Types.ContainsKey(type)).ToList();
        var items = services.GetRequiredService<ContentItems>();
        return from row in services.GetRequiredService<CmsDbContext>().Autoroutes
               join item in items.Versions(VersionOptions.Published) on row.DocumentId equals item.Id
               where types.Contains(item.ContentType)
               orderby row.Id
               select new Entry
               {
                   Path = row.Path,
                   ContentItemId = item.ContentItemId,
                   ContentType = item.ContentType,
                   IsContained = row.ContainedContentItemId != null,
                   ModifiedUtc = item.ModifiedUtc,
                   PublishedUtc = item.PublishedUtc,
                   // Most items say nothing about sitemaps, and then their text stays where it is.
                   Json = item.Json.Contains("\"SitemapPart\"") || item.Json.Contains("noindex") ? item.Json : null,
               };
    }

    private sealed class Entry
    {
        public required string Path { get; init; }
        public required string ContentItemId { get; init; }
        public required string ContentType { get; init; }
        public bool IsContained { get; init; }
        public DateTime? ModifiedUtc { get; init; }
        public DateTime? PublishedUtc { get; init; }
        public string? Json { get; init; }
    }
}
