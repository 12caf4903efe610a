namespace CmsSite.Web.Site.Feeds;

/// <summary>Site setting <c>FeedSettings</c>: what the feeds hold.</summary>
public sealed class FeedSettings
{
    /// <summary>Content types, in any order; when empty, every listed type with an address of its own that is no list or taxonomy.</summary>
    public IList<string> ContentTypes { get; set; } = [];

    /// <summary>How many of the newest items; older ones are behind the link to the next page.</summary>
    public int Count { get; set; } = 20;

    /// <summary>Whether readers get a few sentences and must come to the site for the rest.</summary>
    public bool SummaryOnly { get; set; }

    /// <summary>Names of the fields that say who wrote an item.</summary>
    public IList<string> AuthorFields { get; set; } = [];
}
