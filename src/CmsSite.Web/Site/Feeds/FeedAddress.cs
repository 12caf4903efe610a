using CmsSite.Content.Items;

namespace CmsSite.Web.Site.Feeds;

/// <summary>Where feeds are: below the page they are about, <c>/tags/sea/feed</c>, <c>/tags/sea/feed/atom</c>, <c>/tags/sea/feed/json</c>; the site's at <c>/feed</c>.</summary>
/// <param name="Page">The path of the page, as routes keep it; empty for the site.</param>
internal readonly record struct FeedAddress(string Page, FeedFormat Format)
{
    private const string Name = "feed";

    /// <summary>Null when the path is not that of a feed. Whether there is such a page is another question.</summary>
    public static FeedAddress? Parse(string path)
    {
        var segments = ContentRoute.Normalize(path).Split('/');
        var (last, before) = (segments[^1], segments.Length > 1 ? segments[^2] : "");
        return last == Name ? new FeedAddress(string.Join('/', segments[..^1]), FeedFormat.Rss)
            : before == Name && FeedFormat.Find(last) is { } format ? new FeedAddress(string.Join('/', segments[..^2]), format)
            : null;
    }

    public static string Path(string page, FeedFormat format) => string.Join('/', new[] { page, Name, format.Name }.Where(segment => segment.Length > 0));
}
