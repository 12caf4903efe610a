using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Web.Site.Sitemaps;

/// <summary>
/// What a sitemap lists: the site's own, or one that a recipe's <c>Sitemaps</c> step brought (kept as given, in Orchard's JSON).
/// </summary>
/// <param name="Types">Content types with their frequency and priority; null for all.</param>
/// <param name="Paths">Addresses beyond content.</param>
/// <param name="Contained">Ids of other sitemaps: this one is an index.</param>
internal sealed record Sitemap(IReadOnlyDictionary<string, SitemapHint>? Types, IReadOnlyList<(string Path, SitemapHint Hint)> Paths, IReadOnlyList<string> Contained)
{
    public static Sitemap Everything { get; } = new(null, [], []);

    private static readonly string[] _frequencies = ["daily", "hourly", "weekly", "monthly", "yearly", "always", "never"];

    /// <summary>The enabled one with that path, in any case; null when there is none.</summary>
    public static Sitemap? Find(SiteSession session, string path) =>
        Enabled(session).FirstOrDefault(json => PathOf(json).Equals(path.Trim('/'), StringComparison.OrdinalIgnoreCase)) is { } found ? Read(found) : null;

    /// <summary>The path of the enabled one with that id; null when there is none.</summary>
    public static string? FindPath(SiteSession session, string sitemapId) =>
        Enabled(session).FirstOrDefault(json => json["SitemapId"].AsText() == sitemapId) is { } found ? PathOf(found) : null;

    public static SitemapHint Hint(JsonObject? json) => new(
        json?["ChangeFrequency"].AsNumber() is { } frequency && frequency >= 0 && frequency < _frequencies.Length ? _frequencies[(int)frequency] : null,
        json?["Priority"].AsNumber() is { } priority ? Math.Clamp(priority, 0, 10) / 10 : null);

    private static IEnumerable<JsonObject> Enabled(SiteSession session) =>
        session.Documents(SiteDocumentKinds.Sitemap).Values.OfType<JsonObject>().Where(json => json["Enabled"].AsFlag() ?? false);

    private static string PathOf(JsonObject json) => (json["Path"].AsText() ?? "").Trim('/');

    private static Sitemap Read(JsonObject json)
    {
        var types = new Dictionary<string, SitemapHint>(StringComparer.OrdinalIgnoreCase);
        var all = false;
        var paths = new List<(string, SitemapHint)>();
        var contained = new List<string>();
        foreach (var source in json["SitemapSources"].AsObjects())
        {
            contained.AddRange(source["ContainedSitemapIds"].AsTexts());
            if (source["Path"].AsText() is { Length: > 0 } path)
            {
                paths.Add((path.Trim('/'), Hint(source)));
            }

            all |= source["IndexAll"].AsFlag() ?? false;
            var listed = source["LimitItems"].AsFlag() == true && source["LimitedContentType"] is JsonObject limited ? [limited] : source["ContentTypes"].AsObjects();
            foreach (var type in listed)
            {
                types[type["ContentTypeName"].AsText() ?? ""] = Hint(type);
            }
        }

        return new Sitemap(all ? null : types, paths, contained);
    }
}

/// <summary>What a sitemap tells crawlers about an address, where somebody has said so.</summary>
internal sealed record SitemapHint(string? Frequency, decimal? Priority)
{
    public static SitemapHint None { get; } = new(null, null);
}
