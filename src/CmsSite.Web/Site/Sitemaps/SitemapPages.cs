using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Web.Site.Feeds;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Web.Site.Sitemaps;

/// <summary>A stretch of a sitemap that makes one file: the rows behind that one.</summary>
internal sealed record SitemapStretch(long After, DateTime? Modified);

/// <summary>
/// Reads what a sitemap lists, in stretches of the order in which addresses were given: a stretch begins behind a row and not at a number, so the last one costs as much as the
/// first, and stays right when addresses come and go.
/// </summary>
public sealed class SitemapPages(SiteSession session, ContentItems items, ContentDefinitions definitions, PublicItems publicItems, NewsTypes newsTypes, SiteSettings settings, SiteUrls urls)
{
    // The protocol allows 50,000 addresses in a file and 50 MB. A file of this size stays far below, is made in a moment, and fits into the cache of pages.
    private const int PageSize = 5_000;

    /// <summary>What the sitemap draws on, for caches.</summary>
    internal IEnumerable<string> Dependencies(Sitemap sitemap) => TypesOf(sitemap).Select(type => $"type:{type}");

    /// <summary>One element for each file that the sitemap needs; one query for each, none of which skips.</summary>
    internal async Task<IReadOnlyList<SitemapStretch>> StretchesAsync(Sitemap sitemap, CancellationToken cancellationToken)
    {
        var stretches = new List<SitemapStretch>();
        for (long after = 0; ;)
        {
            var found = await Rows(sitemap, after).Take(PageSize).Select(row => new { row.Id, Modified = row.ModifiedUtc ?? row.PublishedUtc }).GroupBy(_ => 1)
                .Select(rows => new { Last = rows.Max(row => row.Id), Modified = rows.Max(row => row.Modified), Count = rows.Count() }).FirstOrDefaultAsync(cancellationToken);
            if (found is null)
            {
                return stretches;
            }

            stretches.Add(new SitemapStretch(after, found.Modified));
            if (found.Count < PageSize)
            {
                return stretches;
            }

            after = found.Last;
        }
    }

    /// <summary>The addresses of the stretch behind a row; the first one begins with what is no content.</summary>
    internal async Task<IReadOnlyList<SitemapUrl>> ReadAsync(Sitemap sitemap, long after, CancellationToken cancellationToken)
    {
        var found = new List<SitemapUrl>();
        var home = settings.HomeContentItemId;
        if (after == 0)
        {
            if (home is not null && sitemap.Types is null)
            {
                found.Add(new SitemapUrl(urls.Absolute(""), null, SitemapHint.None, []));
            }

            found.AddRange(sitemap.Paths.Select(path => new SitemapUrl(urls.Absolute(path.Path), null, path.Hint, [])));
        }

        var rows = await WithJson(Rows(sitemap, after).Take(PageSize)).ToListAsync(cancellationToken);
        var containers = await ContainersAsync([.. rows.Where(row => row.JsonPath is not null).Select(row => row.DocumentId).Distinct()], cancellationToken);
        foreach (var row in rows.Where(row => row.JsonPath is not null || row.ContentItemId != home))
        {
            var url = row.JsonPath is null ? Url(row, sitemap) : containers.TryGetValue(row.DocumentId, out var container) ? ContainedUrl(row, container, sitemap) : null;
            if (url is not null)
            {
                found.Add(url);
            }
        }

        return found;
    }

    private SitemapUrl? Url(SitemapRow row, Sitemap sitemap)
    {
        var content = row.Json is not null && (row.Json.Contains("\"SitemapPart\"", StringComparison.Ordinal) || row.Json.Contains("\"MetaRobots\"", StringComparison.Ordinal))
            ? JsonNode.Parse(row.Json) as JsonObject : null;
        return !SitemapParts.Includes(content) ? null : new SitemapUrl(
            urls.Absolute(row.Path),
            newsTypes.ShowsOthers(row.ContentType) ? null : row.ModifiedUtc ?? row.PublishedUtc,
            SitemapParts.Hint(content) ?? HintOf(row, sitemap),
            row.Json is null ? [] : [.. SitemapParts.Images(row.Json, definitions.Type(row.ContentType)!).Select(path => urls.Absolute("media/" + path))]);
    }

    // What is inside another item shows what carries it (a term) or has changed when its container has; nobody knows which, so no date is told.
    private SitemapUrl? ContainedUrl(SitemapRow row, ContentItem container, Sitemap sitemap) =>
        JsonPaths.Find(container.Content, row.JsonPath!) is JsonObject json
        && publicItems.HasPages(new ContentRoute(ContentItem.Embedded(json), container))
        && SitemapParts.Includes(container.Content) && SitemapParts.Includes(json)
            ? new SitemapUrl(urls.Absolute(row.Path), null, SitemapParts.Hint(json) ?? HintOf(row, sitemap), [])
            : null;

    private static SitemapHint HintOf(SitemapRow row, Sitemap sitemap) => sitemap.Types?.GetValueOrDefault(row.ContentType) ?? SitemapHint.None;

    private async Task<IReadOnlyDictionary<long, ContentItem>> ContainersAsync(IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken) =>
        documentIds.Count == 0 ? new Dictionary<long, ContentItem>() : (await items.GetByDocumentIdsAsync(documentIds, cancellationToken)).ToDictionary(item => item.DocumentId);

    private IQueryable<SitemapRow> Rows(Sitemap sitemap, long after)
    {
        var types = TypesOf(sitemap).ToList();
        return from row in session.Database.Autoroutes.AsNoTracking()
               join item in items.Versions(VersionOptions.Published) on row.DocumentId equals item.Id
               where row.Id > after && types.Contains(item.ContentType)
               orderby row.Id
               select new SitemapRow
               {
                   Id = row.Id,
                   DocumentId = item.Id,
                   Path = row.Path,
                   JsonPath = row.ContainedContentItemId == null ? null : row.JsonPath,
                   ContentItemId = item.ContentItemId,
                   ContentType = item.ContentType,
                   ModifiedUtc = item.ModifiedUtc,
                   PublishedUtc = item.PublishedUtc,
                   Json = item.Json,
               };
    }

    private IEnumerable<string> TypesOf(Sitemap sitemap) => publicItems.PublicTypes().Where(type => sitemap.Types is null || sitemap.Types.ContainsKey(type));

    // Where neither a picture nor a word to crawlers can be in it, an item's text stays where it is.
    private IQueryable<SitemapRow> WithJson(IQueryable<SitemapRow> rows)
    {
        var pictured = definitions.Types.Where(SitemapParts.HasImages).Select(type => type.Name).ToList();
        return rows.Select(row => new SitemapRow
        {
            Id = row.Id,
            DocumentId = row.DocumentId,
            Path = row.Path,
            JsonPath = row.JsonPath,
            ContentItemId = row.ContentItemId,
            ContentType = row.ContentType,
            ModifiedUtc = row.ModifiedUtc,
            PublishedUtc = row.PublishedUtc,
            Json = row.JsonPath == null && (pictured.Contains(row.ContentType) || row.Json!.Contains("\"SitemapPart\"") || row.Json.Contains("\"MetaRobots\":\"")) ? row.Json : null,
        });
    }

    private sealed class SitemapRow
    {
        public required long Id { get; init; }
        public required long DocumentId { get; init; }
        public required string Path { get; init; }
        public string? JsonPath { get; init; }
        public required string ContentItemId { get; init; }
        public required string ContentType { get; init; }
        public DateTime? ModifiedUtc { get; init; }
        public DateTime? PublishedUtc { get; init; }
        public string? Json { get; init; }
    }
}
