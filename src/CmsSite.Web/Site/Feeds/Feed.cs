namespace CmsSite.Web.Site.Feeds;

/// <summary>A page of a feed, in no format yet. Every text may be written as it is; every address is complete.</summary>
/// <param name="Id">Stays the same when addresses change.</param>
/// <param name="PageUrl">The page that the feed is about.</param>
/// <param name="SelfUrl">The feed itself, in this format.</param>
/// <param name="FirstUrl">Where the feed begins.</param>
/// <param name="NextUrl">Older entries; null when there are none.</param>
internal sealed record Feed(
    string Id, string Title, string Summary, string Language, string SiteName, string SiteUrl, string PageUrl, string SelfUrl, string FirstUrl, string? NextUrl,
    DateTimeOffset Updated, IReadOnlyList<FeedEntry> Entries);

/// <param name="Title">Never empty.</param>
/// <param name="Html">The whole text; null where readers get summaries only.</param>
internal sealed record FeedEntry(
    string Id, string Title, string Url, string Summary, string? Html, DateTimeOffset Published, DateTimeOffset Updated,
    IReadOnlyList<FeedAuthor> Authors, IReadOnlyList<FeedTerm> Terms, FeedImage? Image);

/// <param name="Url">The author's page; null when there is none.</param>
internal sealed record FeedAuthor(string Name, string? Url);

/// <param name="Scheme">The address of the taxonomy; null when it has none.</param>
internal sealed record FeedTerm(string Name, string? Scheme);

internal sealed record FeedImage(string Url, string ContentType, long Length, string? Alt);
