using CmsSite.Content.Autoroute;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Redirects;

/// <summary>An address like the one that was asked for.</summary>
/// <param name="JsonPath">Where in the item the one is that is shown there; null for the item itself.</param>
public sealed record NearAddress(string Path, string ContentItemId, string? JsonPath, double Likeness);

/// <summary>
/// Published addresses near one at which there is nothing. A few rows on either side of it in the index of addresses begin alike; a few in the index of addresses read
/// backwards end alike: one wrong letter leaves one of the two. The same is done for its words, and for the folders that the site's types use. However large the site, that
/// is some dozen short looks into an index, made at once.
/// </summary>
public sealed class NearestAddresses(SiteSession session, ContentDefinitions definitions)
{
    private const int LongestPath = 250;
    private const int DeepestPath = 8;
    private const int RowsASide = 8;
    private const int MostFolders = 3;
    private const int MostWords = 3;
    private static readonly string[] _endings = [".html", ".htm", ".php", ".aspx", ".asp", ".jsp", ".md", ".txt"];

    /// <param name="types">Content types of which something may be offered.</param>
    /// <returns>The likest first. Nothing for what no reader has typed: endless paths, control characters, names of files.</returns>
    public async Task<IReadOnlyList<NearAddress>> FindAsync(string path, IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken = default)
    {
        var segments = ContentRoute.Normalize(path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path.Length > LongestPath || segments.Length is 0 or > DeepestPath || path.Any(letter => char.IsControl(letter) || letter == '\uFFFD') || SlugOf(segments[^1]) is not { Length: > 1 } slug)
        {
            return [];
        }

        await session.FlushAsync(cancellationToken);
        var folder = string.Concat(segments[..^1].Select(segment => segment + "/"));
        var rows = await Looks(folder, slug, segments).Aggregate(Queryable.Concat).ToListAsync(cancellationToken);
        var asked = folder + segments[^1];
        var near = rows.Where(row => row.Path != asked).DistinctBy(row => (row.Path, row.DocumentId))
            .Select(row => (row.DocumentId, Address: new NearAddress(row.Path, row.ContentItemId, row.JsonPath, LikenessOf(row.Path, folder, slug))))
            .Where(row => row.Address.Likeness >= AddressLikeness.Enough)
            .OrderByDescending(row => row.Address.Likeness).ThenBy(row => row.Address.Path.Length).ThenBy(row => row.Address.Path, StringComparer.Ordinal).ToList();
        var versions = near.Select(row => row.DocumentId).Distinct().ToList();
        var published = await session.Database.ContentItems.Where(item => versions.Contains(item.Id) && item.Published && types.Contains(item.ContentType))
            .Select(item => item.Id).ToHashSetAsync(cancellationToken);
        return [.. near.Where(row => published.Contains(row.DocumentId)).Select(row => row.Address).Take(limit)];
    }

    // A little more for the folder that was asked for; a folder itself is what is left when nothing in it is like it.
    private static double LikenessOf(string path, string folder, string slug)
    {
        var slash = path.LastIndexOf('/') + 1;
        var likeness = AddressLikeness.Of(slug, Slugs.Slugify(path[slash..]));
        return Math.Max(path[..slash] == folder ? likeness + 0.02 : likeness, folder.StartsWith(path + "/", StringComparison.Ordinal) ? AddressLikeness.Enough : 0);
    }

    // What somebody who moved a site here had behind the names of pages is no part of them; any other ending asks for a file.
    private static string? SlugOf(string segment)
    {
        var ending = _endings.FirstOrDefault(ending => segment.EndsWith(ending, StringComparison.Ordinal));
        var name = ending is null ? segment : segment[..^ending.Length];
        return name.Contains('.', StringComparison.Ordinal) ? null : Slugs.Slugify(name);
    }

    private IEnumerable<IQueryable<AutorouteIndexRow>> Looks(string folder, string slug, string[] segments)
    {
        foreach (var place in Folders().Where(other => other != folder).Take(MostFolders).Prepend(folder))
        {
            yield return From(place + slug);
            yield return Before(place + slug);
        }

        var backwards = AutorouteIndexRow.Reverse(folder + slug);
        yield return EndingFrom(backwards);
        yield return EndingBefore(backwards);
        foreach (var word in AddressLikeness.Words(slug).OrderByDescending(word => word.Length).Take(MostWords))
        {
            yield return From(folder + word);
            yield return EndingFrom(AutorouteIndexRow.Reverse(word));
        }

        var folders = Enumerable.Range(1, segments.Length - 1).Select(count => string.Join('/', segments[..count])).ToList();
        if (folders.Count > 0)
        {
            yield return Addresses.Where(row => folders.Contains(row.Path)).Take(RowsASide);
        }
    }

    // What stands before the first `{{` in a type's pattern: articles/{{ … }}.
    private IEnumerable<string> Folders() => definitions.Types
        .Select(type => type.Part("AutoroutePart")?.Settings.Get<AutoroutePartSettings>().Pattern?.Split("{{")[0].Trim().TrimStart('/').ToLowerInvariant() ?? "")
        .Where(start => start.Length == 0 || start.EndsWith('/')).Append("").Distinct().OrderByDescending(start => start.Length);

    private IQueryable<AutorouteIndexRow> Addresses => session.Database.Autoroutes.AsNoTracking();

#pragma warning disable CA1309 // It is the database that compares, in the order of its index; it knows no other.
    private IQueryable<AutorouteIndexRow> From(string start) => Addresses.Where(row => string.Compare(row.Path, start) >= 0).OrderBy(row => row.Path).Take(RowsASide);

    private IQueryable<AutorouteIndexRow> Before(string end) => Addresses.Where(row => string.Compare(row.Path, end) < 0).OrderByDescending(row => row.Path).Take(RowsASide);

    private IQueryable<AutorouteIndexRow> EndingFrom(string start) => Addresses.Where(row => string.Compare(row.Backwards, start) >= 0).OrderBy(row => row.Backwards).Take(RowsASide);

    private IQueryable<AutorouteIndexRow> EndingBefore(string end) => Addresses.Where(row => string.Compare(row.Backwards, end) < 0).OrderByDescending(row => row.Backwards).Take(RowsASide);
#pragma warning restore CA1309
}
