namespace CmsSite.Web.Site.Feeds;

/// <summary>How a feed is written.</summary>
internal abstract class FeedFormat
{
    public static FeedFormat Rss { get; } = new RssFormat();
    public static FeedFormat Atom { get; } = new AtomFormat();
    public static FeedFormat Json { get; } = new JsonFeedFormat();

    /// <summary>The last segment of its address; empty for the one that needs none.</summary>
    public abstract string Name { get; }

    public abstract string MediaType { get; }

    public abstract byte[] Write(Feed feed);

    public static FeedFormat? Find(string name) => new[] { Atom, Json }.FirstOrDefault(format => format.Name == name);
}
